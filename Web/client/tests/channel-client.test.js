import assert from "node:assert/strict";
import { test } from "node:test";
import { clientOf, running, said, stream, subscribed } from "./scripted-channel.js";

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

test("an error that answers nothing is told", () => {
  const { client, open, errors } = clientOf();
  client.connect();
  open().say({ type: "error", code: "json.malformed", detail: "no frame" });
  assert.deepEqual(errors, ["json.malformed"]);
});
