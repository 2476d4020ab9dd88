import assert from "node:assert/strict";
import { test } from "node:test";
import { MetricFeed } from "../metric-feed.js";
import { lastRanges } from "../time-range.js";
import { answerOf } from "./answers.js";

const start = 1_795_176_002;
const quarter = lastRanges[0];

/** A feed on a clock of its own; `tick()` lets the timer that waits go off and gives the milliseconds that it waited. */
function feedOf({ failing = () => null, serverAhead = 0 } = {}) {
  const world = { now: start, asked: [], timer: null, answers: true };
  const client = {
    metricSeries: async ({ from, to, step = 5 }, { signal }) => {
      world.asked.push({ from, to, step });
      const error = failing();
      if (error) throw error;
      signal.throwIfAborted();
      const first = Math.floor(from / step) * step;
      const serverNow = world.now + serverAhead;
      const end = Math.min(to ?? serverNow, serverNow);
      return answerOf({ from: first, step, series: { open_streams: Array.from({ length: Math.ceil((end - first) / step) }, (_, index) => first + index * step) } });
    },
    readiness: async () => ({ status: "ok", down: [] }),
    metrics: async () => 'throughline_build_info{version="1"} 1\nprocess_start_time_seconds 5\n',
  };
  const setTimer = (ms, action) => {
    world.timer = { ms, action };
    return () => (world.timer = null);
  };
  const feed = new MetricFeed({ client, now: () => world.now, setTimer, random: () => 1 });
  world.tick = async () => {
    const { ms, action } = world.timer;
    world.timer = null;
    world.now += ms / 1_000;
    await action();
    return ms;
  };
  return { feed, world };
}

const passing = Object.assign(new Error("gone"), { passing: true });

test("a range comes whole at first, then by its newest steps", async () => {
  const { feed, world } = feedOf();
  await feed.show(quarter);
  assert.equal(feed.state.phase, "ready");
  assert.deepEqual(world.asked[0], { from: start - 900, to: undefined, step: 5 });
  assert.deepEqual(feed.state.readiness, { status: "ok", down: [] });
  assert.equal(feed.state.facts.version, "1");
  const before = feed.state.window.times.length;
  assert.equal(Math.round(await world.tick()), 3_400);
  const { from } = world.asked.at(-1);
  assert.ok(from > start - 20, "only the tail is asked for");
  assert.equal(feed.state.window.lastTime, start + 3);
  assert.ok(Math.abs(feed.state.window.times.length - before) <= 1);
});

test("the range before is read once, and again when a minute has gone", async () => {
  const { feed, world } = feedOf();
  await feed.show(quarter);
  const earlier = () => world.asked.filter(({ to }) => to !== undefined).length;
  assert.equal(earlier(), 1);
  assert.ok(feed.state.earlier.lastTime <= start - 900 + 15);
  for (let count = 0; count < 5; count += 1) await world.tick();
  assert.equal(earlier(), 1);
  for (let count = 0; count < 9; count += 1) await world.tick();
  assert.equal(earlier(), 2);
});

test("while somebody holds it nothing is asked, and what became due comes at once", async () => {
  const { feed, world } = feedOf();
  await feed.show(quarter);
  feed.hold("unseen");
  feed.hold("inspected");
  assert.equal(world.timer, null);
  feed.release("unseen");
  assert.equal(world.timer, null);
  world.now += 3_600;
  feed.release("inspected");
  assert.equal(world.timer.ms, 0);
  await world.tick();
  assert.ok(feed.state.window.lastTime >= world.now - 10);
});

test("paused, only what stands beside the figures goes on", async () => {
  const { feed, world } = feedOf();
  await feed.show(quarter);
  feed.setLive(false);
  const asked = world.asked.length;
  const { window } = feed.state;
  await world.tick();
  await world.tick();
  assert.equal(world.asked.length, asked);
  assert.equal(feed.state.window, window);
});

test("after a failure the last figures stay, and attempts come further and further apart", async () => {
  let error = null;
  const { feed, world } = feedOf({ failing: () => error });
  await feed.show(quarter);
  const { window } = feed.state;
  error = passing;
  await world.tick();
  assert.equal(feed.state.phase, "ready");
  assert.equal(feed.state.failure, passing);
  assert.equal(feed.state.window, window);
  const waits = [await world.tick(), await world.tick(), await world.tick()].map(Math.round);
  assert.deepEqual(waits, [5_000, 10_000, 20_000]);
  error = null;
  await world.tick();
  assert.equal(feed.state.failure, null);
  assert.ok(feed.state.window.lastTime > window.lastTime);
});

test("a first failure is told as such", async () => {
  const { feed } = feedOf({ failing: () => passing });
  await feed.show(quarter);
  assert.equal(feed.state.phase, "failed");
  assert.equal(feed.state.failure, passing);
});

test("a fixed range is read once", async () => {
  const { feed, world } = feedOf();
  await feed.show({ from: start - 600, to: start - 300 });
  assert.deepEqual([world.asked[0].from, world.asked[0].to], [start - 600, start - 300]);
  const asked = world.asked.length;
  await world.tick();
  assert.equal(world.asked.length, asked);
});

test("another range takes the place of one that is still being read", async () => {
  const { feed } = feedOf();
  const first = feed.show(lastRanges[1]);
  await feed.show(quarter);
  await first;
  assert.equal(feed.state.limits.from, start - 900);
});

test("after its end it asks for nothing", async () => {
  const { feed, world } = feedOf();
  await feed.show(quarter);
  feed.close();
  assert.equal(world.timer, null);
  feed.release("unseen");
  assert.equal(feed.refresh(), undefined);
});

for (const serverAhead of [600, -600]) {
  test(`a clock that is ${serverAhead} s off from the server's does not move the range away from its figures`, async () => {
    const { feed, world } = feedOf({ serverAhead });
    await feed.show(quarter);
    const { limits, window } = feed.state;
    assert.ok(Math.abs(limits.to - (start + serverAhead)) <= 5, `${limits.to - start}`);
    assert.ok(Math.abs(window.lastTime - limits.to) <= 10);
    assert.ok(window.times[0] >= limits.from - 5);
    const asked = world.asked.length;
    await world.tick();
    await world.tick();
    assert.equal(world.asked.length, asked + 2, "the range fits and is not read anew");
    assert.ok(feed.state.window.lastTime > window.lastTime);
  });
}
