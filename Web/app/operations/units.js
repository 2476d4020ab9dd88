const none = "–";

/** A value in words of its unit: `"seconds"`, `"per second"`, `"dollars"`, `"dollars per hour"`, `"bytes"`, `"cores"` or `"count"`. `null` is a dash. Pure. */
export function formatValue(value, unit) {
  if (value === null || value === undefined) return none;
  switch (unit) {
    case "seconds":
      return seconds(value);
    case "per second":
      return `${digits(value)}/s`;
    case "dollars":
      return dollars(value);
    case "dollars per hour":
      return `${dollars(value)}/h`;
    case "bytes":
      return bytes(value);
    case "cores":
      return `${value * 100 < 10 ? trimmed(value * 100, 1) : Math.round(value * 100)} %`;
    default:
      return digits(value);
  }
}

/** A tick of an axis: as short as it can be. Pure. */
export function formatTick(value, unit) {
  if (value === 0) return "0";
  return formatValue(value, unit).replace(/\/h$/, "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** How much more or less, in whole percent, or as a factor where percents say little. `null` where there is nothing to compare with. */
export function formatChange(now, before) {
  if (now === null || before === null || now === undefined || before === undefined) return null;
  if (before === 0) return now === 0 ? "±0 %" : null;
  const ratio = now / before;
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return "±0 %";
  if (ratio >= 10) return `×${Math.round(ratio)}`;
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent)} %`;
}

/** Three digits that matter, with separators, no more than it takes. */
export function digits(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1_000_000) return `${trimmed(value / 1_000_000, 2)}M`;
  if (size >= 10_000) return `${trimmed(value / 1_000, 1)}k`;
  if (size >= 100) return new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(value);
  if (size >= 10) return trimmed(value, 1);
  if (size >= 1) return trimmed(value, 2);
  return size < 0.001 ? (value < 0 ? "> −0.001" : "< 0.001") : String(Number(value.toPrecision(2)));
}

function seconds(value) {
  if (value === 0) return "0 ms";
  if (value < 0.01) return `${trimmed(value * 1_000, value < 0.001 ? 2 : 1)} ms`;
  if (value < 0.9995) return `${Math.round(value * 1_000)} ms`;
  if (value < 10) return `${trimmed(value, 2)} s`;
  if (value < 60) return `${trimmed(value, 1)} s`;
  const whole = Math.round(value);
  return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function dollars(value) {
  if (value === 0) return "$0";
  if (value < 0.000001) return "< $0.000001";
  if (value < 0.01) return `$${Number(value.toPrecision(2)).toFixed(8).replace(/0+$/, "")}`;
  if (value < 1) return `$${value.toFixed(3).replace(/0$/, "")}`;
  return `$${new Intl.NumberFormat("en", value < 1_000 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumFractionDigits: 0 }).format(value)}`;
}

function bytes(value) {
  if (value < 1_000) return `${Math.round(value)} B`;
  if (value < 999_500) return `${digits(value / 1_000)} KB`;
  if (value < 999_500_000) return `${digits(value / 1_000_000)} MB`;
  return `${trimmed(value / 1_000_000_000, 2)} GB`;
}

const trimmed = (value, places) => value.toFixed(places).replace(/\.?0+$/, "");
