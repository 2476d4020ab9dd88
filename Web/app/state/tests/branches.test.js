import assert from "node:assert/strict";
import { test } from "node:test";
import { arrangeTurns, choicesShowing } from "../branches.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const id = (sequence, type) => `${chat}_${String(sequence).padStart(6, "0")}_${type}`;
const question = (sequence, extra = {}) => ({ id: id(sequence, "UM"), role: "user", parent: null, edits: null, follows: null, ...extra });
const answer = (sequence) => ({ id: id(sequence + 1, "AM"), role: "assistant", parent: id(sequence, "UM") });
const turn = (sequence, extra) => [question(sequence, extra), answer(sequence)];
const shown = (messages, choices) => arrangeTurns(messages, choices).map(({ question: { id }, version, versions }) => [Number(id.slice(37, 43)), version, versions.length]);

test("a chat without edits is one line of turns, in whatever order it was loaded", () => {
  const messages = [...turn(1), ...turn(3), ...turn(5)];
  assert.deepEqual(shown(messages), [[1, 0, 1], [3, 0, 1], [5, 0, 1]]);
  assert.deepEqual(shown([...messages].reverse()), shown(messages));
});

test("a question without an answer yet is the last turn", () => {
  const turns = arrangeTurns([...turn(1), question(3)]);
  assert.equal(turns.length, 2);
  assert.equal(turns[1].answer, null);
});

test("an edited question stands in the place of the one it edits, and what followed the old one is still reachable", () => {
  const messages = [...turn(1), ...turn(3), ...turn(5, { edits: id(1, "UM") })];
  assert.deepEqual(shown(messages), [[5, 1, 2]]);
  assert.deepEqual(shown(messages, new Map([["", id(1, "UM")]])), [[1, 0, 2], [3, 0, 1]]);
});

test("an edit of an edit competes with both", () => {
  const messages = [...turn(1), ...turn(3), ...turn(5, { edits: id(3, "UM") }), ...turn(7, { edits: id(5, "UM") })];
  assert.deepEqual(shown(messages), [[1, 0, 1], [7, 2, 3]]);
});

test("the branch of the newest question is shown until the reader chooses another", () => {
  const messages = [...turn(1), ...turn(3, { edits: id(1, "UM") }), ...turn(5, { follows: id(2, "AM") })];
  assert.deepEqual(shown(messages), [[1, 0, 2], [5, 0, 1]]);
  assert.deepEqual(shown(messages, new Map([["", id(3, "UM")]])), [[3, 1, 2]]);
});

test("a question goes on from what it follows, not from its neighbour in sequence", () => {
  const messages = [...turn(1), ...turn(3), ...turn(5, { follows: id(2, "AM") })];
  assert.deepEqual(shown(messages), [[1, 0, 1], [5, 1, 2]]);
});

test("what came before need not be loaded", () => {
  assert.deepEqual(shown([...turn(9), ...turn(11, { edits: id(3, "UM") }), ...turn(13)]), [[9, 0, 1], [11, 0, 1], [13, 0, 1]]);
});

test("choices that show a hidden question lead to it through all its branches", () => {
  const messages = [...turn(1), ...turn(3), ...turn(5, { edits: id(3, "UM") }), ...turn(7, { edits: id(1, "UM") })];
  const choices = choicesShowing(messages, new Map(), id(3, "UM"));
  assert.deepEqual(shown(messages, choices), [[1, 0, 2], [3, 0, 2]]);
  assert.deepEqual(shown(messages), [[7, 1, 2]]);
});
