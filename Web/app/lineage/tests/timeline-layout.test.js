import assert from "node:assert/strict";
import { test } from "node:test";
import { idleGaps, TimeScale } from "../time-scale.js";
import { layoutTimeline, pointedAt } from "../timeline-layout.js";
import { arrangeLanes } from "../trace-lanes.js";
import { readTrace } from "../trace-records.js";
import { pairSpans } from "../trace-spans.js";
import { answer, answered, crossing } from "./trace-fixture.js";

function laidOut(items, width = 800) {
  const records = readTrace(items);
  const times = records.map(({ offset }) => offset);
  return layoutTimeline({ lanes: arrangeLanes(records, pairSpans(records)), scale: new TimeScale({ times, width, gaps: idleGaps(times) }), end: times.at(-1) });
}

test("lanes lie under each other and everything in them lies in them", () => {
  const laid = laidOut(answered);
  assert.deepEqual(laid.lanes.map(({ component }) => component), ["gateway", "bus", "worker", "provider", "store"]);
  for (const [index, lane] of laid.lanes.entries()) if (index > 0) assert.equal(lane.top, laid.lanes[index - 1].top + laid.lanes[index - 1].height);
  assert.equal(laid.marks.length, answered.length);
  const worker = laid.lanes[2];
  const bar = laid.bars.find(({ span }) => span.component === "worker");
  assert.ok(bar.y > worker.top && bar.y + bar.height < worker.top + worker.height);
  assert.ok(laid.height > laid.lanes.at(-1).top + laid.lanes.at(-1).height);
});

test("a bar says how long it is where there is room, and the gap how long it was", () => {
  const laid = laidOut(answered);
  const texts = Object.fromEntries(laid.bars.map(({ span, texts }) => [span.component, texts.map(({ text }) => text)]));
  assert.deepEqual(texts.worker, ["2.74 s"]);
  assert.deepEqual(texts.provider, ["20 ms", "2.72 s"]);
  assert.deepEqual(laid.gaps.map(({ text }) => text), ["2.72 s"]);
  assert.ok(laidOut(answered, 40).bars.every(({ texts }) => texts.length === 0));
});

test("a pointer means the mark near it, else the bar under it, else nothing", () => {
  const laid = laidOut(answered);
  const mark = laid.marks.find(({ record }) => record.component === "store" && record.outcome === "completed");
  assert.equal(pointedAt(laid, mark.x + 3, mark.y + 2).record, mark.record);
  const gap = laid.gaps[0];
  assert.equal(pointedAt(laid, gap.x + gap.width / 2, laid.lanes[2].middle).span.component, "worker");
  assert.equal(pointedAt(laid, 400, laid.lanes[4].middle), null);
  assert.equal(pointedAt(laid, 10, 3), null);
});

test("of a part of the trace only what lies in it is drawn, and spans are cut at its border", () => {
  const records = readTrace(answered);
  const lanes = arrangeLanes(records, pairSpans(records));
  const laid = layoutTimeline({ lanes, scale: new TimeScale({ times: [1_000, 1_446, 1_900, 2_500], width: 400 }), end: 2_743_300 });
  assert.deepEqual(laid.marks.map(({ record }) => record.offset), [1_446, 1_900, 2_000, 2_100]);
  assert.deepEqual(laid.bars.map(({ span }) => span.component), ["bus", "worker", "provider"]);
  assert.ok(laid.bars.every(({ x, width }) => x >= 0 && x + width <= 400.001));
  assert.equal(laid.lanes.length, 5);
});

test("an open span reaches to the end that was given", () => {
  const records = readTrace(answered.slice(0, 8));
  const lanes = arrangeLanes(records, pairSpans(records), 9_000);
  const laid = layoutTimeline({ lanes, scale: new TimeScale({ times: [...records.map(({ offset }) => offset), 9_000], width: 800 }), end: 9_000 });
  const call = laid.bars.find(({ span }) => span.component === "provider");
  assert.ok(call.isOpen && Math.abs(call.x + call.width - 800) < 1e-6);
  assert.deepEqual(call.texts.map(({ text }) => text), ["6.9 ms"]);
});

test("of a thousand pieces of an answer no more are drawn than there are places", () => {
  const pieces = Array.from({ length: 3_000 }, (_, index) => crossing(index * 1_000, "ENTRY", "provider", answer, `seq=${index}`));
  assert.ok(laidOut(pieces, 600).marks.length <= 401);
});
