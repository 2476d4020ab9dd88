import assert from "node:assert/strict";
import { test } from "node:test";
import { rowByTyping, scrollTopShowing, windowOf } from "../row-window.js";

test("a window holds what is in sight and a little more", () => {
  assert.deepEqual(windowOf({ top: 3_000, height: 600, rowHeight: 30, count: 2_000, extra: 5 }), { start: 95, end: 125 });
  assert.deepEqual(windowOf({ top: 0, height: 600, rowHeight: 30, count: 8, extra: 5 }), { start: 0, end: 8 });
  assert.deepEqual(windowOf({ top: 90_000, height: 600, rowHeight: 30, count: 8 }), { start: 8, end: 8 });
});

test("a row is brought into sight by moving as little as it takes", () => {
  const at = (index) => scrollTopShowing({ top: 300, height: 300, rowHeight: 30, index });
  assert.deepEqual([at(5), at(12), at(30)], [150, 300, 630]);
});

test("typing finds the next row by its line, its type or its sequence", () => {
  const rows = [["UM", 1, "How many?"], ["AM", 2, "Sixteen"], ["UM", 17, "How much?"]].map(([type, sequence, line]) => ({ node: { type, sequence, line } }));
  assert.equal(rowByTyping(rows, 0, "h"), 2);
  assert.equal(rowByTyping(rows, 2, "h"), 0);
  assert.equal(rowByTyping(rows, 0, "how m"), 0);
  assert.equal(rowByTyping(rows, 0, "s"), 1);
  assert.equal(rowByTyping(rows, 0, "17"), 2);
  assert.equal(rowByTyping(rows, 0, "#000017"), 2);
  assert.equal(rowByTyping(rows, 0, "zz"), -1);
  assert.equal(rowByTyping([], -1, "h"), -1);
});
