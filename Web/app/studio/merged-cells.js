import { holds, parseRange, rangeName } from "./cell-address.js";

const bucketRows = 256;

/** The merged cells of a sheet, found by row however many there are. */
export class MergedCells {
  #buckets = new Map();
  #known = new Set();

  /** Adds ranges as the server writes them, `A1:C1`; those that are known already change nothing. */
  add(names) {
    for (const name of names) {
      const range = parseRange(name);
      if (!range || this.#known.has(name)) continue;
      this.#known.add(name);
      for (let bucket = bucketOf(range.top); bucket <= bucketOf(range.bottom); bucket += 1) {
        if (!this.#buckets.has(bucket)) this.#buckets.set(bucket, []);
        this.#buckets.get(bucket).push(range);
      }
    }
  }

  /** The merged range that a cell lies in, or `null`. */
  at(row, column) {
    return this.#buckets.get(bucketOf(row))?.find((range) => holds(range, row, column)) ?? null;
  }

  /** All merged ranges that reach into these rows, each once. */
  within(first, last) {
    const found = new Map();
    for (let bucket = bucketOf(first); bucket <= bucketOf(last); bucket += 1) {
      for (const range of this.#buckets.get(bucket) ?? []) if (range.top <= last && range.bottom >= first) found.set(rangeName(range), range);
    }
    return [...found.values()];
  }
}

const bucketOf = (row) => Math.floor(row / bucketRows);
