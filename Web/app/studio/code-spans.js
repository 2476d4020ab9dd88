import { holds, parsePlace, touches } from "./cell-address.js";

/** Where in UTF-16 units the byte `bytes` of a line's UTF-8 stands. */
function unitsOf(line, bytes) {
  let [units, passed] = [0, 0];
  while (units < line.length && passed < bytes) {
    const point = line.codePointAt(units);
    passed += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    units += point < 0x10000 ? 1 : 2;
  }
  return units;
}

/** The source map's pieces of a block as `[{from, to, line, column, cell, place}]`: offsets into the block's text in UTF-16 units. What no longer fits the text is left out. */
export function spansOfBlock(map, name, text) {
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  const spans = [];
  for (const { line, start, end_line, end, column, cell } of map?.blocks?.[name]?.spans ?? []) {
    if (lines[line - 1] === undefined || lines[end_line - 1] === undefined) continue;
    const from = starts[line - 1] + unitsOf(lines[line - 1], start);
    const to = starts[end_line - 1] + unitsOf(lines[end_line - 1], end);
    if (from < to) spans.push({ from, to, line, column, cell, place: parsePlace(cell) });
  }
  return spans.sort((one, other) => one.from - other.from || other.to - one.to);
}

/** The smallest piece that an offset lies in, or `null`. */
export function spanAt(spans, offset) {
  let found = null;
  for (const span of spans) if (span.from <= offset && offset < span.to && (found === null || span.to - span.from <= found.to - found.from)) found = span;
  return found;
}

/** The pieces that come from a range of a sheet: those of the cells themselves where there are any, else those of the row. */
export function spansOfPlace(spans, { sheet, range }) {
  const here = spans.filter(({ place }) => place?.sheet === sheet);
  const exact = here.filter(({ place }) => touches(place.range, range));
  if (exact.length > 0) return exact;
  return here.filter(({ place }) => place.range.top <= range.bottom && range.top <= place.range.bottom && place.range.top === place.range.bottom);
}

/** Whether a cell is the origin of any piece. */
export const isLinked = (spans, sheet, row, column) => spans.some(({ place }) => place?.sheet === sheet && holds(place.range, row, column));
