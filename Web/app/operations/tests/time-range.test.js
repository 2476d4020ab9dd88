process.env.TZ = "UTC";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldTime, lastRanges, limitsBefore, limitsOf, parseRange, pointTime, rangeLabel, rangeQuery, spanLabel, tickTime, timeTicks, usualRange, zoomed } from "../time-range.js";

const noon = Date.parse("2026-11-20T12:00:00Z") / 1_000;

test("each range is read back from its own query", () => {
  for (const range of [...lastRanges, { from: noon, to: noon + 90 }, { from: noon, to: noon + 86_400 }]) assert.deepEqual(parseRange(rangeQuery(range)), range);
  assert.equal(rangeQuery(usualRange), "");
});

test("an address takes times as they are written elsewhere, too", () => {
  assert.deepEqual(parseRange(`from=${noon}&to=2026-11-20T13:30:00%2B01:00`), { from: noon, to: noon + 1_800 });
});

test("what cannot be read is the usual range", () => {
  for (const query of ["range=2y", "from=yesterday&to=today", `from=${noon}`, `from=${noon}&to=${noon}`, `from=${noon + 1}&to=${noon}`, "x"]) assert.equal(parseRange(query), usualRange, query);
});

test("a range that ends now moves with time, another does not", () => {
  assert.deepEqual(limitsOf(usualRange, noon), { from: noon - 3_600, to: noon });
  assert.deepEqual(limitsOf({ from: 10, to: 40 }, noon), { from: 10, to: 40 });
  assert.deepEqual(limitsBefore({ from: 100, to: 160 }), { from: 40, to: 100 });
});

test("a part can be chosen from either side and is long enough to be seen", () => {
  assert.deepEqual(zoomed(200.4, 100.6), { from: 100, to: 201 });
  assert.deepEqual(zoomed(100, 100), { from: 85, to: 115 });
});

test("times are told as exactly as they are known", () => {
  assert.equal(pointTime(noon + 5, { step: 5, span: 900 }), "12:00:05");
  assert.equal(pointTime(noon, { step: 300, span: 86_400 }), "12:00");
  assert.equal(pointTime(noon, { step: 1_800, span: 604_800 }), "20 Nov, 12:00");
  assert.equal(tickTime(noon + 43_200, { span: 604_800 }), "21 Nov");
  assert.equal(tickTime(noon, { span: 604_800 }), "12:00");
  assert.equal(fieldTime(noon), "2026-11-20T12:00");
  assert.equal(rangeLabel({ from: noon, to: noon + 3_600 }), "20 Nov, 12:00 – 13:00");
  assert.equal(rangeLabel({ from: noon, to: noon + 86_400 }), "20 Nov, 12:00 – 21 Nov, 12:00");
});

test("ticks stand at whole units, no more than there is room for", () => {
  assert.deepEqual(timeTicks({ from: noon + 60, to: noon + 3_660 }, 4), [noon + 900, noon + 1_800, noon + 2_700, noon + 3_600]);
  for (const { seconds } of lastRanges) {
    const ticks = timeTicks({ from: noon + 17, to: noon + 17 + seconds }, 5);
    assert.ok(ticks.length >= 2 && ticks.length <= 5, `${seconds}: ${ticks.length}`);
  }
});

test("a span is told in its two largest units", () => {
  for (const [seconds, text] of [[0, "0 s"], [59.9, "59 s"], [60, "1 min"], [3_661, "1 h 1 min"], [86_400 + 59, "1 d"], [90_000, "1 d 1 h"]]) assert.equal(spanLabel(seconds), text);
});
