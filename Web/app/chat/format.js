const minute = 60_000;
const day = 86_400_000;
const wholeNumber = new Intl.NumberFormat("en");

/** `1,234` → `1.2k`: counts as they are read at a glance. */
export function shortCount(count) {
  if (count === null || count === undefined) return "–";
  if (count < 1_000) return String(count);
  if (count < 999_950) return `${trimmed(count / 1_000)}k`;
  return `${trimmed(count / 1_000_000)}M`;
}

/** An exact count with separators. */
export const wholeCount = (count) => wholeNumber.format(count);

/** A decimal string in US dollars: as many digits as it takes to see something. `null` is an unknown price. */
export function cost(usd) {
  if (usd === null || usd === undefined) return "price unknown";
  const amount = Number(usd);
  if (amount === 0) return "$0";
  if (amount < 0.000001) return "< $0.000001";
  if (amount < 0.01) return `$${amount.toPrecision(2).replace(/0+$/, "")}`;
  return `$${amount.toFixed(amount < 1 ? 3 : 2)}`;
}

/** Milliseconds as people say them: `640 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms) {
  if (ms === null || ms === undefined) return "–";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${trimmed(ms / 1_000)} s`;
  return `${Math.floor(ms / minute)} min ${Math.round((ms % minute) / 1_000)} s`;
}

/** Bytes: `980 B`, `12 KB`, `3.4 MB`. */
export function byteCount(bytes) {
  if (bytes === null || bytes === undefined) return "";
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`;
  return `${trimmed(bytes / 1_000_000)} MB`;
}

/** The heading under which a chat stands in the list. */
export function ageGroup(time, now = new Date()) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const at = new Date(time).getTime();
  if (at >= midnight) return "Today";
  if (at >= midnight - day) return "Yesterday";
  if (at >= midnight - 7 * day) return "Last 7 days";
  if (at >= midnight - 30 * day) return "Last 30 days";
  return new Date(time).toLocaleDateString("en", { month: "long", year: "numeric" });
}

/** A time of day, or a date when it was another day. */
export function timeOf(time, now = new Date()) {
  const at = new Date(time);
  const isToday = at.toDateString() === now.toDateString();
  return at.toLocaleString("en", isToday ? { hour: "2-digit", minute: "2-digit", hour12: false } : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
}

const trimmed = (value) => value.toFixed(1).replace(/\.0$/, "");
