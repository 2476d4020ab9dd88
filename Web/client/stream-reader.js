import { backoffMs } from "./backoff.js";
import { ClientError } from "./client-error.js";
import { connect, eventsOf, wait } from "./stream-connection.js";
import { StreamCursor, terminalTypes } from "./stream-cursor.js";
import { systemTimer } from "./system-timer.js";

const firstDelayMs = 1_000;

/**
 * Reads one stream to its end, whatever happens to the connection: `for await (const event of readStream(url)) …`
 *
 * Each event comes once and in order, or a `stream.sync` that replaces what came before (`StreamState` does that). The loop ends
 * after the stream's last event, or when the server says that nothing follows (204). It throws a `ClientError` for what
 * waiting does not mend (an unknown stream, a refused cursor), and the signal's reason when it is aborted.
 *
 * With `validate(event)` (`eventValidation`, or a `SchemaValidator`'s `validateEvent`), which throws or rejects for what is wrong, no event is
 * given out that its schema forbids. Such an event, or one that is no event at all, is `stream.malformed`: a damaged connection is the
 * likelier reason, so it is read once more from the same cursor; when it comes wrong again, the loop throws. What `validate` could not
 * find out because of an error that passes is waited out.
 *
 * With a `gate` (`VisibilityGate`, or anything with `pass(signal)`) it connects only while the gate is open: `pass` resolves then, with an
 * `AbortSignal` that aborts when the gate shuts. The connection is then given up, and the reading goes on from its cursor when the gate
 * opens again: nothing is missing, and it is no error.
 *
 * Options: `after` (cursor to go on from), `signal`, `headers`, `validate`, `gate`, `onWait({ms, cause})` before each wait; `fetch`,
 * `random` and `timer(ms, action) → cancel` stand for the world, and `pause` for the timer that waits between two connections, so that a
 * page can cut it short when the network returns.
 */
export async function* readStream(url, options = {}) {
  const { after = null, signal, validate, gate, onWait, random = Math.random, timer = systemTimer, pause = timer } = options;
  const cursor = new StreamCursor(after);
  /** The cursor after which something malformed came; nothing has been taken since. */
  let malformedAfter = undefined;
  let baseMs = firstDelayMs;
  let failures = 0;
  for (;;) {
    let cause = null;
    let retryAfterMs = 0;
    const shut = await gate?.pass(signal);
    try {
      const connection = await connect(url, cursor.value, shut, options);
      if (!connection) return;
      for await (const item of eventsOf(connection)) {
        if (item.retry !== undefined) {
          baseMs = item.retry;
          continue;
        }
        const event = await eventOf(item.data, validate);
        const verdict = cursor.accept(event);
        if (verdict === "gap") break;
        if (verdict === "duplicate") continue;
        failures = 0;
        malformedAfter = undefined;
        yield event;
        if (terminalTypes.includes(event.type)) return;
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (error.code === "stream.malformed" && malformedAfter !== cursor.value) malformedAfter = cursor.value;
      else if (error instanceof ClientError && !error.passing) throw error;
      cause = error;
      retryAfterMs = error.retryAfterMs ?? 0;
    }
    cursor.disconnected();
    if (shut?.aborted) continue;
    const ms = Math.max(backoffMs(failures, random, { firstMs: baseMs }), retryAfterMs);
    failures += 1;
    onWait?.({ ms, cause });
    await wait(ms, pause, signal);
  }
}

async function eventOf(data, validate) {
  try {
    const event = JSON.parse(data);
    if (typeof event !== "object" || event === null) throw new TypeError("it is no object");
    await validate?.(event);
    return event;
  } catch (cause) {
    if (cause.passing) throw cause;
    throw new ClientError("stream.malformed", `what came is no event of a stream: ${cause.message}`, { cause });
  }
}
