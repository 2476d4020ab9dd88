const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const tickSteps = [5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map((count) => count * minute), ...[1, 2, 3, 6, 12].map((count) => count * hour), day, 2 * day, 7 * day];

/** The ranges that end now, from the shortest to the longest that the server keeps. */
export const lastRanges = Object.freeze([
  { key: "15m", seconds: 15 * minute, label: "Last 15 minutes", short: "15 min" },
  { key: "1h", seconds: hour, label: "Last hour", short: "1 h" },
  { key: "6h", seconds: 6 * hour, label: "Last 6 hours", short: "6 h" },
  { key: "24h", seconds: day, label: "Last 24 hours", short: "24 h" },
  { key: "7d", seconds: 7 * day, label: "Last 7 days", short: "7 d" },
  { key: "14d", seconds: 14 * day, label: "Last 14 days", short: "14 d" },
]);

/** What is shown when the address says nothing. */
export const usualRange = lastRanges[1];

/** What is shorter cannot be told from one point. */
export const shortestSeconds = 30;

/**
 * The range that an address' query asks for: one of `lastRanges`, or `{from, to}` in seconds since 1970. Times are RFC 3339 or seconds.
 * What cannot be read is the usual range. Pure.
 */
export function parseRange(query) {
  const parameters = new URLSearchParams(query);
  const last = lastRanges.find(({ key }) => key === parameters.get("range"));
  if (last) return last;
  const [from, to] = [secondsOf(parameters.get("from")), secondsOf(parameters.get("to"))];
  return from !== null && to !== null && to > from ? { from, to } : usualRange;
}

/** The query that `parseRange` reads back; empty for the usual range. Pure. */
export function rangeQuery(range) {
  if (isLast(range)) return range.key === usualRange.key ? "" : `range=${range.key}`;
  return `from=${written(range.from)}&to=${written(range.to)}`;
}

/** Whether a range ends now and moves on with time. */
export const isLast = (range) => range.key !== undefined;

/** Where a range begins and ends, in seconds since 1970. */
export const limitsOf = (range, now) => (isLast(range) ? { from: now - range.seconds, to: now } : { from: range.from, to: range.to });

/** As long a range, just before. */
export const limitsBefore = ({ from, to }) => ({ from: from - (to - from), to: from });

/** A part of a range between two of its times, in either order; no shorter than can be shown, and in whole seconds. */
export function zoomed(first, second) {
  const [from, to] = [Math.min(first, second), Math.max(first, second)];
  const missing = Math.max(0, shortestSeconds - (to - from)) / 2;
  return { from: Math.floor(from - missing), to: Math.ceil(to + missing) };
}

/** How a range is called. */
export function rangeLabel(range) {
  if (isLast(range)) return range.label;
  const isOneDay = new Date(range.from * 1_000).toDateString() === new Date(range.to * 1_000).toDateString();
  return `${dateTime(range.from)} – ${isOneDay ? clock(range.to) : dateTime(range.to)}`;
}

/** How long something lasts, in its two largest units: `3 d 4 h`, `12 min`. */
export function spanLabel(seconds) {
  const units = [["d", day], ["h", hour], ["min", minute], ["s", 1]];
  const parts = [];
  let rest = Math.max(0, Math.floor(seconds));
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    if (count === 0) {
      if (parts.length > 0) break;
      continue;
    }
    parts.push(`${count} ${name}`);
    rest -= count * size;
    if (parts.length === 2) break;
  }
  return parts.length > 0 ? parts.join(" ") : "0 s";
}

/** The time of a point as it is read off: with seconds where steps are finer than a minute, with the date where the range is longer than a day. */
export function pointTime(time, { step, span }) {
  const text = clock(time, step < minute);
  return span > day ? `${date(time)}, ${text}` : text;
}

/** At most `most` times between two, at whole units of the reader's time zone and evenly apart. */
export function timeTicks({ from, to }, most) {
  const step = tickSteps.find((seconds) => (to - from) / seconds <= most) ?? tickSteps.at(-1);
  const offset = new Date(from * 1_000).getTimezoneOffset() * minute;
  const ticks = [];
  for (let time = Math.ceil((from - offset) / step) * step + offset; time <= to; time += step) ticks.push(time);
  return ticks;
}

/** A tick of the time axis: the date at midnight, else the time of day. */
export function tickTime(time, { span }) {
  const at = new Date(time * 1_000);
  if (span > day && at.getHours() === 0 && at.getMinutes() === 0) return date(time);
  return clock(time, span <= 3 * minute);
}

/** `datetime-local`'s form of a time, in the reader's time zone. */
export function fieldTime(time) {
  const at = new Date(time * 1_000);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A time of day, `14:03` or `14:03:20`. */
export function clock(time, withSeconds = false) {
  return new Date(time * 1_000).toLocaleTimeString("en", { hour: "2-digit", minute: "2-digit", ...(withSeconds && { second: "2-digit" }), hourCycle: "h23" });
}

/** `20 Nov, 14:03`. */
export const dateTime = (time) => `${date(time)}, ${clock(time)}`;

const date = (time) => {
  const at = new Date(time * 1_000);
  return `${at.getDate()} ${at.toLocaleDateString("en", { month: "short" })}`;
};

const written = (time) => new Date(time * 1_000).toISOString().replace(/\.000Z$/, "Z");

function secondsOf(text) {
  if (text === null) return null;
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : Date.parse(text) / 1_000;
  return Number.isFinite(seconds) ? seconds : null;
}
