const farFromNought = 0.4;
/** Changes smaller than this are not blown up to the whole height. */
const flatShare = 0.9;

/**
 * The paths `{line, dots}` of a small line over `width` × `height`, of at most `steps` means. What is not known is a gap; a known step between gaps is a dot.
 * From 0, but for a line that never comes near it: its changes would not be seen. Pure.
 */
export function sparkline(values, { width = 100, height = 20, steps = 40 } = {}) {
  const means = bucketed(values, steps);
  const known = means.filter((value) => value !== null);
  const most = Math.max(...known, 0) || 1;
  const lowest = Math.min(...known);
  const least = lowest > most * farFromNought ? Math.min(lowest - (most - lowest) / 2, most * flatShare) : 0;
  const x = (index) => round(means.length < 2 ? width : (index / (means.length - 1)) * width);
  const y = (value) => round(height - 1 - ((value - least) / (most - least)) * (height - 2));
  const parts = { line: "", dots: "" };
  means.forEach((value, index) => {
    if (value === null) return;
    const begins = index === 0 || means[index - 1] === null;
    const ends = index === means.length - 1 || means[index + 1] === null;
    if (begins && ends) parts.dots += `M${x(index)} ${y(value)}h0.01`;
    else parts.line += `${begins ? "M" : "L"}${x(index)} ${y(value)}`;
  });
  return parts;
}

function bucketed(values, steps) {
  if (values.length <= steps) return values;
  return Array.from({ length: steps }, (_, index) => {
    const part = values.slice(Math.floor((index * values.length) / steps), Math.floor(((index + 1) * values.length) / steps)).filter((value) => value !== null);
    return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

const round = (value) => Math.round(value * 100) / 100;
