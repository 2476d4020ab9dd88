import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../client-error.js";
import { MemoryStorage } from "../memory-storage.js";
import { chat, offline, other, serverOf, tabOf, turn } from "./scripted-outbox.js";

test("an answer lost after the acceptance makes no second message", async () => {
  const server = serverOf({ after: [offline(), offline()] });
  const { outbox, accepted, fire, states } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await turn();
  assert.deepEqual(states(), ["one: waiting"]);
  await fire();
  await fire();
  assert.equal(server.messages.length, 1);
  assert.deepEqual(accepted, [["one", "m1"]]);
  assert.equal(new Set(server.attempts.map(({ frontend_id, idempotencyKey }) => `${frontend_id} ${idempotencyKey}`)).size, 1);
});

test("what the network refuses waits, longer each time, half of it by chance", async () => {
  const server = serverOf({ before: Array.from({ length: 8 }, offline) });
  const { outbox, timers, waits, states } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await turn();
  const seen = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    seen.push(...waits());
    const [entry] = outbox.entries;
    assert.deepEqual([entry.error.code, entry.error.passing, entry.retry_at], ["network.unreachable", true, 1_000 + waits()[0]]);
    timers.pop().action();
    await turn();
  }
  assert.deepEqual(seen, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  assert.deepEqual(states(), []);
  const lucky = tabOf(serverOf({ before: [offline()] }), { random: () => 0 });
  await lucky.outbox.add({ chat, content: "one" });
  await turn();
  assert.deepEqual(lucky.waits(), [500]);
});

test("after a success the delay starts over", async () => {
  const server = serverOf({ before: [offline(), offline(), undefined, offline()] });
  const { outbox, waits, fire } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await outbox.add({ chat, content: "two" });
  await turn();
  await fire();
  assert.deepEqual(waits(), [2_000]);
  await fire();
  assert.deepEqual(server.contents(), ["one"]);
  assert.deepEqual(waits(), [1_000]);
});

test("Retry-After is kept to, also when another message is added", async () => {
  const busy = new ClientError("limit.requests", "busy", { status: 429, passing: true, retryAfterMs: 9_000 });
  const server = serverOf({ before: [busy] });
  const { outbox, waits, fire } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await turn();
  await outbox.add({ chat, content: "two" });
  await turn();
  assert.deepEqual(waits(), [9_000]);
  assert.equal(server.attempts.length, 1);
  await fire();
  assert.deepEqual(server.contents(), ["one", "two"]);
});

test("a new message hurries those that wait for the network", async () => {
  const server = serverOf({ before: [offline()] });
  const { outbox, waits } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await turn();
  await outbox.add({ chat, content: "two" });
  await turn();
  assert.deepEqual(server.contents(), ["one", "two"]);
  assert.deepEqual(waits(), []);
});

test("the network's return wakes it at once", async () => {
  const server = serverOf({ before: [offline()] });
  const { outbox, events, waits, states } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await turn();
  assert.deepEqual(states(), ["one: waiting"]);
  events.dispatchEvent(new Event("online"));
  await turn();
  assert.deepEqual(server.contents(), ["one"]);
  assert.deepEqual(waits(), []);
});

test("one chat's messages go one after the other, chats beside each other", async () => {
  let release;
  const server = serverOf({ before: [() => new Promise((resolve) => (release = resolve))] });
  const { outbox, states } = tabOf(server);
  await outbox.add({ chat, content: "one" });
  await outbox.add({ chat, content: "two" });
  await outbox.add({ chat, content: "three" });
  await outbox.add({ chat: other, content: "elsewhere" });
  await turn();
  assert.deepEqual(states(), ["one: sending", "two: waiting", "three: waiting"]);
  assert.deepEqual(server.contents(), ["elsewhere"]);
  release();
  await outbox.flush();
  assert.deepEqual(server.contents(), ["elsewhere", "one", "two", "three"]);
});

test("the order is that of the adding, whatever fails in between", async () => {
  const server = serverOf({ before: [offline(), undefined, offline(), offline()], after: [undefined, offline()] });
  const { outbox, fire } = tabOf(server);
  for (const content of ["1", "2", "3", "4"]) await outbox.add({ chat, content });
  for (let round = 0; round < 6; round += 1) await fire();
  assert.deepEqual(server.contents(), ["1", "2", "3", "4"]);
});

test("retry does not wait out a delay", async () => {
  const server = serverOf({ before: [offline()] });
  const { outbox, waits } = tabOf(server);
  const { key } = await outbox.add({ chat, content: "one" });
  await turn();
  await outbox.retry(key);
  assert.deepEqual(server.contents(), ["one"]);
  assert.deepEqual(server.attempts.map(({ idempotencyKey }) => idempotencyKey), ["id1.1", "id1.1"]);
  assert.deepEqual(waits(), []);
});

test("what a page's callback throws stops nothing", async () => {
  const thrown = [];
  const keep = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => thrown.push(error.message));
  try {
    const server = serverOf();
    const bad = () => {
      throw new Error("of the page");
    };
    const { outbox } = tabOf(server, { onChange: bad, onAccepted: bad });
    await outbox.add({ chat, content: "one" });
    await outbox.add({ chat, content: "two" });
    await outbox.flush();
    await turn();
    assert.deepEqual(server.contents(), ["one", "two"]);
    assert.ok(thrown.length > 0 && thrown.every((message) => message === "of the page"));
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of keep) process.on("uncaughtException", listener);
  }
});

test("closed, it sends nothing more and keeps what it has", async () => {
  const storage = new MemoryStorage();
  const server = serverOf({ before: [offline()] });
  const { outbox, events, timers, waits } = tabOf(server, { storage });
  await outbox.add({ chat, content: "one" });
  await turn();
  outbox.close();
  assert.deepEqual(waits(), []);
  events.dispatchEvent(new Event("online"));
  for (const timer of timers) timer.action();
  await turn();
  assert.equal(server.attempts.length, 1);
  assert.equal((await storage.list()).length, 1);
});
