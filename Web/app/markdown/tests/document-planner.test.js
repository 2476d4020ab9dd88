import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentPlanner } from "../document-planner.js";
import { corpus } from "./corpus.js";
import { blocksOf } from "./rendered.js";

const finishedOf = ({ blocks, finished }) => blocks.slice(0, finished);
const plain = ({ blocks, text }) => ({ blocks, text });

for (const [name, text] of Object.entries(corpus)) {
  test(`${name}: cut in two anywhere, the blocks are those of the whole`, () => {
    const whole = plain(new DocumentPlanner().update(text, { done: true }));
    for (let at = 0; at <= text.length; at += 1) {
      const planner = new DocumentPlanner();
      planner.update(text.slice(0, at));
      assert.deepEqual(plain(planner.update(text, { done: true })), whole, `cut at ${at}`);
    }
  });

  test(`${name}: character by character, what is finished stays what it is`, () => {
    const whole = new DocumentPlanner().update(text, { done: true });
    const planner = new DocumentPlanner();
    let before = [];
    for (let at = 0; at <= text.length; at += 1) {
      const finished = finishedOf(planner.update(text.slice(0, at)));
      assert.ok(finished.length >= before.length);
      before.forEach((block, index) => assert.equal(finished[index], block, `block ${index} at ${at}`));
      before = finished;
    }
    // Where a block's end was settled depends on the last line's end alone.
    before.forEach((block, index) => assert.deepEqual({ ...block, decided: 0 }, { ...whole.blocks[index], decided: 0 }));
  });

  test(`${name}: after a change anywhere, the blocks are those of the new text`, () => {
    for (let at = 0; at < text.length; at += 3) {
      const planner = new DocumentPlanner();
      planner.update(`${text.slice(0, at)}# x\n\n${text.slice(at)}`, { done: true });
      planner.update(`${text.slice(0, at)}\n- y`);
      assert.deepEqual(plain(planner.update(text, { done: true })), plain(new DocumentPlanner().update(text, { done: true })), `changed at ${at}`);
    }
  });
}

test("a text without an end's line end waits", () => {
  const planner = new DocumentPlanner();
  assert.equal(planner.update("# a\r").text, "# a");
  assert.equal(planner.update("# a\r\nb").text, "# a\nb");
});

test("blocks are cut where the grammar cuts them", () => {
  const kinds = (text) => blocksOf(text).map(([kind]) => kind).join(" ");
  assert.equal(kinds("Intro:\n- one\n- two\n---\nAfter"), "paragraph list rule paragraph");
  assert.equal(kinds("Text:\n```yaml\n---\n```\nMore"), "paragraph fence paragraph");
  assert.equal(kinds("a\n\n    b\n\n    c\nd"), "paragraph indented paragraph");
  assert.equal(kinds("- a\n\n  b\n\n\n- c\n\nd"), "list paragraph");
  assert.equal(kinds("1. a\n```\nx\n```\n2. b"), "list fence list");
  assert.equal(kinds("a\n2. b\n1. c"), "paragraph list");
  assert.equal(kinds("> a\nb\n\n> c"), "quote quote");
  assert.equal(kinds("$$\na\n- b\n$$\nc"), "math paragraph");
  assert.equal(kinds("<details>\n\n- a\n\n</details>\n\nb"), "html paragraph");
  assert.equal(kinds("<!-- a\n\n- b -->\nc"), "html paragraph");
  assert.equal(kinds("````\n```\n````\nx"), "fence paragraph");
});
