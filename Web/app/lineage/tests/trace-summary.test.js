import assert from "node:assert/strict";
import { test } from "node:test";
import { readTrace } from "../trace-records.js";
import { pairSpans } from "../trace-spans.js";
import { stagesOf, whereabouts } from "../trace-summary.js";
import { answer, answered, crossing } from "./trace-fixture.js";

const at = (items) => {
  const records = readTrace(items);
  return whereabouts(records, pairSpans(records));
};

test("the stages of an answer and how long each took", () => {
  const records = readTrace(answered);
  const stages = stagesOf(records, pairSpans(records)).map(({ name, microseconds, isOpen }) => [name, microseconds, isOpen]);
  assert.deepEqual(stages, [["accepted", 182, false], ["waited for a worker", 1_317, false], ["first token", 20_000, false], ["streamed", 2_720_000, false], ["stored", 900, false]]);
});

test("calls are numbered when there are several", () => {
  const records = readTrace([
    crossing(0, "EXIT", "provider", answer, "call=A"),
    crossing(10, "ENTRY", "provider", answer, "phase=ended outcome=overloaded"),
    crossing(500, "EXIT", "provider", answer, "call=B"),
    crossing(700, "ENTRY", "provider", answer, "phase=first"),
    crossing(900, "ENTRY", "provider", answer, "phase=ended outcome=completed"),
  ]);
  assert.deepEqual(stagesOf(records, pairSpans(records)).map(({ name, microseconds }) => [name, microseconds]), [["no token, call 1", 10], ["first token, call 2", 200], ["streamed, call 2", 200]]);
});

test("what is open goes on until now, and a take-over is said", () => {
  const records = readTrace([
    crossing(0, "ENTRY", "worker", answer, "epoch=1"),
    crossing(100, "EXIT", "provider", answer, "call=A"),
    crossing(600, "ENTRY", "provider", answer, "phase=first"),
    crossing(9_000, "ENTRY", "worker", answer, "epoch=2", "pod-2"),
    crossing(9_100, "EXIT", "provider", answer, "call=B", "pod-2"),
  ]);
  assert.deepEqual(stagesOf(records, pairSpans(records), 50_000).map(({ name, microseconds, isOpen }) => [name, microseconds, isOpen]), [
    ["first token, call 1", 500, false],
    ["streamed, call 1, then taken over", 8_400, false],
    ["no token, call 2", 40_900, true],
  ]);
  const ended = readTrace([...answered, crossing(-50, "ENTRY", "worker", answer, "epoch=0", "pod-0")]);
  assert.match(whereabouts(ended, pairSpans(ended)).text, /; another worker took it over$/);
});

test("where a message is, at each step of its way", () => {
  assert.equal(at([]), null);
  assert.match(at(answered.slice(0, 2)).text, /In the gateway/);
  assert.match(at(answered.slice(0, 4)).text, /no worker has taken it/);
  assert.match(at([crossing(0, "RELAY", "bus", answer, "phase=queued")]).text, /answer before it/);
  assert.match(at(answered.slice(0, 7)).text, /A worker has it/);
  assert.match(at(answered.slice(0, 8)).text, /no token has come yet/);
  assert.match(at(answered.slice(0, 9)).text, /is answering/);
  assert.deepEqual(at(answered), { text: "Stored as completed, 2.74 s after it came in", isEnded: true });
});
