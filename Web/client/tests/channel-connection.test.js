import assert from "node:assert/strict";
import { test } from "node:test";
import { ChannelClient } from "../channel-client.js";
import { clientOf, delta, running, said, stream, subscribed } from "./scripted-channel.js";

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
