process.env.TZ = "UTC";
import assert from "node:assert/strict";
import { test } from "node:test";
import { chartPanel, charts, chartSummary, lineFigures } from "../chart-catalogue.js";
import { chartCSV } from "../chart-data.js";
import { chartOption } from "../chart-option.js";
import { SeriesWindow } from "../series-window.js";
import { sparkline } from "../sparkline.js";
import { answerOf } from "./answers.js";

const from = 1_795_176_000;
const watched = { now: from + 100_000, since: null };
const chart = (id) => charts.find((one) => one.id === id);
const panel = (id, series, options) => chartPanel(chart(id), SeriesWindow.of(answerOf({ series, ...options })), watched);
const theme = { series: ["#1", "#2", "#3", "#4", "#5"], grid: "#6", ink: "#7", tick: "#8", line: "#9", surface: "#0", font: "Inter", fontSize: 11 };
const drawn = ({ chart, times, step, lines }) => chartOption({ chart, times, step, lines, limits: { from, to: from + 60 }, theme, width: 364, height: 150 });

test("every chart has an ID of its own and lines that can be told apart", () => {
  assert.equal(new Set(charts.map(({ id }) => id)).size, charts.length);
  for (const { lines } of charts) assert.equal(new Set(lines.map(({ colour }) => colour)).size, lines.length);
});

test("lines that the server does not have are left out", () => {
  assert.deepEqual(panel("tokens", { tokens_per_second: [1, 2] }).lines.map(({ label }) => label), ["tokens"]);
  assert.deepEqual(panel("memory", { tokens_per_second: [1, 2] }).lines, []);
});

test("what is counted comes in bars of whole steps that stay when the window moves on", () => {
  const values = Array.from({ length: 360 }, (_, index) => (index % 6 === 0 ? 0.1 : 0));
  const { times, step, lines } = panel("resumes", { resumes_per_second: values }, { from: from + 10 });
  assert.equal(step, 60);
  assert.equal(times[0], Math.floor((from + 10) / 60) * 60);
  assert.equal(times[1] - times[0], 60);
  assert.equal(lines[0].values.reduce((sum, value) => sum + value, 0), 60);
});

test("a bar of which nothing was watched is not known", () => {
  const { lines } = panel("resumes", { resumes_per_second: [null, null, 0.1, 0.1] });
  assert.deepEqual(lines[0].values, [null, null, 1, 1]);
});

test("spend runs up over the range and leaves gaps where nobody watched", () => {
  const { lines } = panel("spend-total", { spend_usd_per_hour: [360, null, 720] });
  assert.deepEqual(lines[0].values, [1, null, 3]);
});

test("a chart is told in a sentence and in figures", () => {
  const shown = panel("first-token", { "time_to_first_token_seconds{quantile=0.5}": [0.2, null, 0.4], "time_to_first_token_seconds{quantile=0.95}": [null, null, null] });
  assert.equal(chartSummary(shown.chart, shown.lines), "p50 400 ms at last, between 200 ms and 400 ms.");
  assert.equal(chartSummary(shown.chart, shown.lines.slice(1)), "Nothing is known of this range.");
  const figures = lineFigures(shown.chart, shown.lines[0]);
  assert.deepEqual({ ...figures, mean: figures.mean.toFixed(3) }, { last: 0.4, least: 0.2, mean: "0.300", most: 0.4, total: null });
});

test("nothing moves, nulls stay gaps, and a point alone is a dot", () => {
  const option = drawn(panel("first-token", { "time_to_first_token_seconds{quantile=0.5}": [0.2, 0.3, null, 0.4, null] }));
  assert.equal(option.animation, false);
  const [{ data, connectNulls, silent }] = option.series;
  assert.equal(connectNulls, false);
  assert.equal(silent, true);
  assert.deepEqual(data[0], [from * 1_000, 0.2]);
  assert.deepEqual(data[2], [(from + 20) * 1_000, null]);
  assert.equal(data[3].symbol, "circle");
});

test("bars stand upon each other in the middle of their steps", () => {
  const option = drawn(panel("errors", { "errors_per_second{source=http}": [0.1, 0], "provider_errors_per_second": [0, 0.2] }));
  assert.deepEqual(option.series.map(({ type, stack }) => [type, stack]), [["bar", "all"], ["bar", "all"]]);
  assert.deepEqual(option.series[0].data, [[(from + 5) * 1_000, 1], [(from + 15) * 1_000, 0]]);
  assert.equal(option.yAxis.max, null);
});

test("an axis along which nothing happened says only nought", () => {
  const { yAxis } = drawn(panel("errors", { "errors_per_second{source=http}": [0, null] }));
  assert.deepEqual([yAxis.max, yAxis.interval, yAxis.axisLabel.formatter(0), yAxis.axisLabel.formatter(1)], [1, 1, "0", ""]);
});

test("a table leaves a field empty where nothing is known", () => {
  const { chart, times, lines } = panel("tokens", { tokens_per_second: [1.5, null], stream_events_per_second: [0, 2] });
  assert.equal(chartCSV(chart, times, lines), "time,tokens (per second),events (per second)\r\n2026-11-20T12:00:00.000Z,1.5,0\r\n2026-11-20T12:00:10.000Z,,2\r\n");
});

test("a small line has gaps where nothing is known", () => {
  assert.deepEqual(sparkline([0, 2, null, 1], { height: 12 }), { line: "M0 11L33.33 1", dots: "M100 6h0.01" });
  assert.deepEqual(sparkline([null, null]), { line: "", dots: "" });
  assert.equal(sparkline(Array(400).fill(3)).line.match(/[ML]/g).length, 40);
});
