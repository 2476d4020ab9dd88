import assert from "node:assert/strict";
import { test } from "node:test";
import { extentOf, knownShare, lastKnown, meanOf, seriesKey, SeriesWindow, totalOf } from "../series-window.js";
import { answerOf } from "./answers.js";

const from = 1_795_176_000;
const windowOf = (series, options) => SeriesWindow.of(answerOf({ series, ...options }));

test("a series is found by its name and labels, whatever their order", () => {
  const window = windowOf({ a: [1, null], "b{x=1,y=2}": [3, 4] });
  assert.deepEqual(window.values("a"), [1, null]);
  assert.deepEqual(window.values(seriesKey("b", { y: "2", x: "1" })), [3, 4]);
  assert.equal(window.values("c"), undefined);
  assert.deepEqual(window.times, [from, from + 10]);
});

test("a window is not known before anything was watched", () => {
  assert.equal(windowOf({ a: [null, null] }).isKnown, false);
  assert.equal(windowOf({ a: [null, 0] }).isKnown, true);
});

test("what is newer replaces what was, and what is too old goes", () => {
  const window = windowOf({ a: [1, 2, 3, 4] });
  const tail = windowOf({ a: [40, 5], b: [7, 8] }, { from: from + 30 });
  const joined = window.followedBy(tail, from + 10);
  assert.deepEqual(joined.times, [from + 10, from + 20, from + 30, from + 40]);
  assert.deepEqual(joined.values("a"), [2, 3, 40, 5]);
  assert.deepEqual(joined.values("b"), [null, null, 7, 8]);
  assert.deepEqual(window.values("a"), [1, 2, 3, 4]);
});

test("windows of other steps, with a hole between them or out of step do not fit together", () => {
  const window = windowOf({ a: [1, 2] });
  assert.equal(window.followedBy(windowOf({ a: [3] }, { from: from + 20, step: 30 }), from), null);
  assert.equal(window.followedBy(windowOf({ a: [3] }, { from: from + 30 }), from), null);
  assert.equal(window.followedBy(windowOf({ a: [3] }, { from: from + 15 }), from), null);
  assert.equal(window.followedBy(windowOf({ a: [] }), from), null);
});

test("a rate counts for the time that was watched", () => {
  const window = windowOf({ a: [0.5, 0.2, 0.4, null] });
  assert.deepEqual(window.counts("a", { now: from + 37, since: null }), [5, 2, 4, null]);
  assert.deepEqual(window.counts("a", { now: from + 26, since: null }), [5, 2, 2, null]);
  assert.deepEqual(window.counts("a", { now: from + 100, since: from + 6 }), [2, 2, 4, null]);
  assert.deepEqual(window.amounts("a", { now: from + 100, since: null }, 10), [0.5, 0.2, 0.4, null]);
});

test("figures are of what is known", () => {
  const values = [null, 4, null, 2, null];
  assert.equal(lastKnown(values), 2);
  assert.equal(meanOf(values), 3);
  assert.equal(totalOf(values), 6);
  assert.deepEqual(extentOf(values), { least: 2, most: 4 });
  assert.equal(knownShare(values), 0.4);
  for (const figure of [lastKnown, meanOf, totalOf, extentOf]) {
    assert.equal(figure([null, null]), null);
    assert.equal(figure(undefined), null);
  }
});
