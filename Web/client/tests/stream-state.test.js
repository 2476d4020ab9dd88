import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamState } from "../stream-state.js";
import { envelope, shortAnswer, usage } from "./scripted-stream.js";

const after = (events) => {
  const state = new StreamState();
  for (const event of events) state.apply(event);
  return state.state;
};

test("before the first event an answer is queued, then it streams, then it is completed", () => {
  assert.equal(after([]).status, "queued");
  assert.equal(after(shortAnswer.slice(0, 1)).status, "streaming");
  const end = after(shortAnswer);
  assert.equal(end.status, "completed");
  assert.equal(end.finish_reason, "stop");
  assert.deepEqual(end.usage, usage);
});

test("an inline artifact is a range of bytes, open until it is completed", () => {
  const [open] = after(shortAnswer.slice(0, 4)).artifacts;
  assert.deepEqual([open.start, open.end, open.bytes, open.sha256], [24, null, null, null]);
  const [closed] = after(shortAnswer).artifacts;
  assert.deepEqual([closed.start, closed.end, closed.bytes, closed.sha256], [24, 33, 9, "00"]);
});

test("an artifact beside the text has its own content and no range", () => {
  const output = { id: "s_000004_AO", parent: "s_000003_AC", kind: "output", language: null, inline: false };
  const state = after([
    envelope(1, "artifact.started", output),
    envelope(2, "artifact.delta", { id: output.id, delta: "4" }),
    envelope(3, "artifact.delta", { id: output.id, delta: "2\n" }),
    envelope(4, "artifact.completed", { id: output.id, bytes: 3, sha256: "00" }),
  ]);
  assert.deepEqual(state.artifacts, [{ ...output, title: null, start: null, end: null, bytes: 3, sha256: "00", content: "42\n" }]);
});

test("reasoning, tools, steps and blocks are gathered", () => {
  const block = { name: "orders", status: "running", sql: "", order: 1, timestamp: "2026-01-01T00:00:00Z" };
  const state = after([
    envelope(1, "reasoning.delta", { delta: "Hm" }),
    envelope(2, "reasoning.delta", { delta: "m." }),
    envelope(3, "tool.called", { call: "c", name: "add", arguments: "{}" }),
    envelope(4, "tool.returned", { call: "c", name: "add", ok: true, result: "2", ms: 5 }),
    envelope(5, "step.started", { step: "s", node: "n", kind: "model" }),
    envelope(6, "step.completed", { step: "s", node: "n", kind: "model", ms: 9 }),
    envelope(7, "block.updated", { block }),
    envelope(8, "block.updated", { block: { ...block, status: "done" } }),
  ]);
  assert.equal(state.reasoning, "Hmm.");
  assert.deepEqual(state.tools, [{ call: "c", name: "add", arguments: "{}", ok: true, result: "2", ms: 5 }]);
  assert.deepEqual(state.steps, [{ step: "s", node: "n", kind: "model", ms: 9, usage: null }]);
  assert.deepEqual(state.blocks, [{ ...block, status: "done" }]);
});

test("a reset takes back text, artifacts and usage, and a second one takes back more", () => {
  const events = [...shortAnswer.slice(0, 7), envelope(5, "stream.reset", { keep: 4, reason: "takeover" }, 2), envelope(6, "text.delta", { delta: "again" }, 2)];
  const once = after(events);
  assert.equal(once.text, "Grüße 👋:\n```python\nprint(1)\nagain");
  assert.equal(once.usage, null);
  assert.equal(once.artifacts[0].end, null);
  const twice = after([...events, envelope(2, "stream.reset", { keep: 1, reason: "takeover" }, 3)]);
  assert.equal(twice.text, "");
  assert.deepEqual(twice.artifacts, []);
});

test("a snapshot is left as it came, however the state goes on", () => {
  const sync = envelope(4, "stream.sync", { reason: "lagged", state: after(shortAnswer.slice(0, 4)) });
  const copy = structuredClone(sync);
  const state = after([sync, ...shortAnswer.slice(4)]);
  assert.equal(state.artifacts[0].end, 33);
  assert.deepEqual(sync, copy);
});
