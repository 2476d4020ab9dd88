import { ClientError } from "./client-error.js";
import { systemTimer } from "./system-timer.js";

const protocol = "throughline.v1";
/** What takes longer than this to open or to answer has met a dead connection. */
const answerMs = 30_000;
/** After this much silence a ping is sent; the same again, and the connection is dead. A page never sees the pings of the protocol itself. */
const silenceMs = 20_000;

/**
 * One connection of the native WebSocket: frames out with a `ref`, their answers matched, everything else given to `onFrame`. It never
 * reconnects; `onEnd({code, error})` comes once, and then every frame that waits for its answer fails.
 */
export class FrameSocket {
  #socket;
  #timer;
  #validator;
  #onFrame;
  #onEnd;
  /** ref → {text, done, cancelLimit} */
  #pending = new Map();
  #refs = 0;
  #cancelWatch = () => {};
  #hasEnded = false;

  constructor({ url, WebSocket, timer = systemTimer, validator, onOpen, onFrame, onEnd }) {
    this.#timer = timer;
    this.#validator = validator;
    this.#onFrame = onFrame;
    this.#onEnd = onEnd;
    this.#socket = new WebSocket(url, protocol);
    this.#cancelWatch = timer(answerMs, () => this.#dead());
    this.#socket.onopen = () => {
      if (this.#hasEnded) return;
      this.#watch();
      onOpen();
    };
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, closeError(code, reason));
  }

  /**
   * Sends a frame; `done(error, answer)` is called once, before anything that came after the answer is looked at. Throws
   * `schema.violation` for a frame that is none.
   */
  send(frame, done) {
    const ref = `r${(this.#refs += 1)}`;
    const whole = { ...frame, ref };
    this.#validator?.validateFrame(whole);
    const text = JSON.stringify(whole);
    const cancelLimit = this.#timer(answerMs, () => {
      this.#settle(ref, new ClientError("network.timeout", `"${frame.type}" was not answered in ${answerMs} ms`, { passing: true }));
    });
    this.#pending.set(ref, { text, done, cancelLimit });
    this.#socket.send(text);
  }

  /** Ends the connection in good order; what waits for its answer fails with `error`. */
  close(error = closeError(1000, "")) {
    this.#end(1000, error);
  }

  #receive(data) {
    if (this.#hasEnded) return;
    this.#watch();
    let frame;
    try {
      frame = JSON.parse(data);
      if (frame?.type === "ok" || frame?.type === "error") this.#validator?.validateAnswer(frame);
      if (typeof frame?.type !== "string") throw new TypeError("it has no type");
    } catch (cause) {
      return this.#end(1002, closeError(1002, `what came is no frame: ${cause.message}`));
    }
    if (frame.type === "ok" && this.#pending.has(frame.ref)) this.#settle(frame.ref, null, frame);
    else if (frame.type === "error" && this.#pending.has(frame.ref)) this.#settle(frame.ref, frameError(frame));
    else this.#onFrame(frame);
  }

  #settle(ref, error, answer) {
    const waiting = this.#pending.get(ref);
    if (!waiting) return;
    this.#pending.delete(ref);
    waiting.cancelLimit();
    waiting.done(error, answer);
  }

  #watch() {
    this.#cancelWatch();
    this.#cancelWatch = this.#timer(silenceMs, () => {
      this.#cancelWatch = this.#timer(silenceMs, () => this.#dead());
      this.#socket.send(JSON.stringify({ type: "ping" }));
    });
  }

  /** The close event of a dead connection may take minutes: what ends here ends at once. */
  #dead() {
    this.#end(1006, closeError(1006, "it was silent"));
  }

  #end(code, error) {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#cancelWatch();
    this.#socket.close(code === 1002 ? 4002 : 1000);
    this.#onEnd({ code, error });
    // The server does not say which message was too long; the longest one was.
    const longest = code === 1009 ? Math.max(0, ...[...this.#pending.values()].map(({ text }) => text.length)) : 0;
    for (const [ref, { text }] of [...this.#pending]) this.#settle(ref, text.length < longest ? closeError(1006, "") : error);
  }
}

const passingCodes = new Set(["internal", "store.unavailable", "frame.too_many"]);

/** What an error frame says. */
export const frameError = (frame) => new ClientError(frame.code, frame.detail, { problem: frame, passing: passingCodes.has(frame.code) });

function closeError(code, reason) {
  const said = reason === "" ? "" : `: ${reason}`;
  if (code === 4401) return new ClientError("auth.refused", `the server does not know the token${said}`, { status: 401 });
  if (code === 1009) return new ClientError("frame.too_large", `the message is longer than the server takes${said}`, { status: 413 });
  return new ClientError("network.unreachable", `the connection ended (${code})${said}`, { passing: true });
}
