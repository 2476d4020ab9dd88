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

/** Events of all kinds by a generator of numbers, with texts that have one to four bytes a character. */
function randomEvents(count, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const events = [];
  const open = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const id = `s_${String(seq).padStart(6, "0")}_AC`;
    const known = open.length > 0 ? pick(open) : { id: "none", call: "none", step: "none" };
    const text = pick(["a", "ß", "漢", "👋", "code\n", ""]);
    const [type, body] = pick([
      ["text.delta", { delta: text }],
      ["text.delta", { delta: text + text }],
      ["reasoning.delta", { delta: text }],
      ["artifact.started", { id, parent: "p", kind: "code", language: null, inline: next() < 0.5 }],
      ["artifact.delta", { id: known.id, delta: text }],
      ["artifact.completed", { id: known.id, bytes: 1, sha256: "00" }],
      ["tool.called", { call: `c${seq}`, name: "n", arguments: "{}" }],
      ["tool.returned", { call: known.call, name: "n", ok: true, result: text, ms: 1 }],
      ["step.started", { step: `t${seq}`, node: "n", kind: "model" }],
      ["step.completed", { step: known.step, node: "n", kind: "model", ms: 1 }],
      ["block.updated", { block: { name: pick(["x", "y"]), status: text, sql: "", order: 1, timestamp: "" } }],
      ["progress", { stage: "s", message: "", percent: 1 }],
      ["usage", { ...usage, total_tokens: seq }],
      ["stream.started", { run: "r" }],
    ]);
    if (["artifact.started", "tool.called", "step.started"].includes(type)) open.push({ id, call: `c${seq}`, step: `t${seq}` });
    events.push(envelope(seq, type, body));
  }
  return events;
}

/** Numbers from 0 to 1, the same ones for the same seed. */
const seeded = (seed) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

test("whatever a reset takes back, what is left is what was there", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = seeded(seed);
    const events = randomEvents(80, next);
    const keep = Math.floor(next() * 81);
    const reset = envelope(keep + 1, "stream.reset", { keep, reason: "takeover" }, 2);
    const more = randomEvents(20, next).map((event, index) => ({ ...event, epoch: 2, seq: keep + 2 + index }));
    const took = new StreamState();
    for (const event of [...events, reset, ...more]) took.apply(event);
    const stood = new StreamState();
    for (const event of [...events.slice(0, keep), ...more]) stood.apply(event);
    assert.deepEqual(took.state, stood.state, `seed ${seed}, keep ${keep}`);
    for (const { id } of took.state.artifacts) assert.equal(took.contentOf(id), stood.contentOf(id));
  }
});

test("a reset after a snapshot takes back to it, one below it leaves nothing until the next", () => {
  const state = new StreamState();
  state.apply(envelope(6, "stream.sync", { reason: "lagged", state: { ...after([]), status: "streaming", text: "all 👋" } }));
  state.apply(envelope(7, "text.delta", { delta: "!" }));
  state.apply(envelope(7, "stream.reset", { keep: 6, reason: "takeover" }, 2));
  assert.equal(state.state.text, "all 👋");
  state.apply(envelope(5, "stream.reset", { keep: 4, reason: "takeover" }, 3));
  assert.deepEqual(state.state, after([]));
  state.apply(envelope(5, "stream.sync", { reason: "recovery", state: { ...after([]), text: "what stands" } }, 3));
  assert.equal(state.state.text, "what stands");
});

test("a reader that began with a cursor takes back what it has", () => {
  const state = new StreamState();
  for (const event of shortAnswer.slice(3, 6)) state.apply(event);
  state.apply(envelope(5, "stream.reset", { keep: 4, reason: "takeover" }, 2));
  assert.equal(state.state.text, "print(1)\n");
});

test("a long answer is added up and taken back as a short one", () => {
  const state = new StreamState();
  state.apply(shortAnswer[0]);
  for (let seq = 2; seq <= 200_000; seq += 1) state.apply(envelope(seq, "text.delta", { delta: "ab " }));
  state.apply(envelope(200_001, "artifact.started", { id: "a", parent: "p", kind: "code", language: null, inline: true }));
  assert.equal(state.state.artifacts[0].start, 199_999 * 3);
  state.apply(envelope(100_001, "stream.reset", { keep: 100_000, reason: "takeover" }, 2));
  assert.equal(state.state.text.length, 99_999 * 3);
  assert.deepEqual(state.state.artifacts, []);
});

test("each event says what it changed", () => {
  const state = new StreamState();
  assert.deepEqual(shortAnswer.map((event) => state.apply(event)), ["status", "text", "artifacts", "text", "artifacts", "text", "usage", "status"]);
  const others = [
    [envelope(1, "reasoning.delta", { delta: "Hm" }), "reasoning"],
    [envelope(2, "tool.called", { call: "c", name: "add", arguments: "{}" }), "tools"],
    [envelope(3, "tool.returned", { call: "unknown", name: "add", ok: true, result: "2", ms: 5 }), "nothing"],
    [envelope(4, "step.started", { step: "s", node: "n", kind: "model" }), "steps"],
    [envelope(5, "block.updated", { block: { name: "b" } }), "blocks"],
    [envelope(6, "progress", { stage: "s", message: "", percent: 50 }), "nothing"],
    [envelope(7, "of.tomorrow"), "nothing"],
    [envelope(7, "stream.reset", { keep: 6, reason: "takeover" }, 2), "everything"],
    [envelope(9, "stream.sync", { state: after([]), reason: "lagged" }, 2), "everything"],
  ];
  const fresh = new StreamState();
  assert.deepEqual(others.map(([event]) => fresh.apply(event)), others.map(([, changed]) => changed));
});

test("an artifact's content is there while it is written, also after a snapshot", () => {
  const state = new StreamState();
  const contents = shortAnswer.map((event) => {
    state.apply(event);
    return state.contentOf("s_000003_AC");
  });
  assert.deepEqual(contents, [null, null, "", "print(1)\n", "print(1)\n", "print(1)\n", "print(1)\n", "print(1)\n"]);
  const snapshot = new StreamState();
  snapshot.apply(envelope(4, "stream.sync", { reason: "lagged", state: after(shortAnswer.slice(0, 4)) }));
  assert.equal(snapshot.contentOf("s_000003_AC"), "print(1)\n");
  for (const event of shortAnswer.slice(4)) snapshot.apply(event);
  assert.equal(snapshot.contentOf("s_000003_AC"), "print(1)\n");
  const ended = new StreamState();
  ended.apply(envelope(8, "stream.sync", { reason: "initial", state: after(shortAnswer) }));
  assert.equal(ended.contentOf("s_000003_AC"), "print(1)\n");
});
