import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../../../client/client-error.js";
import { Connection } from "../connection.js";
import { LiveAnswer } from "../live-answer.js";

const id = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd_000002_AM";
const event = (seq, type, body = {}) => ({ v: 1, type, stream: id, epoch: 1, seq, ...body });

function answer(read, { shown = "", connection = new Connection() } = {}) {
  const ended = [];
  const live = new LiveAnswer({ id, shown, url: "/events", connection, read, onEnd: (last) => ended.push(last) });
  return { live, ended, connection };
}

test("the text known before a reload stays until the stream has caught up with it", async () => {
  const texts = [];
  const { live, ended } = answer(
    async function* () {
      yield event(1, "stream.started");
      for (const [index, delta] of ["Hel", "lo ", "you"].entries()) {
        yield event(index + 2, "text.delta", { delta });
        texts.push(live.text);
      }
      yield event(5, "stream.completed", { finish_reason: "stop" });
    },
    { shown: "Hello" },
  );
  await live.start();
  assert.deepEqual(texts, ["Hello", "Hello ", "Hello you"]);
  assert.equal(live.status, "completed");
  assert.equal(ended[0].type, "stream.completed");
});

test("what a take-over makes void is not held up", async () => {
  const { live } = answer(
    async function* () {
      yield event(1, "text.delta", { delta: "Wrong" });
      yield { ...event(1, "stream.reset", { keep: 0 }), epoch: 2 };
    },
    { shown: "Wrong" },
  );
  await live.start();
  assert.equal(live.text, "");
});

test("a wait shows as reconnecting and ends when the network returns", async () => {
  const { live, connection } = answer(async function* (url, { onWait, pause }) {
    onWait({ ms: 60_000, cause: null });
    await new Promise((resolve) => pause(60_000, resolve));
    yield event(1, "stream.started");
  });
  const reading = live.start();
  assert.equal(connection.status.value, "reconnecting");
  connection.wake();
  await reading;
  assert.equal(connection.status.value, "live");
});

test("an error that waiting does not mend ends the reading and is told", async () => {
  const { live, ended, connection } = answer(async function* () {
    throw new ClientError("stream.unknown_position", "no such position", { status: 409 });
  });
  await live.start();
  assert.equal(live.error.value.code, "stream.unknown_position");
  assert.deepEqual(ended, [null]);
  assert.equal(connection.status.value, "live");
});

test("stopped, it ends without a word", async () => {
  const { live, ended } = answer(async function* (url, { signal }) {
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  const reading = live.start();
  live.stop();
  await reading;
  assert.equal(live.error.value, null);
  assert.deepEqual(ended, []);
});
