import assert from "node:assert/strict";
import { test } from "node:test";
import { ChannelCursor } from "../channel-cursor.js";
import { StreamState } from "../stream-state.js";
import { clientOf, delta, end, event, running, said, stream, subscribed } from "./scripted-channel.js";

test("a stream comes whole over any number of connections", async () => {
  const { client, sockets, open, fire, states } = clientOf();
  client.connect();
  open();
  const { seen, ends, first } = subscribed(client, { stream });
  sockets[0].ok("subscribe", running());
  const chat = "b1946ac9-2492-4d23-8ac5-6e3a0b1f9d1c";
  sockets[0].say(event(1, "stream.started", { run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat, parent: `${chat}_000001_UM`, model: "m", provider: "p" }));
  assert.deepEqual(sockets[0].frames, [{ type: "subscribe", stream }]);
  for (const each of seen.splice(0)) assert.equal(each.seq, 1);
  assert.equal((await first).status, "running");
  sockets[0].drop();
  fire(1_000);
  open();
  assert.deepEqual(sockets[1].frames.map(({ after }) => after), ["1-1"]);
  sockets[1].ok("subscribe", running(3));
  for (const each of [delta(1, "old"), delta(2, "Hel"), delta(3, "lo")]) sockets[1].say(each);
  sockets[1].drop(1001, "the server is stopping");
  fire(1_000);
  open();
  sockets[2].ok("subscribe", running(4));
  sockets[2].say(end(4));
  sockets[2].say(delta(5, "after the end"));
  assert.deepEqual(seen.map(({ seq }) => seq), [2, 3, 4]);
  assert.deepEqual(ends, ["end"]);
  assert.deepEqual(states.map(([state]) => state), ["connecting", "open", "waiting", "connecting", "open", "waiting", "connecting", "open"]);
  sockets[2].drop();
  fire(1_000);
  open();
  assert.deepEqual(sockets[3].sent, []);
});

test("a subscription made before there is a connection begins with it, from its cursor", async () => {
  const { client, open } = clientOf();
  const { first, seen } = subscribed(client, { stream, after: "1-4" });
  client.connect();
  const socket = open();
  assert.deepEqual(socket.frames, [{ type: "subscribe", stream, after: "1-4" }]);
  socket.ok("subscribe", running(5));
  socket.say(delta(5, "x"));
  await first;
  assert.equal(seen.length, 1);
  assert.throws(() => new ChannelCursor("x"), RangeError);
  await assert.rejects(async () => client.subscribe({ stream, after: "x" }), RangeError);
});

test("a cursor at the end of an ended stream ends at once", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const { ends } = subscribed(client, { stream, after: "2-9" });
  socket.ok("subscribe", { ...running(9, 2), status: "completed" });
  assert.deepEqual(ends, ["end"]);
});

test("a gap is asked for again, and what was on its way is passed over", () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const { seen } = subscribed(client, { stream, after: "1-1" });
  socket.ok("subscribe", running(9));
  socket.say(delta(2, "a"));
  socket.say(delta(4, "c"));
  socket.say(delta(5, "d"));
  assert.deepEqual(socket.frames.slice(1), [{ type: "subscribe", stream, after: "1-2" }]);
  socket.ok("subscribe", running(9));
  for (const each of [delta(3, "b"), delta(4, "c")]) socket.say(each);
  assert.equal(seen.map((each) => each.delta).join(""), "abc");
});

test("a server that gives the same gap again and again is asked ever more slowly", () => {
  const { client, open, fire, waiting } = clientOf();
  client.connect();
  const socket = open();
  subscribed(client, { stream, after: "1-1" });
  const gap = () => {
    socket.ok("subscribe", running(9));
    socket.say(delta(4, "c"));
  };
  gap();
  const waits = [];
  for (let time = 0; time < 4; time += 1) {
    gap();
    const [{ ms }] = waiting().filter((timer) => ![20_000, 30_000].includes(timer.ms));
    waits.push(ms);
    fire(ms);
  }
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000]);
  gap();
  socket.ok("subscribe", running(9));
});

test("a take-over takes back what is void, and a cut before its snapshot starts anew", () => {
  const { client, sockets, open, fire } = clientOf();
  client.connect();
  open();
  const state = new StreamState();
  const sync = (seq, text, epoch) => event(seq, "stream.sync", { state: { ...new StreamState().state, status: "streaming", text }, reason: "recovery" }, epoch);
  const { seen } = subscribed(client, { stream, after: "1-1" }, { onEvent: (each) => state.apply(each) });
  sockets[0].ok("subscribe", running(6));
  sockets[0].say(sync(6, "void", 1));
  sockets[0].say(event(4, "stream.reset", { keep: 3, reason: "takeover" }, 2));
  sockets[0].drop();
  fire(1_000);
  open();
  assert.deepEqual(sockets[1].frames, [{ type: "subscribe", stream }]);
  sockets[1].ok("subscribe", running(4, 2));
  sockets[1].say(sync(4, "what stands", 2));
  assert.equal(state.state.text, "what stands");
  assert.deepEqual(seen, []);
});

test("a refusal that waiting does not mend ends the subscription, one that it does is asked again", async () => {
  const { client, open, fire, waiting } = clientOf();
  client.connect();
  const socket = open();
  const { ends, first } = subscribed(client, { stream });
  socket.refuse("subscribe", "store.unavailable");
  socket.refuse("subscribe", "store.unavailable");
  assert.equal(socket.sent.length, 2);
  assert.equal(waiting(1_000).length, 1);
  fire(1_000);
  socket.refuse("subscribe", "stream.unknown_position");
  await assert.rejects(first, { code: "stream.unknown_position" });
  assert.deepEqual(ends, ["stream.unknown_position"]);
});

test("an event that its schema forbids is never given out: asked for once more, then the subscription ends", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const { seen, ends } = subscribed(client, { stream, after: "1-1" });
  socket.ok("subscribe", running(9));
  socket.say({ ...delta(2, "a"), delta: 7 });
  assert.deepEqual(socket.frames.at(-1), { type: "subscribe", stream, after: "1-1" });
  socket.ok("subscribe", running(9));
  socket.say(delta(2, "a"));
  socket.say({ ...delta(3, "b"), extra: true });
  socket.ok("subscribe", running(9));
  socket.say({ ...delta(3, "b"), extra: true });
  assert.deepEqual(seen.map(({ seq }) => seq), [2]);
  assert.deepEqual(ends, ["stream.malformed"]);
  assert.deepEqual(socket.frames.at(-1), { type: "unsubscribe", stream });
  assert.equal(socket.closedWith, null);
});

test("what is no frame at all ends the connection, and the next one goes on", () => {
  for (const bad of ["{", "null", "7", '{"ref":"r1"}', '{"type":"ok","epoch":0}', '{"type":"error"}']) {
    const { client, sockets, open, fire } = clientOf();
    client.connect();
    open();
    const { seen } = subscribed(client, { stream, after: "1-1" });
    sockets[0].ok("subscribe", running(9));
    sockets[0].say(bad);
    sockets[0].say(delta(2, "of the dead connection"));
    assert.equal(sockets[0].closedWith, 4002, bad);
    fire(1_000);
    open();
    sockets[1].ok("subscribe", running(9));
    sockets[1].say(delta(2, "a"));
    assert.deepEqual(seen.map((each) => each.delta), ["a"]);
  }
});

test("a channel's envelopes come in order, once, and go on after a cut", async () => {
  const { client, sockets, open, fire } = clientOf();
  client.connect();
  open();
  const { seen, gaps, first } = subscribed(client, { channel: "room" });
  sockets[0].ok("subscribe", { channel: "room", epoch: 1, offset: 4, recovered: false });
  for (const each of [said(5), said(5), { ...said(5), type: "presence", data: { event: "join", client_id: "x" } }, said(6)]) sockets[0].say(each);
  assert.equal((await first).offset, 4);
  sockets[0].drop();
  fire(1_000);
  open();
  assert.deepEqual(sockets[1].frames, [{ type: "subscribe", channel: "room", after: "1-6" }]);
  sockets[1].ok("subscribe", { channel: "room", epoch: 1, offset: 8, recovered: true });
  for (const offset of [7, 8, 9]) sockets[1].say(said(offset));
  assert.deepEqual(seen.map(({ type, offset }) => `${type} ${offset}`), ["chat_message 5", "presence 5", "chat_message 6", "chat_message 7", "chat_message 8", "chat_message 9"]);
  assert.deepEqual(gaps, []);
});

test("a channel whose history is gone says what is lost", () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const { seen, gaps } = subscribed(client, { channel: "room", after: "1-6" });
  socket.ok("subscribe", { channel: "room", epoch: 2, offset: 1, recovered: false });
  socket.say(said(2, "new", 2));
  assert.deepEqual(gaps, [{ epoch: 2, offset: 1 }]);
  assert.deepEqual(seen.map(({ data }) => data.content), ["new"]);
  socket.say(said(9, "far", 2));
  assert.deepEqual(socket.frames.at(-1), { type: "subscribe", channel: "room", after: "2-2" });
  socket.ok("subscribe", { channel: "room", epoch: 2, offset: 2, recovered: false });
  assert.equal(gaps.length, 1);
  socket.say({ ...said(3, "x", 2), v: 2 });
  socket.ok("subscribe", { channel: "room", epoch: 2, offset: 3, recovered: true });
  socket.say({ ...said(3, "x", 2), v: 2 });
  assert.equal(seen.length, 1);
});

test("leaving ends a subscription without a word, and the next one takes its place", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const { seen, ends, first } = subscribed(client, { stream });
  const second = subscribed(client, { stream, after: "1-1" });
  await assert.rejects(first, { code: "subscription.left" });
  socket.ok("subscribe", running(9));
  socket.say(delta(2, "a"));
  assert.equal(second.seen.length, 1);
  const left = client.unsubscribe({ stream });
  socket.say(delta(3, "late"));
  socket.ok("unsubscribe", { stream });
  await left;
  await client.unsubscribe({ channel: "never" });
  assert.deepEqual([seen, ends, second.ends, second.seen.length], [[], [], [], 1]);
});
