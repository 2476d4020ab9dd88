import { spanEnd } from "./trace-spans.js";
import { components } from "./trace-records.js";

/**
 * One lane for each component of each pod, in the order in which a message passes them: `{component, pod, records, spans, rows}`.
 * Spans that overlap lie in rows of their own: `spans` are `{span, row}`, `rows` says how many there are, at least one. `end` is how far open
 * spans reach.
 */
export function arrangeLanes(records, spans, end = records.at(-1)?.offset ?? 0) {
  const lanes = new Map();
  for (const record of records) {
    const key = keyOf(record);
    if (!lanes.has(key)) lanes.set(key, { component: record.component, pod: record.pod, records: [], spans: [], rows: 1 });
    lanes.get(key).records.push(record);
  }
  for (const span of spans) lanes.get(keyOf(span)).spans.push({ span, row: 0 });
  for (const lane of lanes.values()) lane.rows = stack(lane.spans, end);
  return [...lanes.values()].sort((a, b) => rankOf(a.component) - rankOf(b.component));
}

const keyOf = ({ component, pod }) => `${component} ${pod}`;

function rankOf(component) {
  const at = components.indexOf(component);
  return at < 0 ? components.length : at;
}

function stack(placed, end) {
  const ends = [];
  for (const entry of placed) {
    const from = entry.span.from.offset;
    const free = ends.findIndex((at) => at <= from);
    entry.row = free < 0 ? ends.length : free;
    ends[entry.row] = spanEnd(entry.span, end);
  }
  return Math.max(1, ends.length);
}
