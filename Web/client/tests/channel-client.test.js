import assert from "node:assert/strict";
import { test } from "node:test";
import { ChannelClient } from "../channel-client.js";
import { ChannelCursor } from "../channel-cursor.js";
import { StreamState } from "../stream-state.js";
import { repositoryValidator } from "./repository-schemas.js";
import { scriptedSockets } from "./scripted-socket.js";

const stream = "gen_a";
const event = (seq, type, body = {}, epoch = 1) => ({ v: 1, type, stream, epoch, seq, ...body });
const delta = (seq, text, epoch = 1) => event(seq, "text.delta", { delta: text }, epoch);
const end = (seq, epoch = 1) => event(seq, "stream.cancelled", { by: "user", partial: true }, epoch);
const running = (seq = 0, epoch = 1) => ({ stream, run: "r", epoch, seq, status: "running" });

const said = (offset, content = `m${offset}`, epoch = 1) => ({
  v: 1, type: "chat_message", timestamp: "2026-01-01T00:00:00Z", client_id: "other", channel: "room", id: `i${offset}`, epoch, offset, data: { content },
});

/** A client with its scripted world; `open()` lets the next connection stand and answers its socket. */
function clientOf(options = {}) {
  const world = scriptedSockets();
  const states = [];
  const errors = [];
  const events = new EventTarget();
  const client = new ChannelClient({
    base: "http://host:1/",
    client: "tab-1",
    validator: repositoryValidator,
    WebSocket: world.WebSocket,
    timer: world.timer,
    random: () => 1,
    makeID: () => "made",
    events,
    onState: ({ state, ms, error }) => states.push([state, ms, error?.code].filter((each) => each !== undefined)),
    onError: (error) => errors.push(error.code),
    ...options,
  });
  const open = () => world.sockets.at(-1).open();
  return { client, ...world, states, errors, events, open };
}

/** A subscription to the stream: what it gave out, and how it ended. */
function subscribed(client, target, handlers = {}) {
  const seen = [];
  const ends = [];
  const gaps = [];
  const first = client.subscribe(target, {
    onEvent: (each) => seen.push(each),
    onEnd: (error) => ends.push(error?.code ?? "end"),
    onGap: (gap) => gaps.push(gap),
    ...handlers,
  });
  first.catch(() => {});
  return { seen, ends, gaps, first };
}

test("it connects under its name and its protocol, and says so", async () => {
  const { client, sockets, open, states } = clientOf();
  const connected = client.connect();
  assert.equal(client.connect(), connected);
  assert.deepEqual([sockets[0].url, sockets[0].protocol], ["ws://host:1/api/ws/tab-1", "throughline.v1"]);
  open();
  await connected;
  assert.deepEqual(states, [["connecting"], ["open"]]);
  assert.equal(clientOf({ base: "https://host", client: undefined }).client.connect() instanceof Promise, true);
});

test("an address over TLS is spoken to over TLS", () => {
  const { client, sockets } = clientOf({ base: "https://host", client: undefined });
  client.connect();
  assert.equal(sockets[0].url, "wss://host/api/ws/made");
});

test("a platform without WebSocket is told what is missing", () => {
  const has = globalThis.WebSocket;
  delete globalThis.WebSocket;
  try {
    assert.throws(() => new ChannelClient({ base: "http://host" }), { code: "websocket.missing" });
  } finally {
    if (has) globalThis.WebSocket = has;
  }
});

test("each call sends its frame and answers with the fields of its ok", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const accepted = { id: "u", frontend_id: "f", assistant_id: "a", run: "r", stream: "gen_a" };
  const calls = [
    [() => client.ping(), { type: "ping" }, {}],
    [() => client.cancel(stream), { type: "cancel", stream }, { stream, run: "r", status: "cancelled" }],
    [() => client.message({ content: "q", frontend_id: "f" }), { type: "message", content: "q", frontend_id: "f" }, accepted],
    [() => client.presence("room"), { type: "presence", channel: "room" }, { channel: "room", clients: [{ client_id: "tab-1" }] }],
    [() => client.history("room", { after: "1-2", limit: 5 }), { type: "history", channel: "room", after: "1-2", limit: 5 }, { channel: "room", epoch: 1, offset: 3, items: [said(3)] }],
    [
      () => client.publish("room", "chat_message", { content: "hi" }),
      { type: "publish", channel: "room", message_type: "chat_message", data: { content: "hi" }, v: 1, id: "made" },
      { channel: "room", id: "made", epoch: 1, offset: 4 },
    ],
  ];
  for (const [call, frame, fields] of calls) {
    const answer = call();
    assert.deepEqual(socket.frames.at(-1), frame);
    socket.ok(frame.type, fields);
    const { type, ref, ...rest } = await answer;
    assert.deepEqual(rest, fields);
  }
});

test("answers find their frames whatever their order", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  const calls = [client.ping(), client.cancel("gen_b"), client.cancel("gen_c")];
  const [first, second, third] = socket.sent;
  socket.say({ type: "ok", ref: third.ref, stream: "gen_c" });
  socket.say({ type: "error", ref: second.ref, code: "not_found", detail: "no such stream", errors: [{ pointer: "/stream", detail: "unknown" }] });
  socket.say({ type: "ok", ref: first.ref });
  const [one, two, three] = await Promise.allSettled(calls);
  assert.equal(one.value.ref, first.ref);
  assert.deepEqual([two.reason.code, two.reason.message, two.reason.passing, two.reason.problem.errors.length], ["not_found", "no such stream", false, 1]);
  assert.equal(three.value.stream, "gen_c");
});

test("what no schema allows is not sent", async () => {
  const { client, open } = clientOf();
  client.connect();
  const socket = open();
  await assert.rejects(client.cancel("no stream"), { code: "schema.violation", message: /\/stream/ });
  await assert.rejects(client.publish("room", "chat_message", { text: "hi" }), { code: "schema.violation", message: /\/content: is required/ });
  await assert.rejects(client.publish("room", "shout", {}), { code: "schema.violation" });
  await assert.rejects(client.history("room", { limit: 0 }), { code: "schema.violation" });
  await assert.rejects(client.subscribe({ stream: "no stream" }), { code: "schema.violation" });
  assert.deepEqual(socket.sent, []);
});

test("without a connection a call says so, and so does one that it cuts off", async () => {
  const { client, open } = clientOf();
  await assert.rejects(client.ping(), { code: "network.unreachable", passing: true });
  client.connect();
  await assert.rejects(client.ping(), { code: "network.unreachable", passing: true });
  const socket = open();
  const waiting = client.ping();
  socket.drop();
  await assert.rejects(waiting, { code: "network.unreachable", passing: true });
});

test("a call that is not answered in half a minute is given up, and its late answer passed over", async () => {
  const { client, open, fire, errors } = clientOf();
  client.connect();
  const socket = open();
  const waiting = client.cancel(stream);
  fire(30_000);
  await assert.rejects(waiting, { code: "network.timeout", passing: true });
  const { seen } = subscribed(client, { stream });
  socket.ok("subscribe", running());
  socket.ok("cancel", { stream, run: "r", status: "cancelled" });
  assert.deepEqual([seen, errors], [[], []]);
});

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

test("the waits between connections double up to half a minute, and start over when something was answered", () => {
  const { client, sockets, states, open, fire, events } = clientOf();
  client.connect();
  subscribed(client, { stream });
  for (let time = 0; time < 7; time += 1) {
    sockets.at(-1).drop();
    fire(states.at(-1)[1]);
  }
  assert.deepEqual(states.filter(([state]) => state === "waiting").map(([, ms]) => ms), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  open().ok("subscribe", running());
  sockets.at(-1).drop();
  assert.deepEqual(states.at(-1), ["waiting", 1_000, "network.unreachable"]);
  events.dispatchEvent(new Event("online"));
  assert.deepEqual(states.at(-1), ["connecting"]);
});

test("silence is broken by a ping, and a connection that stays silent is given up", () => {
  const { client, sockets, open, fire, waiting, states } = clientOf();
  client.connect();
  open();
  assert.deepEqual(waiting().map(({ ms }) => ms), [20_000]);
  fire(20_000);
  assert.deepEqual(sockets[0].sent, [{ type: "ping" }]);
  sockets[0].say({ type: "ok" });
  fire(20_000);
  fire(20_000);
  assert.equal(sockets[0].closedWith, 1000);
  assert.deepEqual(states.at(-1), ["waiting", 1_000, "network.unreachable"]);
  sockets[0].say(delta(1, "too late"));
  sockets[0].drop();
  assert.equal(states.length, 3);
});

test("a connection that does not open is given up", () => {
  const { client, states, fire } = clientOf();
  client.connect();
  fire(30_000);
  assert.equal(states.at(-1)[0], "waiting");
});

test("a token is said first, and a refused one ends everything", async () => {
  for (const refuse of [(socket) => socket.drop(4401, "the token is not known"), (socket) => socket.refuse("auth", "auth.refused")]) {
    const { client, sockets, states, open, waiting } = clientOf({ token: "t" });
    const connected = client.connect();
    const { ends, first } = subscribed(client, { stream });
    open();
    assert.deepEqual(sockets[0].frames, [{ type: "auth", token: "t" }]);
    refuse(sockets[0]);
    await assert.rejects(connected, { code: "auth.refused" });
    await assert.rejects(first, { code: "auth.refused" });
    assert.deepEqual(ends, ["auth.refused"]);
    assert.deepEqual(states.at(-1), ["closed", "auth.refused"]);
    assert.deepEqual(waiting(), []);
    assert.equal(sockets.length, 1);
  }
});

test("a known token opens the way to the rest", async () => {
  const { client, sockets, open } = clientOf({ token: "t" });
  const connected = client.connect();
  subscribed(client, { stream });
  open().ok("auth");
  await connected;
  assert.deepEqual(sockets[0].frames.map(({ type }) => type), ["auth", "subscribe"]);
});

test("a message above the limit fails alone, and is never sent again", async () => {
  const { client, sockets, open, fire } = clientOf();
  client.connect();
  open();
  const { ends } = subscribed(client, { stream, after: "1-1" });
  sockets[0].ok("subscribe", running(9));
  const small = client.ping();
  const large = client.message({ content: "x".repeat(1_000) });
  sockets[0].drop(1009, "too long");
  await assert.rejects(large, { code: "frame.too_large", passing: false });
  await assert.rejects(small, { code: "network.unreachable", passing: true });
  fire(1_000);
  open();
  assert.deepEqual(sockets[1].frames, [{ type: "subscribe", stream, after: "1-1" }]);
  assert.deepEqual(ends, []);
});

test("an error that answers nothing is told", () => {
  const { client, open, errors } = clientOf();
  client.connect();
  open().say({ type: "error", code: "json.malformed", detail: "no frame" });
  assert.deepEqual(errors, ["json.malformed"]);
});

test("closed, it fails what waits, ends what runs, and comes back only when it is asked to", async () => {
  const { client, sockets, open, events, waiting, states } = clientOf();
  const connected = client.connect();
  open();
  const { ends } = subscribed(client, { stream });
  sockets[0].ok("subscribe", running());
  const call = client.ping();
  client.close();
  await connected;
  await assert.rejects(call, { code: "client.closed" });
  assert.deepEqual(ends, ["client.closed"]);
  assert.equal(sockets[0].closedWith, 1000);
  sockets[0].drop();
  events.dispatchEvent(new Event("online"));
  assert.deepEqual(waiting(), []);
  assert.deepEqual(states.at(-1), ["closed", "client.closed"]);
  client.connect();
  assert.equal(sockets.length, 2);
  const early = client.connect();
  client.close();
  await assert.rejects(early, { code: "client.closed" });
});
