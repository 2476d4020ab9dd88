import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../../../client/client-error.js";
import { TraceReader } from "../trace-reader.js";
import { traceDocument } from "../trace-export.js";
import { answer, answered } from "./trace-fixture.js";

const calls = [{ call: "C", attempt: 1 }];
const unreachable = new ClientError("network.unreachable", "no", { passing: true });

/** A server whose answers the test holds back until it lets them go. */
function heldServer() {
  const held = [];
  const hold = (name) => (...request) => new Promise((resolve, reject) => held.push({ name, request, resolve, reject }));
  return { held, trace: hold("trace"), ledger: hold("ledger") };
}

test("a trace comes with the calls of its answer", async () => {
  const reader = new TraceReader({ trace: async () => answered, ledger: async ({ stream }) => ({ items: stream === answer ? calls : [] }) }, () => 17);
  const reading = reader.show("a", answer);
  assert.equal(reader.state.phase, "loading");
  await reading;
  assert.deepEqual([reader.state.phase, reader.state.items, reader.state.calls, reader.state.readAt], ["ready", answered, calls, 17]);
  const { items } = reader.state;
  await reader.refresh();
  assert.equal(reader.state.items, items);
});

test("what has no answer has no calls, and nothing is asked about nothing", async () => {
  const reader = new TraceReader({ trace: async () => answered, ledger: () => assert.fail("the ledger was asked") });
  await reader.show("a", null);
  assert.deepEqual(reader.state.calls, []);
  await reader.show(null, null);
  assert.equal(reader.state.phase, "idle");
  await reader.refresh();
});

test("an answer to an earlier question is not shown under a later one", async () => {
  const client = heldServer();
  const reader = new TraceReader(client);
  const first = reader.show("a", null);
  const second = reader.show("b", null);
  assert.ok(client.held[0].request[1].signal.aborted);
  client.held[1].resolve(answered.slice(0, 2));
  await second;
  client.held[0].resolve(answered);
  await first;
  assert.deepEqual([reader.state.entity, reader.state.items.length], ["b", 2]);
});

test("a trace that is shown stays while the server is not reached; one that is not there is missing", async () => {
  let failure = null;
  const reader = new TraceReader({ trace: async () => { if (failure) throw failure; return answered; } });
  await reader.show("a", null);
  failure = unreachable;
  await reader.refresh();
  assert.deepEqual([reader.state.phase, reader.state.isStale, reader.state.items.length], ["ready", true, answered.length]);
  await reader.show("b", null);
  assert.deepEqual([reader.state.phase, reader.state.error], ["failed", unreachable]);
  failure = new ClientError("not_found", "no", { status: 404 });
  await reader.refresh();
  assert.equal(reader.state.phase, "missing");
});

test("a trace of what has only just happened is read again until it says something, a few times", async () => {
  const timers = [];
  const setTimer = (ms, action) => {
    timers.push(action);
    return () => {};
  };
  let known = [];
  const reader = new TraceReader({ trace: async () => known }, () => 17, setTimer);
  await reader.show("a", null);
  assert.equal(reader.state.items.length, 0);
  known = answered;
  await timers.shift()();
  assert.equal(reader.state.items.length, answered.length);
  assert.equal(timers.length, 0);
  known = [];
  await reader.show("b", null);
  for (let turn = 0; timers.length > 0 && turn < 20; turn += 1) await timers.shift()();
  assert.equal(timers.length, 0);
});

test("a trace as a document stands alone", () => {
  const document = traceDocument({ chat: "c", entity: "e", records: answered, calls, exportedAt: "2026-11-21T00:00:00.000Z" });
  assert.deepEqual(Object.keys(document), ["format", "version", "chat", "entity", "exported_at", "records", "provider_calls"]);
  assert.equal(document.records, answered);
});
