/** Rows are recorded this often: no step is finer, and the newest may be this old. */
export const rowSeconds = 5;

/** What a series is called among those of an answer: `open_readers{transport=sse}`. */
export function seriesKey(name, labels = {}) {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`).sort();
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/**
 * The series of `GET /api/metrics/series` over the same even steps. `times` are seconds since 1970 at which steps begin; each series has a value
 * a step, `null` where nothing is known. Never changed once made.
 */
export class SeriesWindow {
  #values;

  constructor({ step, times, values }) {
    this.step = step;
    this.times = times;
    this.#values = values;
  }

  /** Reads an answer. */
  static of(answer) {
    const values = new Map();
    let times = [];
    for (const { name, labels, points } of answer.series) {
      if (times.length === 0) times = points.map(([time]) => time);
      values.set(seriesKey(name, labels), points.map(([, value]) => value));
    }
    return new SeriesWindow({ step: answer.step_seconds, times, values });
  }

  /** The values of a series, or `undefined` when the server does not have it. */
  values(key) {
    return this.#values.get(key);
  }

  /** Whether anything at all is known. */
  get isKnown() {
    for (const values of this.#values.values()) if (values.some((value) => value !== null)) return true;
    return false;
  }

  /** The newest step's beginning, or `null`. */
  get lastTime() {
    return this.times.at(-1) ?? null;
  }

  /** This window until `tail` begins, then `tail`, without what ends before `from`; `null` when they do not fit together. */
  followedBy(tail, from) {
    const start = tail.times[0];
    if (tail.step !== this.step || start === undefined || this.times.length === 0) return null;
    if (start > this.lastTime + this.step || (start - this.times[0]) % this.step !== 0) return null;
    const first = this.times.findIndex((time) => time + this.step > from);
    const end = this.times.findIndex((time) => time >= start);
    const kept = [Math.max(0, first), end < 0 ? this.times.length : end];
    const values = new Map();
    for (const [key, added] of tail.#values) {
      const own = this.#values.get(key) ?? this.times.map(() => null);
      values.set(key, [...own.slice(...kept), ...added]);
    }
    return new SeriesWindow({ step: this.step, times: [...this.times.slice(...kept), ...tail.times], values });
  }

  /** Seconds of a step that were watched: all of it, but for the one in which the process began (`since`, or `null`) and the one that is `now`. */
  watchedSeconds(index, { now, since }) {
    const begin = this.times[index];
    const end = Math.min(begin + this.step, Math.floor(now / rowSeconds) * rowSeconds);
    const isFirst = since !== null && since > begin && since < begin + this.step;
    return Math.max(0, end - (isFirst ? since : begin));
  }

  /** What came together in each step, of a series of rates: `rateSeconds` is what the rate counts by, 1 or an hour's 3,600. */
  amounts(key, watched, rateSeconds = 1) {
    return this.values(key)?.map((rate, index) => (rate === null ? null : (rate * this.watchedSeconds(index, watched)) / rateSeconds));
  }

  /** How often something happened in each step, of a series of rates a second. */
  counts(key, watched) {
    return this.amounts(key, watched)?.map((amount) => (amount === null ? null : Math.round(amount)));
  }
}

/** The newest value that is known, or `null`. */
export function lastKnown(values = []) {
  return values.findLast((value) => value !== null) ?? null;
}

/** The mean of what is known, or `null`. */
export function meanOf(values = []) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumOf(known) / known.length;
}

/** The sum of what is known, or `null` when nothing is. */
export function totalOf(values = []) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumOf(known);
}

/** `{least, most}` of what is known, or `null`. */
export function extentOf(values = []) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : { least: Math.min(...known), most: Math.max(...known) };
}

/** Which part of the steps is known, from 0 to 1. */
export function knownShare(values = []) {
  return values.length === 0 ? 0 : values.filter((value) => value !== null).length / values.length;
}

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
