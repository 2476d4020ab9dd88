/**
 * The stretches of time between crossings that belong together, in order of their beginning:
 * `{component, pod, id, from, first, to, until}`. `from` and `to` are records; `first` is the provider's first token.
 *
 * A marker says which way something went through the component's boundary. A message is in the gateway and with the worker from ENTRY
 * to EXIT; it is on the bus and at the provider from EXIT (handed over) to ENTRY (come back). A stretch whose end was not noted has
 * `to` `null`; it reaches to `until` (microseconds of offset), where another worker took over, or to the end of the trace (`null`).
 */
export function pairSpans(records) {
  const spans = [];
  const open = new Map();
  const begin = (key, record) => {
    const span = { component: record.component, pod: record.pod, id: record.id, from: record, first: null, to: null, until: null };
    open.set(key, span);
    spans.push(span);
  };
  const end = (key, record) => {
    const span = open.get(key);
    if (span) span.to = record;
    open.delete(key);
  };

  for (const record of records) {
    if (record.isChunk) continue;
    const key = `${record.component} ${record.id}`;
    const isHandedOver = record.marker === "EXIT";
    switch (record.component) {
      case "gateway":
        if (record.marker === "ENTRY" && record.phase === null) begin(key, record);
        else if (isHandedOver) end(key, record);
        break;
      case "worker":
        if (record.marker === "ENTRY") {
          takeOver(open, record);
          begin(key, record);
        } else if (isHandedOver) end(key, record);
        break;
      case "bus":
        if (record.marker === "ENTRY") end(key, record);
        else if (!open.has(key)) begin(key, record);
        break;
      case "provider":
        if (isHandedOver) begin(key, record);
        else if (record.phase === "first" && open.has(key)) open.get(key).first = record;
        else if (record.marker === "ENTRY") end(key, record);
        break;
    }
  }
  return spans;
}

/** How long a span lasted, in microseconds; up to `end` of the trace when its own end was not noted. */
export const spanLength = (span, end) => spanEnd(span, end) - span.from.offset;

/** Where a span ends, in microseconds after the first record. */
export const spanEnd = (span, end) => span.to?.offset ?? span.until ?? end;

/** A worker that comes for what another one has ends what that one was doing, without a word of it. */
function takeOver(open, record) {
  for (const component of ["worker", "provider"]) {
    const key = `${component} ${record.id}`;
    const span = open.get(key);
    if (span) span.until = record.offset;
    open.delete(key);
  }
}
