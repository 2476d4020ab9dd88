import { backoffMs } from "./backoff.js";
import { ClientError } from "./client-error.js";
import { connect, eventsOf, wait } from "./stream-connection.js";
import { systemTimer } from "./system-timer.js";

const firstDelayMs = 1_000;

/**
 * Follows a generation to its end, whatever happens to the connection: `for await (const { event, cursor } of readGeneration(url)) …` with the
 * address that `StudioClient.generationEventsURL` gives. Keep `cursor` beside what the events add up to (`GenerationState`), and give it as
 * `after` to go on from there, also after a reload.
 *
 * An event may come twice and then changes nothing; a `hashmap_sync` replaces what came before. A cursor that the server no longer knows is
 * dropped: the generation is then told anew. The loop ends after `generation_complete`, after a `generation_error` that names no block, or when
 * nothing follows. It throws a `ClientError` for what waiting does not mend, and the signal's reason when it is aborted.
 *
 * Options as those of `readStream`.
 */
export async function* readGeneration(url, options = {}) {
  const { after = null, signal, gate, onWait, random = Math.random, timer = systemTimer, pause = timer } = options;
  let cursor = after;
  let baseMs = firstDelayMs;
  let failures = 0;
  for (;;) {
    let cause = null;
    let retryAfterMs = 0;
    const shut = await gate?.pass(signal);
    try {
      const connection = await connect(url, cursor, shut, options);
      if (!connection) return;
      for await (const item of eventsOf(connection)) {
        if (item.retry !== undefined) {
          baseMs = item.retry;
          continue;
        }
        const event = eventOf(item);
        failures = 0;
        if (isBefore(item.id, cursor) && event.type !== "hashmap_sync") continue;
        cursor = item.id || cursor;
        yield { event, cursor };
        if (endsGeneration(event)) return;
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (isCursorRefused(error) && cursor !== null) {
        cursor = null;
        continue;
      }
      if (error instanceof ClientError && !error.passing) throw error;
      cause = error;
      retryAfterMs = error.retryAfterMs ?? 0;
    }
    if (shut?.aborted) continue;
    const ms = Math.max(backoffMs(failures, random, { firstMs: baseMs }), retryAfterMs);
    failures += 1;
    onWait?.({ ms, cause });
    await wait(ms, pause, signal);
  }
}

/** Whether nothing follows: a block that failed leaves the others, the failure of the whole does not. */
export const endsGeneration = ({ type, block_name }) => type === "generation_complete" || (type === "generation_error" && !block_name);

const isCursorRefused = (error) => error instanceof ClientError && [400, 409, 410, 422].includes(error.status);

/** What is damaged on its way is read again from the same cursor. */
function eventOf({ type, data }) {
  try {
    const event = JSON.parse(data);
    if (typeof event !== "object" || event === null) throw new TypeError("it is no object");
    return { type, ...event };
  } catch (cause) {
    throw new ClientError("stream.malformed", `what came is no event of a generation: ${cause.message}`, { cause, passing: true });
  }
}

const position = (cursor) => /^([0-9]+)-([0-9]+)$/.exec(cursor ?? "")?.slice(1).map(Number);

function isBefore(id, cursor) {
  const [one, other] = [position(id), position(cursor)];
  if (!one || !other) return false;
  return one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
}
