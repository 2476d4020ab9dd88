import { spanText } from "./time-text.js";
import { spanEnd, spanLength } from "./trace-spans.js";

const axisHeight = 26;
const lanePadding = 5;
const rowHeight = 18;
const barHeight = 12;
const bottom = 6;
const characterWidth = 6.4;
const textMargin = 14;
const reach = 14;
const chunkDistance = 1.5;

/**
 * Where everything of a timeline is drawn, in pixels from the plot's upper left corner: `{height, axisHeight, lanes, bars, marks, gaps, ticks}`.
 * `lanes` are those of `arrangeLanes`, `scale` is a `TimeScale`: what lies outside of its times is left out. Open spans reach to `end`. A bar's `texts` are the lengths of its parts, where they have room.
 */
export function layoutTimeline({ lanes, scale, end }) {
  const isInside = (from, to = from) => from <= scale.end && to >= scale.start;
  const labels = scale.labels();
  const laid = { lanes: [], bars: [], marks: [], gaps: [], ticks: labels.ticks, axisHeight };
  let top = axisHeight;
  for (const lane of lanes) {
    const height = lane.rows * rowHeight + lanePadding * 2;
    const middleOf = (row) => top + lanePadding + row * rowHeight + rowHeight / 2;
    const rowOf = new Map();
    for (const { span, row } of lane.spans) for (const record of [span.from, span.first, span.to]) if (record) rowOf.set(record.index, row);
    const marks = thinned(lane.records.filter(({ offset }) => isInside(offset)).map((record) => ({ record, x: scale.place(record.offset), y: middleOf(rowOf.get(record.index) ?? 0), row: rowOf.get(record.index) ?? 0 })));
    for (const { span, row } of lane.spans) {
      if (!isInside(span.from.offset, spanEnd(span, end))) continue;
      const x = scale.place(span.from.offset);
      const right = scale.place(spanEnd(span, end));
      const bar = { span, x, width: Math.max(2, right - x), y: middleOf(row) - barHeight / 2, height: barHeight, firstX: span.first ? scale.place(span.first.offset) : null, isOpen: span.to === null };
      const own = marks.filter((mark) => mark.row === row).map((mark) => mark.x);
      bar.texts = partsOf(bar, spanLength(span, end)).map((part) => placeText(part, own, scale.width)).filter((text) => text !== null);
      laid.bars.push(bar);
    }
    laid.lanes.push({ component: lane.component, pod: lane.pod, top, height, middle: top + height / 2 });
    laid.marks.push(...marks);
    top += height;
  }
  laid.height = top + bottom;
  laid.marks.sort((a, b) => a.record.index - b.record.index);
  laid.gaps = scale.segments.filter(({ isGap }) => isGap).map(({ start, end }, index) => ({ x: start, width: end - start, ...labels.gaps[index] }));
  return laid;
}

/** What a pointer means: `{record}` within reach of it, else the `{span}` under it, else `null`. */
export function pointedAt(laid, x, y) {
  const lane = laid.lanes.find(({ top, height }) => y >= top && y < top + height);
  if (!lane) return null;
  let nearest = null;
  let least = reach;
  for (const mark of laid.marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (mark.y >= lane.top && mark.y < lane.top + lane.height && distance < least) [nearest, least] = [mark, distance];
  }
  if (nearest) return { record: nearest.record };
  const bar = laid.bars.findLast((each) => x >= each.x && x <= each.x + each.width && y >= each.y - 3 && y <= each.y + each.height + 3);
  return bar ? { span: bar.span } : null;
}

/** Of pieces of an answer that fall on one place, one is drawn. */
function thinned(marks) {
  let last = -Infinity;
  return marks.filter(({ record, x }) => {
    if (record.isChunk && x - last < chunkDistance) return false;
    last = x;
    return true;
  });
}

/** A provider's call is read in two parts: until its first token, and from then on. */
function partsOf({ span, x, width, firstX }, length) {
  if (firstX === null) return [{ from: x, to: x + width, text: spanText(length) }];
  const waited = span.first.offset - span.from.offset;
  return [{ from: x, to: firstX, text: spanText(waited), isInner: true }, { from: firstX, to: x + width, text: spanText(length - waited) }];
}

/** In the widest free stretch of a part, else behind it. */
function placeText({ from, to, text, isInner = false }, marks, width) {
  const needed = text.length * characterWidth + textMargin;
  const stops = [from, ...marks.filter((x) => x > from && x < to), to];
  let widest = { from: 0, to: 0 };
  for (let index = 1; index < stops.length; index += 1) {
    if (stops[index] - stops[index - 1] > widest.to - widest.from) widest = { from: stops[index - 1], to: stops[index] };
  }
  if (widest.to - widest.from >= needed) return { text, x: (widest.from + widest.to) / 2, anchor: "middle", isInside: true };
  const next = Math.min(width, ...marks.filter((x) => x > to));
  if (!isInner && next - to >= needed) return { text, x: to + textMargin / 2, anchor: "start", isInside: false };
  return null;
}
