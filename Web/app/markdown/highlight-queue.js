/** Loading the grammars may take long on a busy machine; it happens once. */
const loadMilliseconds = 10_000;
const mostFailures = 3;

/**
 * Gives texts to a worker, one after another. One that takes longer than `limit` milliseconds ends with `null`, its worker is killed and the next text
 * gets a new one. Ports: `createWorker()` with `postMessage`, `terminate`, `onmessage`, `onerror`; `timer.set(run, milliseconds)` and `timer.clear(handle)`.
 */
export class HighlightQueue {
  #createWorker;
  #timer;
  #limit;
  #waiting = [];
  #job = null;
  #worker = null;
  #ready = false;
  #handle = null;
  #failures = 0;
  #count = 0;

  constructor({ createWorker, timer, limit }) {
    this.#createWorker = createWorker;
    this.#timer = timer;
    this.#limit = limit;
  }

  /** The worker's markup for `code`, or `null`. */
  run(code, language) {
    return new Promise((resolve) => {
      this.#waiting.push({ id: (this.#count += 1), code, language, resolve });
      this.#next();
    });
  }

  #next() {
    if (this.#job || this.#waiting.length === 0) return;
    if (this.#failures >= mostFailures) return this.#waiting.splice(0).forEach(({ resolve }) => resolve(null));
    this.#job = this.#waiting.shift();
    if (!this.#worker) this.#start();
    else this.#post();
  }

  #start() {
    let worker;
    try {
      worker = this.#createWorker();
    } catch {
      this.#failures = mostFailures;
      return this.#finish(null);
    }
    this.#worker = worker;
    this.#ready = false;
    worker.onmessage = ({ data }) => this.#take(worker, data);
    worker.onerror = () => this.#worker === worker && this.#replace();
    this.#handle = this.#timer.set(() => this.#replace(), loadMilliseconds);
  }

  #post() {
    const { id, code, language } = this.#job;
    this.#handle = this.#timer.set(() => this.#replace(), this.#limit);
    this.#worker.postMessage({ id, code, language });
  }

  #take(worker, data) {
    if (worker !== this.#worker) return;
    if (data.ready) {
      this.#ready = true;
      this.#failures = 0;
      this.#timer.clear(this.#handle);
      this.#post();
    } else if (data.id === this.#job?.id) {
      this.#timer.clear(this.#handle);
      this.#finish(data.markup);
    }
  }

  #replace() {
    this.#timer.clear(this.#handle);
    this.#worker.terminate();
    this.#worker = null;
    if (!this.#ready) this.#failures += 1;
    this.#finish(null);
  }

  #finish(markup) {
    const { resolve } = this.#job;
    this.#job = null;
    resolve(markup);
    this.#next();
  }
}
