import assert from "node:assert/strict";
import { test } from "node:test";
import { VisibilityGate } from "../visibility-gate.js";

function pageOf({ hidden = false } = {}) {
  const document = new EventTarget();
  document.hidden = hidden;
  const timers = [];
  const timer = (ms, action) => {
    const entry = { ms, action, live: true };
    timers.push(entry);
    return () => (entry.live = false);
  };
  const gate = new VisibilityGate({ document, timer });
  const show = (isShown) => {
    document.hidden = !isShown;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const waits = () => timers.filter((entry) => entry.live).map((entry) => entry.ms);
  const fire = () => {
    for (const entry of timers.splice(0)) if (entry.live) entry.action();
  };
  return { gate, show, waits, fire };
}

test("a page that is looked at is open", async () => {
  const { gate, waits } = pageOf();
  const shut = await gate.pass();
  assert.equal(shut.aborted, false);
  assert.equal(await gate.pass(), shut);
  assert.deepEqual(waits(), []);
});

test("a hidden page shuts after a minute, and opens when it is looked at", async () => {
  const { gate, show, waits, fire } = pageOf();
  const shut = await gate.pass();
  show(false);
  assert.deepEqual(waits(), [60_000]);
  assert.equal(shut.aborted, false);
  fire();
  assert.equal(shut.aborted, true);
  const passed = [];
  const waiting = Promise.all([gate.pass(), gate.pass()]).then((signals) => passed.push(...signals));
  await new Promise(setImmediate);
  assert.deepEqual(passed, []);
  show(true);
  await waiting;
  assert.equal(passed[0], passed[1]);
  assert.equal(passed[0].aborted, false);
});

test("a glance elsewhere shuts nothing", async () => {
  const { gate, show, waits, fire } = pageOf();
  const shut = await gate.pass();
  show(false);
  show(true);
  assert.deepEqual(waits(), []);
  fire();
  assert.equal(shut.aborted, false);
});

test("a page that was opened hidden has its minute too", async () => {
  const { gate, waits, fire } = pageOf({ hidden: true });
  const shut = await gate.pass();
  assert.deepEqual(waits(), [60_000]);
  fire();
  assert.equal(shut.aborted, true);
});

test("who waits before it may leave", async () => {
  const { gate, show, fire } = pageOf({ hidden: true });
  fire();
  const abort = new AbortController();
  const waiting = gate.pass(abort.signal);
  abort.abort(new Error("left"));
  await assert.rejects(waiting, /left/);
  await assert.rejects(gate.pass(abort.signal), /left/);
  show(true);
});

test("closed, it is open for good", async () => {
  const { gate, show, waits, fire } = pageOf({ hidden: true });
  fire();
  const waiting = gate.pass();
  gate.close();
  assert.equal((await waiting).aborted, false);
  show(false);
  assert.deepEqual(waits(), []);
});
