import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../client-error.js";
import { MemoryStorage } from "../memory-storage.js";
import { chat, serverOf, tabOf, turn } from "./scripted-outbox.js";

test("a message is kept before it is sent, and forgotten when it is accepted", async () => {
  const server = serverOf();
  const storage = new MemoryStorage();
  const kept = [];
  const { outbox, accepted, changes } = tabOf(server, {
    storage,
    send: async (...call) => {
      kept.push((await storage.list()).map(({ key, state }) => `${key}: ${state}`));
      return server.send(...call);
    },
  });
  const entry = await outbox.add({ chat, content: "one", model: "scripted" });
  assert.equal(entry.state, "waiting");
  assert.equal(entry.frontend_id, "id1");
  await outbox.flush();
  assert.deepEqual(kept, [["id1: waiting"]]);
  assert.deepEqual(accepted, [["one", "m1"]]);
  assert.deepEqual(changes, [["one: waiting"], ["one: sending"], []]);
  assert.deepEqual(await storage.list(), []);
  const [{ idempotencyKey, ...sent }] = server.attempts;
  assert.equal(idempotencyKey, "id1.1");
  assert.deepEqual(sent, { chat, content: "one", frontend_id: "id1", model: "scripted", attachments: null, edits: null, follows: null });
});

test("a message that could not be kept is not taken", async () => {
  const full = new ClientError("storage.unavailable", "the disk is full");
  const storage = new MemoryStorage();
  storage.put = async () => {
    throw full;
  };
  const { outbox, states } = tabOf(serverOf(), { storage });
  await assert.rejects(outbox.add({ chat, content: "one" }), { code: "storage.unavailable" });
  assert.deepEqual(states(), []);
});

test("a storage that fails for a while is waited out, and flush says so", async () => {
  const storage = new MemoryStorage();
  const server = serverOf();
  const { outbox, states, fire, waits } = tabOf(server, { storage });
  const list = storage.list;
  storage.list = async () => {
    throw new ClientError("storage.unavailable", "busy", { passing: true });
  };
  await outbox.add({ chat, content: "one" });
  await turn();
  assert.deepEqual(states(), ["one: waiting"]);
  assert.deepEqual(waits(), [1_000]);
  await assert.rejects(outbox.flush(), { code: "storage.unavailable" });
  storage.list = list;
  await fire();
  assert.deepEqual(server.contents(), ["one"]);
});

test("an accepted message that the storage does not forget is not sent again by this page", async () => {
  const storage = new MemoryStorage();
  storage.remove = async () => {
    throw new ClientError("storage.unavailable", "read only");
  };
  const server = serverOf();
  const { outbox, accepted, states } = tabOf(server, { storage });
  const { key } = await outbox.add({ chat, content: "one" });
  await outbox.flush();
  await outbox.flush();
  assert.equal(server.attempts.length, 1);
  assert.deepEqual(accepted, [["one", "m1"]]);
  assert.deepEqual(states(), []);
  await assert.rejects(outbox.discard(key), { code: "storage.unavailable" });
});
