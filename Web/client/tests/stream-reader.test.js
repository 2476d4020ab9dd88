import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../client-error.js";
import { readStream } from "../stream-reader.js";
import { StreamState } from "../stream-state.js";
import { envelope, eventStream, problem, scripted, shortAnswer, textOf, written } from "./scripted-stream.js";

const url = "http://127.0.0.1:1/api/streams/s_000002_AM/events";

async function read(script, extra = {}) {
  const events = [];
  const state = new StreamState();
  for await (const event of readStream(url, { ...script.options, ...extra })) {
    events.push(event);
    state.apply(event);
  }
  return { events, state: state.state };
}

/** What a server that keeps the whole log answers to a cursor. */
const logFrom = (log, after) => log.slice(after === null ? 0 : log.findIndex((event) => `${event.epoch}-${event.seq}` === after) + 1);
const bytesFrom = (log, after) => new TextEncoder().encode(`retry: 1000\n\n${logFrom(log, after).map(written).join("")}`);

test("a stream is read to its last event, and the connection not opened again", async () => {
  const script = scripted([eventStream([bytesFrom(shortAnswer, null)])]);
  const { events, state } = await read(script);
  assert.deepEqual(events, shortAnswer);
  assert.deepEqual(script.cursors, [null]);
  assert.equal(state.status, "completed");
  assert.equal(state.text, textOf(shortAnswer));
  const bytes = new TextEncoder().encode(state.text);
  const [{ start, end }] = state.artifacts;
  assert.equal(new TextDecoder().decode(bytes.subarray(start, end)), "print(1)\n");
});

test("a stream cut after every k-th byte, for every k, comes whole and once", async () => {
  const length = bytesFrom(shortAnswer, null).length;
  for (let k = 1; k <= length; k += 1) {
    // A connection that gives k bytes only may not reach a whole event: it gives one byte more each time.
    let opened = 0;
    const script = scripted([(after) => eventStream([bytesFrom(shortAnswer, after).subarray(0, k + 40 * opened++)], { error: k % 2 ? new TypeError("cut") : undefined })]);
    const { events } = await read(script);
    assert.deepEqual(events, shortAnswer, `cut after ${k} bytes`);
  }
});

test("it goes on from its cursor, and drops what it has had", async () => {
  const all = shortAnswer.map(written);
  const script = scripted([eventStream(all.slice(0, 4)), eventStream(all.slice(2))]);
  const { events } = await read(script);
  assert.deepEqual(events, shortAnswer);
  assert.deepEqual(script.cursors, [null, "1-4"]);
});

test("a hole is never passed over: it asks again", async () => {
  const all = shortAnswer.map(written);
  const script = scripted([eventStream([...all.slice(0, 2), ...all.slice(4)]), (after) => eventStream([bytesFrom(shortAnswer, after)])]);
  const { events } = await read(script);
  assert.deepEqual(events, shortAnswer);
  assert.deepEqual(script.cursors, [null, "1-2"]);
});

test("after a reset what was void is gone and the new epoch goes on", async () => {
  const log = [
    ...shortAnswer.slice(0, 4),
    envelope(3, "stream.reset", { keep: 2, reason: "takeover" }, 2),
    envelope(4, "text.delta", { delta: "print(2)\n```\n" }, 2),
    envelope(5, "stream.completed", { finish_reason: "stop", usage: null, ms: 1, time_to_first_token_ms: 1 }, 2),
  ];
  const { events, state } = await read(scripted([eventStream(log.map(written))]));
  assert.deepEqual(events, log);
  assert.equal(state.text, "Grüße 👋:\n```python\nprint(2)\n```\n");
  assert.deepEqual(state.artifacts, []);
});

test("late events of a lower epoch are dropped", async () => {
  const log = [
    ...shortAnswer.slice(0, 2),
    envelope(2, "stream.reset", { keep: 1, reason: "takeover" }, 2),
    envelope(3, "text.delta", { delta: "late" }, 1),
    envelope(3, "text.delta", { delta: "right" }, 2),
    envelope(4, "stream.cancelled", { by: "user", partial: true }, 2),
  ];
  const { state } = await read(scripted([eventStream(log.map(written))]));
  assert.equal(state.text, "right");
  assert.equal(state.status, "cancelled");
});

const snapshot = (seq, text, epoch = 1) =>
  envelope(seq, "stream.sync", { state: { ...new StreamState().state, status: "streaming", text }, reason: "lagged" }, epoch);

test("a sync replaces what was read, and the next event follows it", async () => {
  const log = [...shortAnswer.slice(0, 2), snapshot(6, "all of it"), envelope(7, "text.delta", { delta: "!" }), envelope(8, "stream.failed", { code: "provider.cut", message: "", retryable: true, partial: true })];
  const { state } = await read(scripted([eventStream(log.map(written))]));
  assert.equal(state.text, "all of it!");
  assert.equal(state.status, "failed");
});

test("cut between a reset below its snapshot and the next snapshot, it starts without a cursor", async () => {
  const reset = envelope(4, "stream.reset", { keep: 3, reason: "takeover" }, 2);
  const end = envelope(5, "stream.completed", { finish_reason: "stop", usage: null, ms: 1, time_to_first_token_ms: 1 }, 2);
  const script = scripted([
    eventStream([snapshot(6, "void"), reset].map(written)),
    eventStream([snapshot(4, "what stands", 2), end].map(written)),
  ]);
  const { state } = await read(script);
  assert.deepEqual(script.cursors, [null, null]);
  assert.equal(state.text, "what stands");
});

test("a cursor from outside is where it begins", async () => {
  const script = scripted([(after) => eventStream([bytesFrom(shortAnswer, after)])]);
  const { events } = await read(script, { after: "1-6" });
  assert.deepEqual(script.cursors, ["1-6"]);
  assert.deepEqual(events, shortAnswer.slice(6));
});

test("204 says that nothing follows", async () => {
  const { events } = await read(scripted([new Response(null, { status: 204 })]), { after: "1-8" });
  assert.deepEqual(events, []);
});

test("what waiting may mend is tried again, what it does not is thrown with its code", async () => {
  const whole = (after) => eventStream([bytesFrom(shortAnswer, after)]);
  const passing = scripted([problem(503, "server.draining"), new TypeError("connection refused"), problem(429, "limit.connections", { "retry-after": "7" }), whole]);
  assert.deepEqual((await read(passing)).events, shortAnswer);
  assert.deepEqual(passing.waits, [1_000, 2_000, 7_000]);
  for (const [status, code] of [[404, "stream.not_found"], [409, "stream.unknown_position"], [400, "stream.bad_position"], [403, "origin.forbidden"]]) {
    await assert.rejects(read(scripted([problem(status, code)])), (error) => error.code === code && error.status === status);
  }
  await assert.rejects(read(scripted([new Response("<html>")])), (error) => error.code === "stream.not_events");
});

test("the delay doubles up to half a minute, half of it by chance, and starts over after an event", async () => {
  const refused = Array.from({ length: 8 }, () => new TypeError("refused"));
  const whole = (after) => eventStream([bytesFrom(shortAnswer, after)]);
  const one = eventStream([`retry: 500\n\n${written(shortAnswer[0])}`]);
  const script = scripted([...refused, one, new TypeError("refused"), whole]);
  await read(script);
  assert.deepEqual(script.waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 500, 1_000]);
  const lucky = scripted([new TypeError("refused"), whole]);
  await read(lucky, { random: () => 0 });
  assert.deepEqual(lucky.waits, [500]);
});

test("a connection that falls silent is given up", async () => {
  let silent = null;
  const waiting = (signal) => {
    const body = new ReadableStream({ start: (controller) => signal.addEventListener("abort", () => controller.error(signal.reason)) });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  const answers = [waiting, () => eventStream([bytesFrom(shortAnswer, null)])];
  const script = scripted([]);
  script.options.fetch = async (_, { signal }) => answers.shift()(signal);
  script.options.timer = (ms, action) => {
    if (ms < 40_000 || silent === null) queueMicrotask(action);
    silent ??= ms;
    return () => {};
  };
  assert.deepEqual((await read(script)).events, shortAnswer);
  assert.equal(silent, 45_000);
});

test("an abort ends it with the signal's reason, while reading and while waiting", async () => {
  const abort = new AbortController();
  const script = scripted([eventStream([written(shortAnswer[0])])]);
  const reading = read(script, { signal: abort.signal, timer: () => () => {}, onWait: () => abort.abort(new Error("left")) });
  await assert.rejects(reading, /left/);
  await assert.rejects(read(scripted([new TypeError("never asked")]), { signal: abort.signal }), /left/);
});

test("a cursor that is none is refused at once", async () => {
  for (const after of ["", "1", "1-0", "0-1", "a-b"]) await assert.rejects(read(scripted([]), { after }), RangeError);
});

const strict = (event) => {
  if (event.type === "text.delta" && typeof event.delta !== "string") throw new Error("/delta: expected string");
};

test("an event that its schema forbids is never given out: it is asked for once more", async () => {
  const bad = written({ ...shortAnswer[3], delta: 7 });
  const all = shortAnswer.map(written);
  const causes = [];
  const script = scripted([eventStream([...all.slice(0, 3), bad, ...all.slice(4)]), (after) => eventStream([bytesFrom(shortAnswer, after)])]);
  const { events } = await read(script, { validate: strict, onWait: ({ cause }) => causes.push([cause.code, cause.message]) });
  assert.deepEqual(events, shortAnswer);
  assert.deepEqual(script.cursors, [null, "1-3"]);
  assert.deepEqual(causes, [["stream.malformed", "what came is no event of a stream: /delta: expected string"]]);
});

test("one that comes wrong again ends the loop, and what came before it was given out", async () => {
  for (const bad of [written({ ...shortAnswer[3], delta: 7 }), "data: {\n\n", "data: null\n\n", "data: 7\n\n"]) {
    const all = shortAnswer.map(written);
    const seen = [];
    const script = scripted([eventStream([...all.slice(0, 3), bad]), eventStream([bad])]);
    const reading = read(script, { validate: (event) => { strict(event); seen.push(event.seq); } });
    await assert.rejects(reading, { code: "stream.malformed", passing: false });
    assert.deepEqual(script.cursors, [null, "1-3"]);
    assert.deepEqual(seen.slice(0, 3), [1, 2, 3]);
  }
});

test("one that is wrong at the very beginning is asked for once more too", async () => {
  const script = scripted([eventStream(["data: {\n\n"]), (after) => eventStream([bytesFrom(shortAnswer, after)])]);
  assert.deepEqual((await read(script)).events, shortAnswer);
  await assert.rejects(read(scripted([eventStream(["data: {\n\n"]), eventStream(["data: {\n\n"])])), { code: "stream.malformed" });
});

test("damage at another place is another damage", async () => {
  const all = shortAnswer.map(written);
  const script = scripted([
    eventStream([...all.slice(0, 3), "data: {\n\n"]),
    eventStream([all[3], "data: {\n\n"]),
    (after) => eventStream([bytesFrom(shortAnswer, after)]),
  ]);
  assert.deepEqual((await read(script)).events, shortAnswer);
  assert.deepEqual(script.cursors, [null, "1-3", "1-4"]);
});

/** A gate that the test opens and shuts. */
function gateOf() {
  let open = new AbortController();
  let enter = null;
  return {
    passes: 0,
    async pass(signal) {
      this.passes += 1;
      signal?.throwIfAborted();
      if (!open) await new Promise((resolve) => (enter = resolve));
      return open.signal;
    },
    shut() {
      const was = open;
      open = null;
      was.abort();
    },
    open() {
      open = new AbortController();
      enter?.();
    },
    get isAwaited() {
      return enter !== null;
    },
  };
}

test("a shut gate ends the connection, and an open one lets it go on from its cursor", async () => {
  const gate = gateOf();
  let aborted = 0;
  const script = scripted([]);
  const cursors = [];
  script.options.fetch = async (address, { signal }) => {
    const after = new URL(address).searchParams.get("after");
    cursors.push(after);
    if (cursors.length > 1) return eventStream([bytesFrom(shortAnswer, after)]);
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(shortAnswer.slice(0, 3).map(written).join("")));
        signal.addEventListener("abort", () => {
          aborted += 1;
          controller.error(signal.reason);
        });
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  const events = [];
  for await (const event of readStream(url, { ...script.options, gate })) {
    events.push(event);
    if (event.seq !== 3) continue;
    gate.shut();
    setImmediate(() => {
      assert.deepEqual([cursors.length, aborted, gate.isAwaited], [1, 1, true]);
      gate.open();
    });
  }
  assert.deepEqual(events, shortAnswer);
  assert.deepEqual(cursors, [null, "1-3"]);
  assert.deepEqual(script.waits, []);
});

test("behind a shut gate nothing is asked, and an abort still ends it", async () => {
  const gate = gateOf();
  gate.shut();
  const abort = new AbortController();
  const script = scripted([eventStream([bytesFrom(shortAnswer, null)])]);
  const reading = read(script, { gate, signal: abort.signal });
  assert.deepEqual(script.cursors, []);
  gate.open();
  assert.equal((await reading).events.length, shortAnswer.length);
  abort.abort(new Error("left"));
  await assert.rejects(read(script, { gate, signal: abort.signal }), /left/);
});

test("the wait between two connections has a timer of its own", async () => {
  const pauses = [];
  const pause = (ms, action) => {
    pauses.push(ms);
    queueMicrotask(action);
    return () => {};
  };
  const script = scripted([new TypeError("refused"), (after) => eventStream([bytesFrom(shortAnswer, after)])]);
  await read(script, { pause });
  assert.deepEqual(pauses, [1_000]);
});

test("schemas that cannot be had now are waited for", async () => {
  let failures = 2;
  const validate = async () => {
    if (failures-- > 0) throw new ClientError("network.unreachable", "no schemas", { passing: true });
  };
  const script = scripted([(after) => eventStream([bytesFrom(shortAnswer, after)])]);
  assert.deepEqual((await read(script, { validate })).events, shortAnswer);
  assert.deepEqual(script.waits, [1_000, 2_000]);
});
