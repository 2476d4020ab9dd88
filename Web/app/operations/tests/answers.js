/** An answer of `GET /api/metrics/series`: `series` maps `name` or `name{label=value}` to its values from `from` on. */
export function answerOf({ from = 1_795_176_000, step = 10, series }) {
  const longest = Math.max(...Object.values(series).map((values) => values.length));
  const time = (seconds) => new Date(seconds * 1_000).toISOString();
  return {
    from: time(from),
    to: time(from + longest * step),
    step_seconds: step,
    series: Object.entries(series).map(([key, values]) => {
      const [, name, pairs] = /^([a-z_]+)(?:\{(.*)\})?$/.exec(key);
      const labels = Object.fromEntries((pairs ?? "").split(",").filter(Boolean).map((pair) => pair.split("=")));
      return { name, unit: "", kind: "gauge", labels, points: values.map((value, index) => [from + index * step, value]) };
    }),
  };
}
