const least = 88;
const most = 288;
const perCharacter = 6.9;
const padding = 22;
const unseen = 96;

/** How wide the columns are, in pixels, so that most of what these rows hold can be read. `names` are what stands in the head of each column. Pure. */
export function columnWidths(rows, count, names = []) {
  const widths = Array.from({ length: count }, (_, index) => (names[index] ? names[index].length * perCharacter + 52 : 0));
  for (const { cells } of rows) {
    for (const { column, value } of cells) {
      const longest = String(value ?? "").split("\n").reduce((length, line) => Math.max(length, line.length), 0);
      if (column <= count) widths[column - 1] = Math.max(widths[column - 1], longest * perCharacter + padding);
    }
  }
  return widths.map((width) => Math.round(Math.min(most, Math.max(least, width === 0 ? unseen : width))));
}

/** Where each column begins, with the end of the last one behind it. */
export function columnOffsets(widths) {
  const offsets = [0];
  for (const width of widths) offsets.push(offsets.at(-1) + width);
  return offsets;
}

/** The first and the last column (from 1) that lie between two distances from the left edge. */
export function columnsBetween(offsets, from, to) {
  const first = offsets.findIndex((offset) => offset > from);
  const after = offsets.findIndex((offset) => offset >= to);
  return { first: Math.max(1, first < 0 ? offsets.length - 1 : first), last: after < 0 ? offsets.length - 1 : Math.max(1, after) };
}
