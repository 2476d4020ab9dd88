import assert from "node:assert/strict";
import { test } from "node:test";
import { LocalLocks } from "../local-locks.js";
import { MemoryStorage } from "../memory-storage.js";
import { chat, other, serverOf, tabOf, turn } from "./scripted-outbox.js";

/** What `BroadcastChannel` is between tabs: each hears the others, not itself. */
function channelsOf(count) {
  const ends = Array.from({ length: count }, () => new EventTarget());
  for (const end of ends) {
    end.postMessage = (data) => {
      for (const listener of ends) {
        if (listener === end) continue;
        const event = new Event("message");
        event.data = structuredClone(data);
        listener.dispatchEvent(event);
      }
    };
  }
  return ends;
}

test("a page closed in mid-send leaves the message to the next one", async () => {
  const storage = new MemoryStorage();
  const server = serverOf({ after: [() => new Promise(() => {})] });
  const first = tabOf(server, { storage, name: "first" });
  await first.outbox.add({ chat, content: "one" });
  await first.outbox.add({ chat, content: "two" });
  await turn();
  assert.deepEqual(first.states(), ["one: sending", "two: waiting"]);
  const second = tabOf(server, { storage, name: "second" });
  assert.deepEqual(second.outbox.entries, []);
  await second.outbox.flush();
  assert.deepEqual(server.contents(), ["one", "two"]);
  assert.deepEqual(server.attempts.map(({ frontend_id }) => frontend_id), ["first1", "first1", "first2"]);
  assert.deepEqual(second.accepted, [["one", "m1"], ["two", "m2"]]);
  assert.deepEqual(await storage.list(), []);
});

test("two tabs over one storage send each message once", async () => {
  const storage = new MemoryStorage();
  const locks = new LocalLocks();
  const server = serverOf();
  const tabs = [tabOf(server, { storage, locks, name: "a" }), tabOf(server, { storage, locks, name: "b" })];
  await Promise.all([
    tabs[0].outbox.add({ chat, content: "of a" }),
    tabs[1].outbox.add({ chat, content: "of b" }),
    tabs[0].outbox.add({ chat: other, content: "elsewhere" }),
  ]);
  await Promise.all(tabs.map((tab) => tab.outbox.flush()));
  assert.equal(server.attempts.length, 3);
  assert.deepEqual(server.contents().sort(), ["elsewhere", "of a", "of b"]);
  for (const tab of tabs) assert.deepEqual(tab.states(), []);
});

test("two tabs without locks make one message of it all the same", async () => {
  const storage = new MemoryStorage();
  const server = serverOf();
  const tabs = [tabOf(server, { storage, name: "a" }), tabOf(server, { storage, name: "b" })];
  await storage.put({ ...(await tabOf(serverOf(), { send: () => new Promise(() => {}) }).outbox.add({ chat, content: "left" })) });
  await Promise.all(tabs.map((tab) => tab.outbox.flush()));
  assert.equal(server.messages.length, 1);
  assert.deepEqual(await storage.list(), []);
});

test("tabs that share a channel see each other's messages, and each hears of the acceptance once", async () => {
  let release;
  const storage = new MemoryStorage();
  const locks = new LocalLocks();
  const server = serverOf({ before: [() => new Promise((resolve) => (release = resolve))] });
  const [one, two] = channelsOf(2);
  const a = tabOf(server, { storage, locks, channel: one, name: "a" });
  const b = tabOf(server, { storage, locks, channel: two, name: "b" });
  await a.outbox.add({ chat, content: "q" });
  await turn();
  assert.deepEqual(b.states(), ["q: waiting"]);
  release();
  await a.outbox.flush();
  await b.outbox.flush();
  assert.equal(server.attempts.length, 1);
  assert.deepEqual(a.accepted, [["q", "m1"]]);
  assert.deepEqual(b.accepted, [["q", "m1"]]);
  assert.deepEqual(b.states(), []);
});

test("when the tab that sends dies, the one that stands behind it in line goes on", async () => {
  const storage = new MemoryStorage();
  let die;
  const locks = new LocalLocks();
  // The browser takes a dead tab's lock away.
  const dying = { request: (name, action) => locks.request(name, () => Promise.race([action(), new Promise((_, reject) => (die = reject))])) };
  const server = serverOf({ before: [() => new Promise(() => {})] });
  const [one, two] = channelsOf(2);
  const a = tabOf(server, { storage, locks: dying, channel: one, name: "a" });
  const b = tabOf(server, { storage, locks, channel: two, name: "b" });
  await a.outbox.add({ chat, content: "q" });
  await turn();
  assert.equal(server.attempts.length, 1);
  a.outbox.close();
  die(new Error("gone"));
  await turn();
  assert.deepEqual(server.contents(), ["q"]);
  assert.deepEqual(b.accepted, [["q", "m1"]]);
});

test("what another tab discards is not sent, even in the middle of its upload", async () => {
  const storage = new MemoryStorage();
  const server = serverOf();
  let release;
  const upload = () => new Promise((resolve) => (release = () => resolve({ upload: "u" })));
  const a = tabOf(server, { storage, upload, name: "a" });
  const b = tabOf(server, { storage, locks: { request: () => new Promise(() => {}) }, name: "b" });
  const entry = await a.outbox.add({ chat, content: "q", attachments: [new Blob(["x"])] });
  await turn();
  await b.outbox.discard(entry.key);
  release();
  await a.outbox.flush();
  assert.deepEqual(server.attempts, []);
  assert.deepEqual(a.states(), []);
  assert.deepEqual(await storage.list(), []);
});
