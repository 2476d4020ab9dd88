import assert from "node:assert/strict";
import { test } from "node:test";
import { arrangeLanes } from "../trace-lanes.js";
import { readTrace } from "../trace-records.js";
import { pairSpans, spanEnd } from "../trace-spans.js";
import { answer, answered, crossing, question } from "./trace-fixture.js";

const shortened = (spans) => spans.map(({ component, from, first, to, until }) => [component, from.offset, first?.offset ?? null, to?.offset ?? null, until]);

test("crossings that belong together make spans, in both directions", () => {
  assert.deepEqual(shortened(pairSpans(readTrace(answered))), [
    ["gateway", 0, null, 182, null],
    ["bus", 129, null, 1_446, null],
    ["worker", 1_900, null, 2_743_300, null],
    ["provider", 2_100, 22_100, 2_742_100, null],
  ]);
});

test("a question that waits for its turn is on the bus from then on", () => {
  const spans = pairSpans(readTrace([crossing(0, "RELAY", "bus", answer, "run=R phase=queued"), crossing(4_000, "EXIT", "bus", answer, "run=R"), crossing(5_000, "ENTRY", "bus", answer, "run=R epoch=1")]));
  assert.deepEqual(shortened(spans), [["bus", 0, null, 5_000, null]]);
});

test("a span without an end stays open", () => {
  const [span] = pairSpans(readTrace(answered.slice(7, 9)));
  assert.equal(span.to, null);
  assert.equal(spanEnd(span, 50_000), 50_000);
});

test("each call to a provider is a span of its own", () => {
  const spans = pairSpans(readTrace([
    crossing(0, "EXIT", "provider", answer, "call=A"),
    crossing(10, "ENTRY", "provider", answer, "phase=ended outcome=overloaded"),
    crossing(500, "EXIT", "provider", answer, "call=B"),
    crossing(700, "ENTRY", "provider", answer, "phase=first"),
  ]));
  assert.deepEqual(shortened(spans), [["provider", 0, null, 10, null], ["provider", 500, 700, null, null]]);
});

test("another worker's coming ends what the first one was doing", () => {
  const spans = pairSpans(readTrace([
    crossing(0, "ENTRY", "worker", answer, "epoch=1", "pod-1"),
    crossing(10, "EXIT", "provider", answer, "call=A", "pod-1"),
    crossing(9_000, "ENTRY", "worker", answer, "epoch=2", "pod-2"),
    crossing(9_900, "EXIT", "worker", answer, "outcome=completed", "pod-2"),
  ]));
  assert.deepEqual(shortened(spans), [["worker", 0, null, null, 9_000], ["provider", 10, null, null, 9_000], ["worker", 9_000, null, 9_900, null]]);
});

test("a cancellation begins nothing, and neither does one piece of an answer", () => {
  const spans = pairSpans(readTrace([
    crossing(0, "ENTRY", "worker", answer, "epoch=1"),
    crossing(5, "EXIT", "worker", answer, "seq=4"),
    crossing(10, "ENTRY", "gateway", answer, "phase=cancel reason=user"),
    crossing(20, "EXIT", "gateway", answer, "wire=native reason=ended bytes=9"),
  ]));
  assert.deepEqual(shortened(spans), [["worker", 0, null, null, null]]);
});

test("lanes follow the way of a message, one for each pod, and overlapping spans lie in rows", () => {
  const records = readTrace([
    ...answered,
    crossing(3_000_000, "ENTRY", "worker", `${answer}x`, "epoch=1", "pod-2"),
    crossing(100, "ENTRY", "gateway", `${question}x`, "model=scripted"),
    crossing(300, "EXIT", "gateway", `${question}x`, "phase=accepted"),
  ]);
  const lanes = arrangeLanes(records, pairSpans(records));
  assert.deepEqual(lanes.map(({ component, pod, rows }) => `${component} ${pod} ${rows}`), ["gateway pod-1 2", "bus pod-1 1", "worker pod-1 1", "worker pod-2 1", "provider pod-1 1", "store pod-1 1"]);
  assert.deepEqual(lanes[0].spans.map(({ row }) => row), [0, 1]);
  assert.equal(lanes.flatMap((lane) => lane.records).length, records.length);
});
