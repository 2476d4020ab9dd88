import assert from "node:assert/strict";
import { test } from "node:test";
import { idleGaps, niceStep, TimeScale } from "../time-scale.js";
import { readTrace } from "../trace-records.js";
import { answered, crossing } from "./trace-fixture.js";

const offsets = readTrace(answered).map(({ offset }) => offset);

test("the long wait for an answer is a gap, the wait for its first token is none", () => {
  assert.deepEqual(idleGaps(offsets), [{ from: 22_100, to: 2_742_100 }]);
});

test("two waits of one kind are both gaps", () => {
  assert.deepEqual(idleGaps([0, 100, 200, 3_700_000, 3_700_500, 6_600_000, 6_600_300]), [{ from: 200, to: 3_700_000 }, { from: 3_700_500, to: 6_600_000 }]);
});

test("records that are spread evenly, or are all close together, have no gap", () => {
  assert.deepEqual(idleGaps([0, 1_000_000, 2_000_000, 3_000_000]), []);
  assert.deepEqual(idleGaps([0, 10, 20, 2_000]), []);
  assert.deepEqual(idleGaps([0, 5_000_000]), []);
  assert.deepEqual(idleGaps([7]), []);
  assert.deepEqual(idleGaps([]), []);
});

test("places grow with time, fill the width, and gaps take no more than half of it", () => {
  const scale = new TimeScale({ times: offsets, width: 800, gaps: idleGaps(offsets) });
  const places = offsets.map((time) => scale.place(time));
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  assert.equal(places[0], 0);
  assert.ok(Math.abs(places.at(-1) - 800) < 1e-6);
  const gaps = scale.segments.filter(({ isGap }) => isGap);
  assert.ok(gaps.reduce((sum, { start, end }) => sum + end - start, 0) <= 400);
  assert.ok(scale.place(22_100) > 500, "what happened before the gap has most of the room");
});

test("a place gives back its time", () => {
  const scale = new TimeScale({ times: offsets, width: 800, gaps: idleGaps(offsets) });
  for (const time of [0, 1_446, 22_100, 1_000_000, 2_743_000]) assert.ok(Math.abs(scale.time(scale.place(time)) - time) < 1);
  assert.deepEqual([scale.time(-3), scale.time(900)], [0, 2_743_300]);
});

test("outside of its times a scale stays at the border, and one moment is in the middle", () => {
  const scale = new TimeScale({ times: [0, 10], width: 100 });
  assert.deepEqual([scale.place(-5), scale.place(15)], [0, 100]);
  assert.equal(new TimeScale({ times: [0], width: 100 }).place(0), 50);
  assert.equal(new TimeScale({ times: [], width: 100 }).place(0), 50);
});

test("ticks are round, in order, and no label lies on another", () => {
  const scale = new TimeScale({ times: offsets, width: 800, gaps: idleGaps(offsets) });
  const { ticks, gaps } = scale.labels();
  assert.equal(ticks[0].text, "0 ms");
  assert.deepEqual(gaps.map(({ text }) => text), ["2.72 s"]);
  const extents = [...ticks, ...gaps].map(({ place, text }) => [place - text.length * 3, place + text.length * 3]).sort((a, b) => a[0] - b[0]);
  for (const [index, [from]] of extents.entries()) if (index > 0) assert.ok(from > extents[index - 1][1]);
  assert.deepEqual([1, 3, 76, 1_500].map(niceStep), [1, 5, 100, 2_000]);
});

test("many gaps in a narrow place leave room for everything", () => {
  const times = readTrace([0, 1, 2_000_000, 2_000_001, 5_000_000, 5_000_001, 9_000_000].map((at) => crossing(at, "RELAY", "bus", "x", ""))).map(({ offset }) => offset);
  const scale = new TimeScale({ times, width: 120, gaps: idleGaps(times) });
  assert.equal(scale.segments.filter(({ isGap }) => isGap).length, 3);
  assert.ok(scale.segments.every(({ start, end }) => end >= start));
  assert.ok(Math.abs(scale.segments.at(-1).end - 120) < 1e-6);
});
