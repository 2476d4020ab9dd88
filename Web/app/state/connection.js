import { computed, reactive } from "../../vendor/vue.js";

/**
 * Whether the page reaches its server. Whoever waits for a new attempt says so with `waits`, whoever got through with `works`;
 * the indicator shows the sum: `"live"`, `"reconnecting"` (until `retryAt`, milliseconds of `now`) or `"offline"`.
 */
export class Connection {
  #waiting = reactive(new Map());
  #state = reactive({ isOnline: true });
  #sleepers = new Set();
  #now;
  #setTimer;

  constructor({ isOnline = true, now = () => Date.now(), setTimer = (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  } } = {}) {
    this.#state.isOnline = isOnline;
    this.#now = now;
    this.#setTimer = setTimer;
    this.status = computed(() => (!this.#state.isOnline ? "offline" : this.#waiting.size > 0 ? "reconnecting" : "live"));
    this.retryAt = computed(() => (this.#waiting.size > 0 ? Math.min(...this.#waiting.values()) : null));
  }

  /** `source` (any name) tries again in `ms`. */
  waits(source, ms) {
    this.#waiting.set(source, this.#now() + ms);
  }

  /** `source` got through, or waits no longer. */
  works(source) {
    this.#waiting.delete(source);
  }

  /** The browser says that there is, or is no, network. */
  setOnline(isOnline) {
    this.#state.isOnline = isOnline;
    if (isOnline) this.wake();
  }

  /** A pause that `wake` cuts short. Returns what cancels it. */
  sleep(ms, action) {
    const end = () => {
      cancel();
      action();
    };
    const stop = this.#setTimer(ms, end);
    const cancel = () => {
      stop();
      this.#sleepers.delete(end);
    };
    this.#sleepers.add(end);
    return cancel;
  }

  /** Everybody who waits tries now. */
  wake() {
    for (const end of [...this.#sleepers]) end();
  }
}
