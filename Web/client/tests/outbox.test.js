import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../client-error.js";
import { LocalLocks } from "../local-locks.js";
import { MemoryStorage } from "../memory-storage.js";
import { Outbox } from "../outbox.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const other = "b1946ac9-2492-4d23-8ac5-6e3a0b1f9d1c";
const offline = () => new ClientError("network.unreachable", "no network", { passing: true });
const refusal = (code, problem) => new ClientError(code, `the ${code} of the script`, { status: 422, problem });
const turn = () => new Promise(setImmediate);

/** A server that makes one message of each `frontend_id`. `faults` are taken one at each call: before it is done, or after. */
function serverOf({ before = [], after = [] } = {}) {
  const messages = [];
  const attempts = [];
  const uploads = [];
  return {
    messages,
    attempts,
    uploads,
    before,
    after,
    async send(where, message, { idempotencyKey, signal }) {
      attempts.push({ chat: where, ...message, idempotencyKey });
      const fault = before.shift();
      if (typeof fault === "function") await fault(signal);
      else if (fault) throw fault;
      let found = messages.find((each) => each.frontend_id === message.frontend_id);
      if (!found) {
        found = { chat: where, ...message, id: `m${messages.length + 1}` };
        messages.push(found);
      }
      const lost = after.shift();
      if (typeof lost === "function") await lost(signal);
      else if (lost) throw lost;
      return { id: found.id, frontend_id: message.frontend_id };
    },
    async upload(blob, name, { idempotencyKey }) {
      uploads.push({ text: await blob.text(), name, idempotencyKey });
      return { upload: `upload${uploads.length}` };
    },
    contents: () => messages.map((message) => message.content),
  };
}

/** A tab: its outbox, what it said, and the hands of its clock. */
function tabOf(server, options = {}) {
  const timers = [];
  const changes = [];
  const accepted = [];
  const events = new EventTarget();
  let made = 0;
  const outbox = new Outbox({
    storage: new MemoryStorage(),
    locks: new LocalLocks(),
    send: (...call) => server.send(...call),
    upload: (...call) => server.upload(...call),
    random: () => 1,
    now: () => 1_000,
    makeID: () => `${options.name ?? "id"}${(made += 1)}`,
    timer(ms, action) {
      const timer = { ms, action, live: true };
      timers.push(timer);
      return () => (timer.live = false);
    },
    events,
    onChange: (entries) => changes.push(entries.map(({ content, state }) => `${content}: ${state}`)),
    onAccepted: (entry, answer) => accepted.push([entry.content, answer.id]),
    ...options,
  });
  /** Lets the clock run out for who waits. */
  const fire = async () => {
    for (const timer of timers.splice(0)) if (timer.live) timer.action();
    await outbox.flush();
  };
  const waits = () => timers.filter((timer) => timer.live).map((timer) => timer.ms);
  const states = () => outbox.entries.map(({ content, state }) => `${content}: ${state}`);
  return { outbox, timers, changes, accepted, events, fire, waits, states };
}

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

test("files are uploaded before, each once, and remembered over a restart", async () => {
  const storage = new MemoryStorage();
  const server = serverOf({ before: [offline()] });
  const first = tabOf(server, { storage });
  const attachments = [new File(["a"], "a.txt"), { blob: new Blob(["b"]), name: "b.bin" }, { artifact: "x_000003_UA" }, new Blob(["c"])];
  await first.outbox.add({ chat, content: "look", attachments });
  await turn();
  first.outbox.close();
  const second = tabOf(server, { storage });
  await second.outbox.flush();
  assert.deepEqual(server.uploads, [
    { text: "a", name: "a.txt", idempotencyKey: "id1.1.0" },
    { text: "b", name: "b.bin", idempotencyKey: "id1.1.1" },
    { text: "c", name: "file", idempotencyKey: "id1.1.3" },
  ]);
  const wanted = [{ upload: "upload1" }, { upload: "upload2" }, { artifact: "x_000003_UA" }, { upload: "upload3" }];
  assert.deepEqual(server.attempts.map((attempt) => attempt.attachments), [wanted, wanted]);
});

test("an upload cut off goes on with those that are missing", async () => {
  const server = serverOf();
  let failures = 1;
  const upload = (blob, name, options) => (name === "b" && failures-- > 0 ? Promise.reject(offline()) : server.upload(blob, name, options));
  const { outbox, fire } = tabOf(server, { upload });
  await outbox.add({ chat, content: "look", attachments: [{ blob: new Blob(["a"]), name: "a" }, { blob: new Blob(["b"]), name: "b" }] });
  await turn();
  assert.deepEqual(server.attempts, []);
  await fire();
  assert.deepEqual(server.uploads.map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(server.attempts[0].attachments, [{ upload: "upload1" }, { upload: "upload2" }]);
});

test("a file that the server has dropped meanwhile is uploaded again, once", async () => {
  const gone = () => refusal("body.invalid", { errors: [{ pointer: "/attachments/0/upload", detail: "there is no upload" }] });
  const server = serverOf({ before: [offline(), gone()] });
  const { outbox, fire, states } = tabOf(server);
  await outbox.add({ chat, content: "look", attachments: [new Blob(["a"])] });
  await turn();
  await fire();
  assert.deepEqual(server.attempts.map(({ attachments, idempotencyKey }) => [attachments[0].upload, idempotencyKey]), [
    ["upload1", "id1.1"],
    ["upload1", "id1.1"],
    ["upload2", "id1.2"],
  ]);
  assert.deepEqual(states(), []);
  const stubborn = serverOf({ before: [gone(), gone(), gone()] });
  const tab = tabOf(stubborn);
  const { key } = await tab.outbox.add({ chat, content: "look", attachments: [new Blob(["a"])] });
  await turn();
  assert.deepEqual(tab.states(), ["look: refused"]);
  assert.equal(stubborn.uploads.length, 1);
  await tab.outbox.retry(key);
  assert.equal(stubborn.uploads.length, 2);
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
