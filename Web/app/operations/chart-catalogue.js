import { extentOf, lastKnown, meanOf, seriesKey, totalOf } from "./series-window.js";
import { formatValue } from "./units.js";

const hourSeconds = 3_600;
const mostBars = 75;
const barSteps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];
const quantiles = (name) => [
  { key: seriesKey(name, { quantile: "0.5" }), label: "p50", colour: 1 },
  { key: seriesKey(name, { quantile: "0.95" }), label: "p95", colour: 2 },
];

/**
 * The charts, in the order in which they are read. `form` is `"line"`, `"level"` (a filled line) or `"bars"` (upon each other, so many steps in one that it can be
 * seen); `hint` says what is measured; `measure` says how values come from a series: as they are, `"count"` from a rate a second, `"running"` from dollars an hour.
 */
export const charts = Object.freeze([
  { id: "first-token", title: "Time to first token", hint: "From the accepted message to the first token, waiting for its turn in the chat included.", unit: "seconds", form: "line", lines: quantiles("time_to_first_token_seconds") },
  { id: "answer", title: "Time to whole answer", hint: "From the accepted message to the commit of its answer, of answers that completed.", unit: "seconds", form: "line", lines: quantiles("answer_duration_seconds") },
  {
    id: "tokens",
    title: "Tokens and events",
    hint: "Tokens are booked when an answer ends, reasoning included; events are what is being said as it comes.",
    unit: "per second",
    form: "line",
    lines: [
      { key: "tokens_per_second", label: "tokens", colour: 1 },
      { key: "stream_events_per_second", label: "events", colour: 3 },
    ],
  },
  {
    id: "streams",
    title: "Streams and readers",
    hint: "Streams that have not ended, who reads them, and all connections of clients.",
    unit: "count",
    form: "line",
    lines: [
      { key: "open_streams", label: "streams", colour: 1 },
      { key: seriesKey("open_readers", { transport: "sse" }), label: "SSE", colour: 3 },
      { key: seriesKey("open_readers", { transport: "websocket" }), label: "WS", colour: 4 },
      { key: "connections", label: "clients", colour: 5 },
    ],
  },
  {
    id: "resumes",
    title: "Resumes and syncs",
    hint: "Resumes are reads that began at a cursor; a sync gives a reader the whole state instead of events.",
    unit: "count",
    form: "bars",
    measure: "count",
    lines: [
      { key: "resumes_per_second", label: "resumes", colour: 1 },
      { key: "stream_syncs_per_second", label: "syncs", colour: 3 },
    ],
  },
  {
    id: "errors",
    title: "Errors",
    hint: "HTTP answers of 500 and above, failed runs, and failed calls to providers, retried ones included.",
    unit: "count",
    form: "bars",
    measure: "count",
    lines: [
      { key: seriesKey("errors_per_second", { source: "http" }), label: "HTTP 5xx", colour: 2 },
      { key: seriesKey("errors_per_second", { source: "stream" }), label: "runs", colour: 4 },
      { key: "provider_errors_per_second", label: "provider", colour: 5 },
    ],
  },
  { id: "spend", title: "Spend per hour", hint: "Booked when each answer ends; what has no known price is not in it.", unit: "dollars per hour", form: "bars", lines: [{ key: "spend_usd_per_hour", label: "spend", colour: 1 }] },
  { id: "spend-total", title: "Spend, running total", hint: "What came together since the beginning of the range, of calls with a known price.", unit: "dollars", form: "level", measure: "running", lines: [{ key: "spend_usd_per_hour", label: "total", colour: 1 }] },
  { id: "requests", title: "Requests", hint: "HTTP requests whose answer ended, of every route.", unit: "per second", form: "level", lines: [{ key: "requests_per_second", label: "requests", colour: 3 }] },
  { id: "accept", title: "Time to durable commit", hint: "From a message that was read to its durable commit.", unit: "seconds", form: "line", lines: quantiles("accept_to_commit_seconds") },
  { id: "memory", title: "Memory", hint: "Resident memory of the process.", unit: "bytes", form: "level", lines: [{ key: "resident_bytes", label: "resident", colour: 3 }] },
  { id: "processor", title: "CPU, of one core", hint: "Processor time of the process; 100 % is one core.", unit: "cores", form: "level", lines: [{ key: "cpu_cores", label: "used", colour: 3 }] },
]);

/**
 * What a chart shows of a window watched `{now, since}`: `{chart, times, step, lines: [{key, label, colour, values}]}`, without the lines that the
 * server does not have. Pure.
 */
export function chartPanel(chart, window, watched) {
  const lines = chart.lines.flatMap((line) => {
    const values = measured(chart.measure, line.key, window, watched);
    return values === undefined ? [] : [{ ...line, values }];
  });
  if (chart.form !== "bars") return { chart, times: window.times, step: window.step, lines };
  const { step, times, groups } = grouped(window);
  const figure = chart.measure === "count" ? totalOf : meanOf;
  return { chart, times, step, lines: lines.map((line) => ({ ...line, values: groups.map(([start, end]) => figure(line.values.slice(start, end))) })) };
}

/** A chart in one sentence for whoever does not see it. Pure. */
export function chartSummary(chart, lines) {
  const known = lines.flatMap(({ label, values }) => {
    const extent = extentOf(values);
    if (extent === null) return [];
    const [last, least, most] = [lastKnown(values), extent.least, extent.most].map((value) => formatValue(value, chart.unit));
    return [`${label} ${last} at last, between ${least} and ${most}`];
  });
  return known.length === 0 ? "Nothing is known of this range." : `${known.join("; ")}.`;
}

/** What a line comes to over the range: `{last, least, mean, most, total}`, `total` only of counts. Pure. */
export function lineFigures(chart, { values }) {
  const extent = extentOf(values);
  return { last: lastKnown(values), least: extent?.least ?? null, mean: meanOf(values), most: extent?.most ?? null, total: chart.measure === "count" ? totalOf(values) : null };
}

/** Several steps in one, at whole multiples of theirs, so that a bar keeps its steps when the window moves on. */
function grouped(window) {
  const span = window.times.length * window.step;
  const step = barSteps.find((seconds) => seconds % window.step === 0 && span / seconds <= mostBars) ?? window.step;
  const times = [];
  const groups = [];
  window.times.forEach((time, index) => {
    const start = Math.floor(time / step) * step;
    if (times.at(-1) !== start) {
      times.push(start);
      groups.push([index, index]);
    }
    groups.at(-1)[1] = index + 1;
  });
  return { step, times, groups };
}

function measured(measure, key, window, watched) {
  if (measure === "count") return window.counts(key, watched);
  if (measure !== "running") return window.values(key);
  let total = 0;
  return window.amounts(key, watched, hourSeconds)?.map((dollars) => (dollars === null ? null : (total += dollars)));
}
