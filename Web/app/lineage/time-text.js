const timeForm = /^(.+T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/i;
const microsecond = 1;
const millisecond = 1_000 * microsecond;
const second = 1_000 * millisecond;
const minute = 60 * second;

/** Microseconds since 1970 of an RFC 3339 time, as precise as it was written. `NaN` when it is none. */
export function microsecondsOf(time) {
  const parts = timeForm.exec(time ?? "");
  if (!parts) return NaN;
  const [, whole, fraction = "", zone] = parts;
  return Date.parse(whole + zone) * 1_000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

/** The time of day of an RFC 3339 time in the reader's zone, with as many digits as it was written with, at most six. */
export function clockOf(time) {
  const fraction = timeForm.exec(time)?.[2]?.slice(0, 6);
  const clock = new Date(time).toLocaleTimeString("en-GB", { hour12: false });
  return fraction ? `${clock}.${fraction}` : clock;
}

/** How long something took: `48 µs`, `1.27 ms`, `22.4 ms`, `640 ms`, `2.74 s`, `2 min 5 s`. */
export function spanText(microseconds) {
  if (microseconds < millisecond) return `${Math.round(microseconds)} µs`;
  if (microseconds < second - millisecond / 2) return `${threeDigits(microseconds / millisecond)} ms`;
  if (microseconds < minute) return `${threeDigits(microseconds / second)} s`;
  const seconds = Math.round(microseconds / second);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** A place on the axis in milliseconds, with as many digits as the step between two of them needs: `2,741.5 ms`. */
export function axisText(microseconds, step) {
  if (microseconds === 0) return "0 ms";
  const digits = step >= millisecond ? 0 : step >= millisecond / 10 ? 1 : step >= millisecond / 100 ? 2 : 3;
  return `${(microseconds / millisecond).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`;
}

function threeDigits(value) {
  const digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  const text = value.toFixed(digits);
  return digits > 0 ? text.replace(/\.?0+$/, "") : text;
}
