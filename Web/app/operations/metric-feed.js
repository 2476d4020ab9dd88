import { shallowReactive } from "../../vendor/vue.js";
import { processFacts } from "./process-facts.js";
import { rowSeconds, SeriesWindow } from "./series-window.js";
import { isLast, limitsBefore, limitsOf } from "./time-range.js";

const slowestTickSeconds = 60;
/** A row is there shortly after its step has ended. */
const rowReadyMs = 400;
const longestRetryMs = 60_000;
const readinessSeconds = 15;
/** Clocks that differ by less are not told apart. */
const toleratedSeconds = 5;
const factsSeconds = 300;
/** The range before is asked for in about so many steps. */
const earlierSteps = 60;

/**
 * The server's figures over a range, kept up to date. `state` is `{phase: "loading"|"ready"|"failed", window, earlier, limits, updatedAt, failure,
 * retryAt, readiness, facts}`: `window` and `earlier` (the range before, or `null`) are `SeriesWindow`s, times are seconds since 1970. After a
 * failure the last figures stay, with `failure` as the reason, until an attempt gets through.
 *
 * A range that ends now moves on by small answers, as often as its steps allow. While anybody holds it, nothing is asked.
 * `now` (seconds), `setTimer(ms, action) → cancel` and `random` stand for the world.
 */
export class MetricFeed {
  state = shallowReactive({ phase: "loading", window: null, earlier: null, limits: null, updatedAt: null, failure: null, retryAt: null, readiness: null, facts: null });
  #client;
  #now;
  #setTimer;
  #random;
  #range = null;
  #isLive = true;
  #holds = new Set();
  #abort = new AbortController();
  #cancelTick = () => {};
  #dueAt = 0;
  #failures = 0;
  #skew = 0;
  #earlierAt = 0;
  #readinessAt = 0;
  #factsAt = 0;

  constructor({ client, now = () => Date.now() / 1_000, setTimer = browserTimer, random = Math.random }) {
    this.#client = client;
    this.#now = now;
    this.#setTimer = setTimer;
    this.#random = random;
  }

  /** Shows another range. The figures of the old one stay until the new ones have come. */
  show(range) {
    this.#range = range;
    this.#earlierAt = 0;
    return this.#begin({ isWhole: true });
  }

  /** Whether a range that ends now moves on. */
  setLive(isLive) {
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    if (isLive) this.refresh();
  }

  /** Nothing is asked until `release` of the same reason. */
  hold(reason) {
    this.#holds.add(reason);
    this.#cancelTick();
  }

  /** What became due meanwhile is asked at once. */
  release(reason) {
    if (!this.#holds.delete(reason) || this.#holds.size > 0 || this.#range === null) return;
    this.#schedule();
  }

  /** Asks now, whatever is due. */
  refresh() {
    if (this.#range === null) return;
    this.#readinessAt = 0;
    return this.#begin({ isWhole: this.state.window === null || this.state.failure !== null });
  }

  /** The end: nothing is asked any more. */
  close() {
    this.#range = null;
    this.#cancelTick();
    this.#abort.abort();
  }

  async #begin({ isWhole }) {
    this.#cancelTick();
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      if (isWhole) await this.#readWhole(signal);
      else if (this.#isMoving) await this.#readNewest(signal);
      await this.#readBeside(signal);
      this.#failures = 0;
      Object.assign(this.state, { phase: "ready", failure: null, retryAt: null });
      this.#dueAt = this.#now() + this.#tickMs() / 1_000;
    } catch (error) {
      if (signal.aborted) return;
      this.#failures += 1;
      const seconds = (Math.min(longestRetryMs, rowSeconds * 1_000 * 2 ** (this.#failures - 1)) / 1_000) * (0.75 + this.#random() / 4);
      this.#dueAt = this.#now() + seconds;
      Object.assign(this.state, { phase: this.state.window === null ? "failed" : "ready", failure: error, retryAt: this.#dueAt });
    }
    this.#schedule();
  }

  #schedule() {
    this.#cancelTick();
    if (this.#holds.size > 0) return;
    const isWhole = this.state.failure !== null;
    this.#cancelTick = this.#setTimer(Math.max(0, (this.#dueAt - this.#now()) * 1_000), () => this.#begin({ isWhole }));
  }

  get #isMoving() {
    return this.#isLive && isLast(this.#range);
  }

  /** Until just after the next whole step, counted in rows where steps are long. */
  #tickMs() {
    const seconds = this.#isMoving ? Math.min(slowestTickSeconds, Math.max(rowSeconds, this.state.window.step)) : readinessSeconds;
    const ms = seconds * 1_000;
    return ms - ((this.#serverNow * 1_000) % ms) + rowReadyMs;
  }

  /** The server's time, in which its figures are. */
  get #serverNow() {
    return this.#now() + this.#skew;
  }

  async #readWhole(signal) {
    const limits = limitsOf(this.#range, this.#serverNow);
    const ends = isLast(this.#range) ? {} : { to: Math.floor(limits.to) };
    const answer = await this.#client.metricSeries({ from: Math.floor(limits.from), ...ends }, { signal });
    if (isLast(this.#range) && this.#correctClock(answer)) return this.#readWhole(signal);
    this.#take(SeriesWindow.of(answer), limits, this.#serverNow);
  }

  /** An answer up to now tells the server's time to a step. Whether this machine's clock was further off than that. */
  #correctClock({ to, step_seconds: step }) {
    const end = Date.parse(to) / 1_000;
    const ahead = this.#serverNow - end;
    if (ahead <= toleratedSeconds && ahead >= -step - toleratedSeconds) return false;
    this.#skew += end - step / 2 - this.#serverNow;
    return true;
  }

  async #readNewest(signal) {
    const { window } = this.state;
    const limits = limitsOf(this.#range, this.#serverNow);
    if (window.lastTime === null || window.lastTime < limits.from) return this.#readWhole(signal);
    const tail = SeriesWindow.of(await this.#client.metricSeries({ from: Math.max(Math.floor(limits.from), window.lastTime - window.step), step: window.step }, { signal }));
    const joined = window.followedBy(tail, limits.from);
    if (joined === null) return this.#readWhole(signal);
    this.#take(joined, limits, this.#serverNow);
  }

  #take(window, limits, now) {
    Object.assign(this.state, { window, limits, updatedAt: now, phase: "ready" });
  }

  /** What changes slowly, each in its own time. */
  async #readBeside(signal) {
    const now = this.#now();
    const { window, limits } = this.state;
    const reads = [];
    if (now - this.#readinessAt >= readinessSeconds - 1) {
      this.#readinessAt = now;
      reads.push(this.#client.readiness({ signal }).then((readiness) => (this.state.readiness = readiness)));
    }
    if (this.state.failure !== null || now - this.#factsAt >= factsSeconds) {
      this.#factsAt = now;
      reads.push(this.#client.metrics({ signal }).then((text) => (this.state.facts = processFacts(text))));
    }
    if (this.#earlierAt === 0 || (this.#isMoving && now - this.#earlierAt >= Math.max(slowestTickSeconds, window.step))) {
      if (this.#earlierAt === 0) this.state.earlier = null;
      this.#earlierAt = now;
      reads.push(this.#readEarlier(limits, signal));
    }
    await Promise.all(reads);
  }

  async #readEarlier(limits, signal) {
    const { from, to } = limitsBefore(limits);
    const step = Math.max(rowSeconds, Math.ceil((to - from) / earlierSteps / rowSeconds) * rowSeconds);
    try {
      const earlier = SeriesWindow.of(await this.#client.metricSeries({ from: Math.floor(from), to: Math.floor(to), step }, { signal }));
      // The server keeps fourteen days: an answer that begins later is not the range before.
      this.state.earlier = earlier.times.length > 0 && earlier.times[0] <= from + earlier.step ? earlier : null;
    } catch (error) {
      if (error.passing !== false || signal.aborted) throw error;
      this.state.earlier = null;
    }
  }
}

function browserTimer(ms, action) {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
