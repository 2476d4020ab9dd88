/**
 * How long to wait before the next attempt: doubles from `firstMs` with each failure, never above `longestMs`. Half of it is chance, so that
 * clients cut off together do not come back together. Pure.
 */
export function backoffMs(failures, random, { firstMs = 1_000, longestMs = 30_000 } = {}) {
  return Math.min(longestMs, firstMs * 2 ** failures) * (0.5 + random() / 2);
}
