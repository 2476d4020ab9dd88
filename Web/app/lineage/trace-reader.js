import { shallowReactive } from "../../vendor/vue.js";

const mostCalls = 200;
/** The server writes what it noted in batches: of what has only just happened it may know nothing yet. */
const againMs = 700;
const mostAgain = 5;

const systemTimer = (ms, action) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** The trace of the entity that is looked at, and the provider calls of its answer. */
export class TraceReader {
  /**
   * `readAt` is when it was read, in milliseconds since 1970. `phase` is `"idle"`, `"loading"`, `"ready"`, `"missing"` or `"failed"`. `items` and `calls` are as the server gave them; `isStale` says
   * that newer ones were asked for and did not come.
   */
  state = shallowReactive({ phase: "idle", error: null, entity: null, items: [], calls: [], readAt: 0, isStale: false });
  #client;
  #now;
  #setTimer;
  #cancelAgain = () => {};
  #again = 0;
  #answer = null;
  #abort = new AbortController();

  constructor(client, now = () => Date.now(), setTimer = systemTimer) {
    this.#client = client;
    this.#now = now;
    this.#setTimer = setTimer;
  }

  /** Reads the trace of an entity (`null` for none); `answer` is the ID of the `AM` whose calls are shown with it, or `null`. */
  show(entity, answer) {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#cancelAgain();
    this.#again = 0;
    this.#answer = answer;
    Object.assign(this.state, { phase: entity === null ? "idle" : "loading", error: null, entity, items: [], calls: [], isStale: false });
    return entity === null ? Promise.resolve() : this.#read();
  }

  /** Reads it again; what is shown stays until then. `answer` may have come meanwhile. */
  refresh(answer = this.#answer) {
    this.#answer = answer;
    return this.state.entity === null ? Promise.resolve() : this.#read();
  }

  /** Reads nothing any more. */
  close() {
    this.#cancelAgain();
    this.#abort.abort();
  }

  async #read() {
    const { signal } = this.#abort;
    try {
      const [items, ledger] = await Promise.all([
        this.#client.trace(this.state.entity, { signal }),
        this.#answer === null ? { items: [] } : this.#client.ledger({ stream: this.#answer, limit: mostCalls }, { signal }),
      ]);
      if (signal.aborted) return;
      const kept = (known, read) => (JSON.stringify(known) === JSON.stringify(read) ? known : read);
      Object.assign(this.state, { phase: "ready", error: null, items: kept(this.state.items, items), calls: kept(this.state.calls, ledger.items), readAt: this.#now(), isStale: false });
      if (items.length === 0) this.#readAgain();
    } catch (error) {
      if (signal.aborted) return;
      if (this.state.phase === "ready" && error.passing) this.state.isStale = true;
      else Object.assign(this.state, { phase: error.status === 404 ? "missing" : "failed", error });
    }
  }

  #readAgain() {
    this.#cancelAgain();
    if (this.#again >= mostAgain) return;
    this.#again += 1;
    this.#cancelAgain = this.#setTimer(againMs, () => this.#read());
  }
}
