/** A chart's values as rows of comma-separated text (RFC 4180): the time of each step in RFC 3339, then a column a line; nothing for what is not known. Pure. */
export function chartCSV(chart, times, lines) {
  const head = ["time", ...lines.map(({ label }) => `${label} (${chart.unit})`)];
  const rows = times.map((time, index) => [new Date(time * 1_000).toISOString(), ...lines.map(({ values }) => values[index] ?? "")]);
  return [head, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
