import assert from "node:assert/strict";
import { test } from "node:test";
import { axisText, clockOf, microsecondsOf, spanText } from "../time-text.js";

test("a time is as precise as it was written", () => {
  assert.equal(microsecondsOf("1970-01-01T00:00:01.000002Z"), 1_000_002);
  assert.equal(microsecondsOf("1970-01-01T01:00:00.5+01:00"), 500_000);
  assert.equal(microsecondsOf("1970-01-01T00:00:01Z"), 1_000_000);
  assert.ok(Number.isNaN(microsecondsOf("yesterday")));
  assert.ok(Number.isNaN(microsecondsOf(null)));
});

test("a clock shows the digits that were given and invents none", () => {
  assert.match(clockOf("2026-11-21T00:41:25.177537Z"), /^\d\d:\d\d:25\.177537$/);
  assert.match(clockOf("2026-11-21T00:41:25.177Z"), /^\d\d:\d\d:25\.177$/);
  assert.match(clockOf("2026-11-21T00:41:25Z"), /^\d\d:\d\d:25$/);
});

test("a length of time has three digits at most, in the unit that fits", () => {
  const lengths = [0, 48, 999, 1_000, 1_270, 22_400, 640_000, 999_400, 2_743_300, 10_000_000, 125_000_000, 3_720_000_000];
  assert.deepEqual(lengths.map(spanText), ["0 µs", "48 µs", "999 µs", "1 ms", "1.27 ms", "22.4 ms", "640 ms", "999 ms", "2.74 s", "10 s", "2 min 5 s", "1 h 2 min"]);
});

test("an axis has as many digits as its steps need", () => {
  assert.deepEqual([axisText(5_000, 5_000), axisText(2_741_500, 500), axisText(20, 20), axisText(129, 1)], ["5 ms", "2,741.5 ms", "0.02 ms", "0.129 ms"]);
});
