import { axisText, spanText } from "./time-text.js";

const shortestGap = 10_000;
const gapUnitWidth = 26;
const gapShareOfWidth = 0.5;
const leastBusyWidth = 14;
const leastTickDistance = 76;
const millisecond = 1_000;
const characterWidth = 6;
const labelMargin = 8;

/**
 * The gaps in which so much more time passed than between all other records that these would fall on one place: `[{from, to}]` in order.
 * A gap is one when it is over `ratio` times as long as all shorter ones together, and over `share` of the whole.
 */
export function idleGaps(times, { ratio = 6, share = 0.02, most = 8 } = {}) {
  const whole = times.length > 0 ? times.at(-1) - times[0] : 0;
  const gaps = [];
  for (let index = 1; index < times.length; index += 1) gaps.push({ from: times[index - 1], to: times[index], length: times[index] - times[index - 1] });
  const ascending = [...gaps].sort((a, b) => a.length - b.length);
  let shorter = 0;
  for (const [index, gap] of ascending.entries()) {
    const stands = gap.length >= Math.max(shortestGap, whole * share) && gap.length > ratio * shorter;
    if (stands && index > 0 && ascending.length - index <= most) {
      return ascending.slice(index).sort((a, b) => a.from - b.from).map(({ from, to }) => ({ from, to }));
    }
    shorter += gap.length;
  }
  return [];
}

/**
 * Places of times on an axis of `width` pixels. Between idle gaps the axis is linear, by the same measure everywhere; a gap is as wide as
 * the logarithm of its length. `segments` are `{from, to, start, end, isGap}`, in order, times in microseconds and places in pixels.
 */
export class TimeScale {
  constructor({ times, width, gaps = [] }) {
    this.start = times[0] ?? 0;
    this.end = times.at(-1) ?? 0;
    this.width = width;
    this.segments = placed(cut(this.start, this.end, gaps), width);
  }

  /** The place of a time; what lies outside is at the border. */
  place(time) {
    const segment = this.segments.find(({ to }) => time <= to) ?? this.segments.at(-1);
    if (segment.to === segment.from) return (segment.start + segment.end) / 2;
    const part = Math.min(1, Math.max(0, (time - segment.from) / (segment.to - segment.from)));
    return segment.start + part * (segment.end - segment.start);
  }

  /** The time at a place; what lies outside is at the border. */
  time(place) {
    const segment = this.segments.find(({ end }) => place <= end) ?? this.segments.at(-1);
    const part = Math.min(1, Math.max(0, (place - segment.start) / (segment.end - segment.start || 1)));
    return segment.from + part * (segment.to - segment.from);
  }

  /** Where the axis says what time it is, `[{time, place, text}]`, and how long each gap was, `[{place, text}]`: none lies on another. */
  labels() {
    const gaps = this.segments.filter(({ isGap }) => isGap).map(({ from, to, start, end }) => ({ place: (start + end) / 2, text: spanText(to - from) }));
    const taken = gaps.map(extentOf);
    const ticks = [];
    for (const segment of this.segments) {
      if (segment.isGap) continue;
      const perPixel = (segment.to - segment.from) / (segment.end - segment.start);
      const step = niceStep(perPixel * leastTickDistance);
      const times = [];
      for (let time = Math.ceil(segment.from / step) * step; time <= segment.to; time += step) times.push([time, step]);
      if (times.length === 0) times.push([segment.from, millisecond]);
      for (const [time, precision] of times) {
        const tick = { time, place: this.place(time), text: axisText(time, precision) };
        const extent = extentOf(tick);
        if (taken.some(({ from, to }) => extent.from < to && extent.to > from)) continue;
        taken.push(extent);
        ticks.push(tick);
      }
    }
    return { ticks, gaps };
  }
}

/** 1, 2 or 5 times a power of ten, at least `least` and at least a microsecond. */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}

const extentOf = ({ place, text }) => ({ from: place - (text.length * characterWidth + labelMargin) / 2, to: place + (text.length * characterWidth + labelMargin) / 2 });

function cut(start, end, gaps) {
  const segments = [];
  let at = start;
  for (const gap of gaps) {
    segments.push({ from: at, to: gap.from, isGap: false }, { ...gap, isGap: true });
    at = gap.to;
  }
  return [...segments, { from: at, to: end, isGap: false }];
}

function placed(segments, width) {
  const busy = segments.filter(({ isGap }) => !isGap);
  const wanted = segments.map(({ isGap, from, to }) => (isGap ? gapUnitWidth * (1 + Math.log10((to - from) / shortestGap)) : 0));
  const wantedWidth = wanted.reduce((sum, each) => sum + each, 0);
  const shrink = Math.min(1, (width * gapShareOfWidth) / (wantedWidth || 1));
  const least = Math.min(leastBusyWidth, (width * (1 - gapShareOfWidth)) / busy.length);
  const busyTime = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const left = Math.max(0, width - wantedWidth * shrink - least * busy.length);
  let at = 0;
  return segments.map((segment, index) => {
    const share = busyTime > 0 ? (segment.to - segment.from) / busyTime : 1 / busy.length;
    const start = at;
    at += segment.isGap ? wanted[index] * shrink : least + left * share;
    return { ...segment, start, end: at };
  });
}
