import { systemTimer } from "./system-timer.js";

const patienceMs = 60_000;

/**
 * Open while somebody looks at the page, and a minute longer: browsers allow six HTTP/1.1 connections to one server for all tabs
 * together, and tabs that nobody sees must not use them up. Give one gate to all `readStream` of a page.
 *
 * `document` is what tells `visibilitychange` and `hidden`; `patienceMs` how long a hidden page stays connected.
 */
export class VisibilityGate {
  #document;
  #timer;
  #patienceMs;
  #cancelShut = () => {};
  /** Aborts when the gate shuts; `null` while it is shut. */
  #open = new AbortController();
  #waiting = new Set();
  #changed = () => (this.#document.hidden ? this.#hidden() : this.#shown());

  constructor({ document = globalThis.document, timer = systemTimer, patienceMs: ms = patienceMs } = {}) {
    this.#document = document;
    this.#timer = timer;
    this.#patienceMs = ms;
    document.addEventListener("visibilitychange", this.#changed);
    if (document.hidden) this.#hidden();
  }

  /** Resolves when the gate is open, with a signal that aborts when it shuts. Rejects with the reason of `signal`. */
  async pass(signal) {
    signal?.throwIfAborted();
    if (this.#open) return this.#open.signal;
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener("abort", leave);
        resolve(this.#open.signal);
      };
      const leave = () => {
        this.#waiting.delete(enter);
        reject(signal.reason);
      };
      this.#waiting.add(enter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Listens no longer, and stays open. */
  close() {
    this.#document.removeEventListener("visibilitychange", this.#changed);
    this.#shown();
  }

  #hidden() {
    this.#cancelShut();
    this.#cancelShut = this.#timer(this.#patienceMs, () => {
      const open = this.#open;
      this.#open = null;
      open?.abort();
    });
  }

  #shown() {
    this.#cancelShut();
    this.#open ??= new AbortController();
    for (const enter of this.#waiting) enter();
    this.#waiting.clear();
  }
}
