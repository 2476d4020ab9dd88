import assert from "node:assert/strict";
import { test } from "node:test";
import { ageGroup, byteCount, cost, duration, shortCount } from "../format.js";

test("counts are short from a thousand on", () => {
  assert.deepEqual([0, 999, 1_000, 1_250, 99_949, 999_949, 1_500_000].map(shortCount), ["0", "999", "1k", "1.3k", "99.9k", "999.9k", "1.5M"]);
  assert.equal(shortCount(null), "–");
});

test("a cost shows something however small it is, and an unknown price is not zero", () => {
  assert.deepEqual(["0", "0.0000001", "0.00012", "0.0341", "0.5", "12.3456"].map(cost), ["$0", "< $0.000001", "$0.00012", "$0.034", "$0.500", "$12.35"]);
  assert.equal(cost(null), "price unknown");
});

test("durations", () => {
  assert.deepEqual([0, 640, 1_000, 1_440, 125_000].map(duration), ["0 ms", "640 ms", "1 s", "1.4 s", "2 min 5 s"]);
});

test("sizes", () => {
  assert.deepEqual([12, 12_300, 999_600, 3_400_000].map(byteCount), ["12 B", "12 KB", "1 MB", "3.4 MB"]);
});

test("chats are grouped by how long ago they began, by the reader's own midnight", () => {
  const now = new Date(2026, 10, 21, 9);
  const ago = (days) => new Date(2026, 10, 21 - days, 8);
  assert.deepEqual([0, 1, 5, 20].map((days) => ageGroup(ago(days), now)), ["Today", "Yesterday", "Last 7 days", "Last 30 days"]);
  assert.match(ageGroup(ago(90), now), /2026/);
});
