import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStorage } from "../memory-storage.js";
import { chat, offline, refusal, serverOf, tabOf, turn } from "./scripted-outbox.js";

test("what the server refuses is said, kept, and out of the others' way", async () => {
  const storage = new MemoryStorage();
  const server = serverOf({ before: [refusal("body.invalid")] });
  const { outbox, states } = tabOf(server, { storage });
  await outbox.add({ chat, content: "bad" });
  await outbox.add({ chat, content: "good" });
  await outbox.flush();
  assert.deepEqual(server.contents(), ["good"]);
  assert.deepEqual(states(), ["bad: refused"]);
  assert.deepEqual(outbox.entries[0].error, { code: "body.invalid", message: "the body.invalid of the script", status: 422, passing: false });
  await outbox.flush();
  assert.equal(server.attempts.length, 2);
  const later = tabOf(server, { storage });
  await later.outbox.flush();
  assert.deepEqual(later.states(), ["bad: refused"]);
  assert.equal(later.outbox.entries[0].error.code, "body.invalid");
});

test("a refused message asked anew keeps its ID, takes a new key, and stands where it stood", async () => {
  const server = serverOf({ before: [refusal("model.unknown"), offline()] });
  const { outbox, states } = tabOf(server);
  const { key } = await outbox.add({ chat, content: "bad" });
  await outbox.add({ chat, content: "after" });
  await turn();
  assert.deepEqual(states(), ["bad: refused", "after: waiting"]);
  await outbox.retry(key);
  assert.deepEqual(server.contents(), ["bad", "after"]);
  assert.deepEqual(server.attempts.map(({ idempotencyKey }) => idempotencyKey), ["id1.1", "id2.1", "id1.2", "id2.1"]);
  await outbox.retry(key);
  await outbox.retry("unknown");
});

test("a discarded message is never sent, and one in the middle of it is broken off", async () => {
  const storage = new MemoryStorage();
  const hangs = (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const server = serverOf({ before: [hangs] });
  const { outbox, states, accepted } = tabOf(server, { storage });
  const first = await outbox.add({ chat, content: "first" });
  const second = await outbox.add({ chat, content: "second" });
  await outbox.add({ chat, content: "third" });
  await turn();
  await outbox.discard(second.key);
  await outbox.discard(first.key);
  await outbox.flush();
  assert.deepEqual(server.contents(), ["third"]);
  assert.deepEqual(accepted, [["third", "m1"]]);
  assert.deepEqual(states(), []);
  assert.deepEqual(await storage.list(), []);
});
