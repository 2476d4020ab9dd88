import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection } from "../connection.js";

function connection() {
  const timers = new Set();
  const made = new Connection({
    now: () => 1_000,
    setTimer: (ms, action) => {
      const timer = { ms, action };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  return { made, timers };
}

test("it reconnects while anybody waits, and tells the nearest attempt", () => {
  const { made } = connection();
  assert.equal(made.status.value, "live");
  made.waits("reader", 4_000);
  made.waits("heartbeat", 2_000);
  assert.equal(made.status.value, "reconnecting");
  assert.equal(made.retryAt.value, 3_000);
  made.works("heartbeat");
  assert.equal(made.retryAt.value, 5_000);
  made.works("reader");
  assert.equal(made.status.value, "live");
});

test("without a network it is offline, whoever waits", () => {
  const { made } = connection();
  made.waits("reader", 4_000);
  made.setOnline(false);
  assert.equal(made.status.value, "offline");
});

test("the network's return wakes everybody who waits, once", () => {
  const { made, timers } = connection();
  let woken = 0;
  made.sleep(9_000, () => (woken += 1));
  const cancel = made.sleep(9_000, () => (woken += 10));
  cancel();
  made.setOnline(false);
  made.setOnline(true);
  made.wake();
  assert.equal(woken, 1);
  assert.equal(timers.size, 0);
});
