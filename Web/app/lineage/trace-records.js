import { microsecondsOf } from "./time-text.js";

/** The components that a message passes, in the order in which it does. */
export const components = Object.freeze(["gateway", "bus", "worker", "provider", "store"]);

const fieldForm = /([^\s=]+)=("(?:[^"\\]|\\.)*"|\S*)|\S+/g;

/**
 * The crossings of `GET /api/trace/{id}` in order of time, each with `index`, `at` (microseconds), `offset` from the first and `delta`
 * from the one before, `fields` (`[[key, value]]` of its detail), `phase`, and `isChunk`: one of many, noted for each piece of an answer.
 */
export function readTrace(items) {
  const ordered = items.map((item) => ({ item, at: microsecondsOf(item.time) })).sort((a, b) => a.at - b.at);
  const first = ordered[0]?.at ?? 0;
  return ordered.map(({ item, at }, index) => {
    const fields = readFields(item.detail);
    const named = Object.fromEntries(fields);
    return {
      index,
      at,
      offset: at - first,
      delta: index === 0 ? 0 : at - ordered[index - 1].at,
      time: item.time,
      marker: item.marker,
      component: item.component,
      id: item.id,
      frontendID: item.frontend_id ?? null,
      pod: item.pod,
      detail: item.detail,
      fields,
      phase: named.phase ?? null,
      outcome: named.outcome ?? null,
      isChunk: named.seq !== undefined && named.phase === undefined && named.outcome === undefined,
    };
  });
}

/** `key=value key="two words"` as `[[key, value]]`, as a log line writes it; a word without a key has the key `""`. */
export function readFields(detail) {
  return [...(detail ?? "").matchAll(fieldForm)].map(([whole, key, value]) => (key === undefined ? ["", whole] : [key, unquoted(value)]));
}

function unquoted(value) {
  if (!value.startsWith('"')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
