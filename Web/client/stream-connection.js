import { ClientError } from "./client-error.js";
import { EventStreamParser } from "./event-stream-parser.js";
import { responseError } from "./response-error.js";
import { systemTimer } from "./system-timer.js";

/** The server is never silent for longer than 15 s; three times that is a dead connection. */
const silenceMs = 45_000;

/** A connection that delivers, or `null` when nothing follows. Throws a `ClientError`; `passing` marks one that waiting may mend. */
export async function connect(url, after, shut, { signal, headers, fetch = globalThis.fetch, timer = systemTimer }) {
  const abort = new AbortController();
  const ends = [signal, shut].filter(Boolean);
  const stop = () => abort.abort();
  for (const end of ends) {
    if (end.aborted) stop();
    end.addEventListener("abort", stop, { once: true });
  }
  const close = () => {
    for (const end of ends) end.removeEventListener("abort", stop);
    abort.abort();
  };
  try {
    const target = after === null ? url : `${url}${url.includes("?") ? "&" : "?"}after=${after}`;
    const response = await fetch(target, { headers: { ...headers, accept: "text/event-stream" }, signal: abort.signal });
    if (response.status === 204) {
      close();
      return null;
    }
    if (response.status !== 200) throw await responseError(response);
    if (!/^text\/event-stream\b/i.test(response.headers.get("content-type") ?? "")) {
      throw new ClientError("stream.not_events", `${target} answered with another type than text/event-stream`, { status: 200 });
    }
    return { reader: response.body.getReader(), timer, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** What a connection brings: `{type, data, id}` or `{retry}`, until it ends or breaks; silence of 45 s is a break. */
export async function* eventsOf({ reader, timer, close }) {
  const parser = new EventStreamParser();
  let silence = null;
  try {
    for (;;) {
      silence = timer(silenceMs, close);
      const { done, value } = await reader.read();
      silence();
      if (done) return;
      yield* parser.push(value);
    }
  } finally {
    silence?.();
    close();
  }
}

/** Resolves after `ms`; rejects with the reason of `signal`. */
export function wait(ms, timer, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = timer(ms, () => {
      signal?.removeEventListener("abort", stop);
      resolve();
    });
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
