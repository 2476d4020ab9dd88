/**
 * Lets a few in at a time: a browser has six connections to a server for all of its tabs, and streams must not use them up. Who waits is let in by order, or at once
 * when it is hurried because somebody looks at it.
 */
export class Turns {
  #most;
  #inside = new Set();
  #waiting = new Map();

  constructor(most) {
    this.#most = most;
  }

  /** Resolves when `key` may go on, with what it calls when it is done. Rejects with the reason of `signal`. */
  enter(key, signal) {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.delete(key);
        reject(signal.reason);
      };
      const begin = () => {
        signal?.removeEventListener("abort", stop);
        this.#waiting.delete(key);
        this.#inside.add(key);
        resolve(() => this.#leave(key));
      };
      if (this.#inside.size < this.#most) return begin();
      this.#waiting.set(key, begin);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  /** `key`, if it waits, goes on now. */
  hurry(key) {
    this.#waiting.get(key)?.();
  }

  #leave(key) {
    this.#inside.delete(key);
    if (this.#inside.size < this.#most) this.#waiting.values().next().value?.();
  }
}
