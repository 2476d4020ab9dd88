import assert from "node:assert/strict";
import { test } from "node:test";
import { countersOf, spentIn } from "../counters.js";
import { SeriesWindow } from "../series-window.js";
import { answerOf } from "./answers.js";

const from = 1_795_176_000;
const watched = { now: from + 60, since: null };
const windowOf = (series, options) => SeriesWindow.of(answerOf({ series, ...options }));
const six = (value) => Array(6).fill(value);
const counter = (id, series, earlier) => countersOf({ window: windowOf(series), before: earlier ? windowOf(earlier, { from: from - 60 }) : null, watched }).find((one) => one.id === id);

test("a level is the newest that is known, compared in the mean", () => {
  const { value, detail, change } = counter("streams", { open_streams: [2, 2, 2, 2, 2, 8], "open_readers{transport=sse}": six(3), "open_readers{transport=websocket}": six(1) }, { open_streams: six(2) });
  assert.deepEqual([value, detail, change], ["8", "4 readers", "+50 %"]);
});

test("a rate is that of the last minute beside the mean", () => {
  const { value, detail } = counter("tokens", { tokens_per_second: [null, ...Array(6).fill(10), ...six(20)] });
  assert.deepEqual([value, detail], ["20/s", "mean 15/s"]);
});

test("errors of both sources are counted, and more than before is worse", () => {
  const series = (http, stream) => ({ "errors_per_second{source=http}": [...six(0).slice(1), http], "errors_per_second{source=stream}": [stream, ...six(0).slice(1)] });
  const worse = counter("errors", series(0.1, 0.2), series(0, 0.1));
  assert.deepEqual([worse.value, worse.change, worse.isWorse], ["3", "1 before", true]);
  const better = counter("errors", series(0, 0), series(0.1, 0));
  assert.deepEqual([better.value, better.change, better.isWorse], ["0", "1 before", false]);
});

test("nothing is compared with a time that was not watched", () => {
  assert.equal(counter("requests", { requests_per_second: six(4) }, { requests_per_second: [null, 1, 1, 1, 1, 1] }).change, null);
  assert.equal(counter("requests", { requests_per_second: [null, 1, 1, 1, 1, 1] }, { requests_per_second: six(4) }).change, null);
  assert.equal(counter("resumes", { resumes_per_second: six(4) }).change, null);
});

test("spend is what was booked over the watched time, with what has no price", () => {
  const series = { spend_usd_per_hour: six(36), unpriced_calls_per_second: [0.1, 0, 0, 0, 0, 0] };
  const { value, detail } = counter("spend", series);
  assert.deepEqual([value, detail], ["$0.60", "+ 1 unpriced call"]);
  assert.ok(Math.abs(spentIn(windowOf(series), watched) - 0.6) < 1e-9);
});

test("quantiles are the newest that were observed, with their extent, and never compared", () => {
  const key = "time_to_first_token_seconds{quantile=0.95}";
  const { value, detail, change } = counter("first-token-p95", { [key]: [0.2, null, 0.9, 0.4, null, null] }, { [key]: six(0.1) });
  assert.deepEqual([value, detail, change], ["400 ms", "200 ms – 900 ms", null]);
  assert.equal(counter("first-token-p50", { open_streams: [1] }).detail, "none in this range");
});

test("a server that has none of the series gives dashes", () => {
  for (const { value } of countersOf({ window: windowOf({ other: [1] }), watched })) assert.equal(value, "–");
});
