import { ref, shallowRef } from "../../vendor/vue.js";
import { readStream } from "../../client/stream-reader.js";
import { StreamState } from "../../client/stream-state.js";

/**
 * An answer that is being written. It is read to its end through every cut; `revision` rises with each change, `text` is what to show:
 * what was shown before a reload stays until the stream has caught up with it.
 */
export class LiveAnswer {
  revision = ref(0);
  /** What ended the reading early, a `ClientError`. */
  error = shallowRef(null);
  #stream = new StreamState();
  #shown;
  #options;
  #abort = new AbortController();

  /** `shown` is the text known from before; `gate` closes the connection while the page is hidden. */
  constructor({ id, shown = "", url, headers, connection, gate, read = readStream, onEnd = () => {} }) {
    this.id = id;
    this.#shown = shown;
    this.#options = { url, headers, connection, gate, read, onEnd };
  }

  /** `queued`, `streaming`, `completed`, `failed` or `cancelled`. */
  get status() {
    return this.#stream.state.status;
  }

  /** The state of PROTOCOL §2, as far as it was read. */
  get state() {
    return this.#stream.state;
  }

  get text() {
    const { text } = this.#stream.state;
    return text.length < this.#shown.length && this.#shown.startsWith(text) ? this.#shown : text;
  }

  /** Reads until the end, or until `stop`. */
  async start() {
    const { url, headers, connection, gate, read, onEnd } = this.#options;
    const source = `stream ${this.id}`;
    const options = {
      headers,
      gate,
      signal: this.#abort.signal,
      onWait: ({ ms }) => connection.waits(source, ms),
      pause: (ms, action) => connection.sleep(ms, action),
    };
    let last = null;
    try {
      for await (const event of read(url, options)) {
        connection.works(source);
        if (event.type === "stream.reset") this.#shown = "";
        this.#stream.apply(event);
        last = event;
        this.revision.value += 1;
      }
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.error.value = error;
    } finally {
      connection.works(source);
    }
    this.#shown = "";
    this.revision.value += 1;
    onEnd(last);
  }

  /** Reads no further; the answer itself goes on. */
  stop() {
    this.#abort.abort(new DOMException("the page reads this answer no longer", "AbortError"));
  }
}
