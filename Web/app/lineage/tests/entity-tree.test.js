import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, arrangeTree, countTypes, lineOf, pathOf, shortID, visibleRows } from "../entity-tree.js";
import { readFilter } from "../tree-filter.js";

const chat = "11111111-2222-4333-8444-555555555555";
const id = (sequence, type) => `${chat}_${String(sequence).padStart(6, "0")}_${type}`;
const entities = [
  { id: id(6, "AO"), parent: id(4, "AC"), content: "16\n" },
  { id: id(1, "UM"), parent: null, role: "user", content: "  How many?\nTell me", frontend_id: "front-1" },
  { id: id(2, "UA"), parent: id(1, "UM"), name: "note.txt", content: "hello" },
  { id: id(3, "AM"), parent: id(1, "UM"), role: "assistant", content: "Sixteen.", status: "complete" },
  { id: id(4, "AC"), parent: id(3, "AM"), language: "python", content: "print(16)\n" },
  { id: id(7, "UM"), parent: null, role: "user", content: "How much?", edits: id(1, "UM") },
];
const tree = arrangeTree(entities);
const labels = (rows) => rows.map(({ node, depth }) => `${"  ".repeat(depth)}${node.type} ${node.sequence}`);

test("entities stand in sequence order under their parents", () => {
  assert.deepEqual(labels(visibleRows(tree)), ["UM 1", "  UA 2", "  AM 3", "    AC 4", "      AO 6", "UM 7"]);
  assert.deepEqual(countTypes(tree), [["UM", 2], ["AM", 1], ["AC", 1], ["AO", 1], ["UA", 1]]);
});

test("a row says its place among its siblings and whether it is open", () => {
  const rows = visibleRows(tree, { collapsed: new Set([id(3, "AM")]) });
  assert.deepEqual(rows.map(({ position, siblings, isExpanded }) => [position, siblings, isExpanded]), [[1, 2, true], [1, 2, null], [2, 2, false], [2, 2, null]]);
});

test("an entity without its parent stands at the top, and what is no ID stands nowhere", () => {
  assert.deepEqual(labels(visibleRows(arrangeTree([entities[0], { id: "x" }]))), ["AO 6"]);
});

test("the line of an entity", () => {
  assert.equal(lineOf(entities[1]), "How many?");
  assert.equal(lineOf(entities[2]), "note.txt");
  assert.equal(lineOf(entities[4]), "python · print(16)");
  assert.equal(lineOf({ content: null, kind: "html" }), "html");
  assert.equal(lineOf({ content: "a".repeat(400), role: "user" }).length, 161);
  assert.equal(shortID(id(17, "AM")), "#000017");
});

test("the path to an entity, the answer it belongs to, and who edits whom", () => {
  const node = (sequence, type) => tree.nodes.get(id(sequence, type));
  assert.deepEqual(pathOf(node(6, "AO")).map(({ type }) => type), ["UM", "AM", "AC", "AO"]);
  for (const each of [node(1, "UM"), node(2, "UA"), node(3, "AM"), node(6, "AO")]) assert.equal(answerOf(each).sequence, 3);
  assert.equal(answerOf(node(7, "UM")), null);
  assert.deepEqual(node(1, "UM").editedBy.map(({ sequence }) => sequence), [7]);
});

test("a filter keeps what matches and what is above it, also when that was collapsed", () => {
  const rows = visibleRows(tree, { collapsed: new Set([id(1, "UM")]), matches: readFilter("print").matches });
  assert.deepEqual(labels(rows), ["UM 1", "  AM 3", "    AC 4"]);
  assert.deepEqual(rows.map(({ isMatch }) => isMatch), [false, false, true]);
});

test("a filter finds by text, type, sequence, the front end's ID and all words together", () => {
  const found = (text, types) => [...tree.nodes.values()].filter(readFilter(text, types).matches).map(({ sequence }) => sequence);
  assert.deepEqual(found("HOW"), [1, 7]);
  assert.deepEqual(found("UM"), [1, 7]);
  assert.deepEqual(found("#4"), [4]);
  assert.deepEqual(found("000006"), [6]);
  assert.deepEqual(found("front-1"), [1]);
  assert.deepEqual(found("UM much"), [7]);
  assert.deepEqual(found("how", new Set(["AM"])), []);
  assert.deepEqual(found("", new Set(["AO", "AC"])), [4, 6]);
  assert.equal(readFilter("  ").matches, null);
});

test("an ID in the filter names its entity, in this chat or another", () => {
  assert.deepEqual(readFilter(` ${id(3, "AM")} `).names, { chat, entity: id(3, "AM") });
  assert.deepEqual(readFilter(chat).names, { chat, entity: null });
  assert.equal(readFilter("word").names, null);
});
