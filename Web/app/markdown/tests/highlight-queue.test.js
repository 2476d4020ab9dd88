import assert from "node:assert/strict";
import { test } from "node:test";
import { HighlightQueue } from "../highlight-queue.js";

/** A queue over workers and a clock in our hands. */
function scripted({ fails = false } = {}) {
  const workers = [];
  const timers = new Map();
  let handles = 0;
  const queue = new HighlightQueue({
    createWorker() {
      if (fails) throw new Error("refused");
      const worker = { posted: [], killed: false, postMessage: (job) => worker.posted.push(job), terminate: () => (worker.killed = true) };
      workers.push(worker);
      return worker;
    },
    timer: {
      set(run, milliseconds) {
        timers.set((handles += 1), { run, milliseconds });
        return handles;
      },
      clear: (handle) => timers.delete(handle),
    },
    limit: 1000,
  });
  const say = (data, worker = workers.at(-1)) => worker.onmessage({ data });
  const expire = () => {
    const [[handle, { run }]] = timers;
    timers.delete(handle);
    run();
  };
  return { queue, workers, timers, say, expire };
}

test("texts go to one worker, one after another", async () => {
  const { queue, workers, timers, say } = scripted();
  const results = [queue.run("a", "js"), queue.run("b", "py")];
  assert.equal(workers[0].posted.length, 0);
  say({ ready: true });
  assert.deepEqual(workers[0].posted.map(({ code }) => code), ["a"]);
  say({ id: workers[0].posted[0].id, markup: "A" });
  say({ id: workers[0].posted[1].id, markup: null });
  assert.deepEqual(await Promise.all(results), ["A", null]);
  assert.equal(workers.length, 1);
  assert.equal(timers.size, 0);
});

test("a worker that hangs is killed, and the next text has a new one", async () => {
  const { queue, workers, say, expire } = scripted();
  const results = [queue.run("hangs", "js"), queue.run("b", "js")];
  say({ ready: true });
  expire();
  assert.equal(await results[0], null);
  assert.equal(workers[0].killed, true);
  say({ ready: true });
  say({ id: 1, markup: "late" }, workers[0]);
  say({ id: workers[1].posted[0].id, markup: "B" });
  assert.equal(await results[1], "B");
});

test("a worker that never starts is not tried for ever", async () => {
  const { queue, workers, expire } = scripted();
  const results = ["a", "b", "c", "d"].map((code) => queue.run(code, "js"));
  for (let times = 0; times < 3; times += 1) expire();
  assert.deepEqual(await Promise.all(results), [null, null, null, null]);
  assert.equal(workers.length, 3);
});

test("a worker that breaks costs one text", async () => {
  const { queue, workers, say } = scripted();
  const results = [queue.run("a", "js"), queue.run("b", "js")];
  say({ ready: true });
  workers[0].onerror();
  assert.equal(await results[0], null);
  say({ ready: true });
  say({ id: workers[1].posted[0].id, markup: "B" });
  assert.equal(await results[1], "B");
});

test("without workers text is plain", async () => {
  const { queue } = scripted({ fails: true });
  assert.deepEqual(await Promise.all([queue.run("a", "js"), queue.run("b", "js")]), [null, null]);
});
