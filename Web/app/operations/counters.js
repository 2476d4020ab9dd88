import { extentOf, knownShare, lastKnown, meanOf, seriesKey, totalOf } from "./series-window.js";
import { formatChange, formatValue } from "./units.js";

const recentSeconds = 60;
const hourSeconds = 3_600;
/** Two ranges are compared only where this much of both was watched. */
const comparableShare = 0.9;

const httpErrors = seriesKey("errors_per_second", { source: "http" });
const runErrors = seriesKey("errors_per_second", { source: "stream" });
const readers = ["sse", "websocket"].map((transport) => seriesKey("open_readers", { transport }));
const hints = Object.freeze({
  streams: "That have not ended, and who reads them",
  tokens: "Booked when an answer ends: the mean of the last minute; events are what is being said now",
  requests: "HTTP requests: the mean of the last minute",
  errors: "Answers of 500 and above and failed runs in this range, and how many a second now",
  resumes: "Reads that began at a cursor in this range, and how many a second now",
  spend: "Of answers that ended in this range and have a known price",
  "first-token-p50": "Half of the answers began sooner: the newest figure, and the least and the most in this range",
  "first-token-p95": "Nineteen of twenty answers began sooner: the newest figure, and the least and the most in this range",
});
const firstToken = (quantile) => seriesKey("time_to_first_token_seconds", { quantile });

/**
 * The figures at the top, of a window watched `{now, since}`: `[{id, label, hint, value, detail, change, isWorse,
 * points}]`, words but for `points`.
 * `change` compares with the range before and is `null` where that would not be honest: where either was not watched, and for quantiles, which
 * cannot be averaged. Pure.
 */
export function countersOf({ window, before = null, watched }) {
  const level = (id, label, key, detail) => ({
    id,
    label,
    value: formatValue(lastKnown(window.values(key)), "count"),
    detail,
    change: compared(window.values(key), before?.values(key)),
    isWorse: false,
    points: window.values(key) ?? [],
  });
  const rate = (id, label, key, detail = `mean ${formatValue(meanOf(window.values(key)), "per second")}`) => ({
    id,
    label,
    value: formatValue(recentMean(window, window.values(key)), "per second"),
    detail,
    change: compared(window.values(key), before?.values(key)),
    isWorse: false,
    points: window.values(key) ?? [],
  });
  const count = (id, label, keys, isBad) => {
    const all = together(keys.map((key) => window.values(key)));
    const total = totalOf(together(keys.map((key) => window.counts(key, watched))));
    const isComparable = before !== null && isWatched(all) && isWatched(before.values(keys[0]));
    const earlier = isComparable ? totalOf(together(keys.map((key) => before.counts(key, watched)))) : null;
    return {
      id,
      label,
      value: formatValue(total, "count"),
      detail: formatValue(recentMean(window, all), "per second"),
      change: earlier === null ? null : `${formatValue(earlier, "count")} before`,
      isWorse: isBad && earlier !== null && total > earlier,
      points: all ?? [],
    };
  };
  const quantile = (id, label, part) => {
    const values = window.values(firstToken(part));
    const extent = extentOf(values);
    return {
      id,
      label,
      value: formatValue(lastKnown(values), "seconds"),
      detail: extent === null ? "none in this range" : `${formatValue(extent.least, "seconds")} – ${formatValue(extent.most, "seconds")}`,
      change: null,
      isWorse: false,
      points: values ?? [],
    };
  };
  const open = totalOf(readers.map((key) => lastKnown(window.values(key))));
  // Tokens are booked when an answer ends; events tell what is being said meanwhile.
  const said = recentMean(window, window.values("stream_events_per_second"));
  const counters = [
    level("streams", "Open streams", "open_streams", open === null ? "" : `${formatValue(open, "count")} ${open === 1 ? "reader" : "readers"}`),
    rate("tokens", "Tokens", "tokens_per_second", said === null ? undefined : `events ${formatValue(said, "per second")}`),
    rate("requests", "Requests", "requests_per_second"),
    count("errors", "Errors", [httpErrors, runErrors], true),
    count("resumes", "Resumes", ["resumes_per_second"], false),
    spend(window, before, watched),
    quantile("first-token-p50", "First token p50", "0.5"),
    quantile("first-token-p95", "First token p95", "0.95"),
  ];
  return counters.map((counter) => ({ ...counter, hint: hints[counter.id] }));
}

/** What was spent in a window, in dollars, or `null` when nothing is known. */
export function spentIn(window, watched) {
  return totalOf(window.amounts("spend_usd_per_hour", watched, hourSeconds));
}

function spend(window, before, watched) {
  const rates = window.values("spend_usd_per_hour");
  const unpriced = totalOf(window.counts("unpriced_calls_per_second", watched)) ?? 0;
  return {
    id: "spend",
    label: "Spend",
    value: formatValue(spentIn(window, watched), "dollars"),
    detail: unpriced > 0 ? `+ ${unpriced} unpriced ${unpriced === 1 ? "call" : "calls"}` : `${formatValue(meanOf(rates), "dollars per hour")}`,
    change: compared(rates, before?.values("spend_usd_per_hour")),
    isWorse: false,
    points: rates ?? [],
  };
}

const isWatched = (values) => knownShare(values) >= comparableShare;

function compared(values, earlier) {
  return isWatched(values) && isWatched(earlier) ? formatChange(meanOf(values), meanOf(earlier)) : null;
}

/** Of the last minute, or of the last step where steps are longer. */
function recentMean(window, values) {
  return meanOf(values?.slice(-Math.max(1, Math.ceil(recentSeconds / window.step))));
}

/** The sum of several series, step by step; `null` where nothing is known of any. */
function together(series) {
  const known = series.filter((values) => values !== undefined);
  return known[0]?.map((_, index) => totalOf(known.map((values) => values[index])));
}
