import assert from "node:assert/strict";
import { test } from "node:test";
import { formatChange, formatTick, formatValue } from "../units.js";

test("values are told in words of their unit, with the digits that matter", () => {
  for (const [value, unit, text] of [
    [null, "seconds", "–"],
    [0, "seconds", "0 ms"],
    [0.00042, "seconds", "0.42 ms"],
    [0.0031, "seconds", "3.1 ms"],
    [0.4304, "seconds", "430 ms"],
    [0.9999, "seconds", "1 s"],
    [1.254, "seconds", "1.25 s"],
    [30.44, "seconds", "30.4 s"],
    [125, "seconds", "2 min 5 s"],
    [0, "per second", "0/s"],
    [0.00001, "per second", "< 0.001/s"],
    [0.0333, "per second", "0.033/s"],
    [12.34, "per second", "12.3/s"],
    [1_234.5, "per second", "1,235/s"],
    [45_678, "per second", "45.7k/s"],
    [0, "dollars", "$0"],
    [0.0000123, "dollars", "$0.000012"],
    [0.125, "dollars", "$0.125"],
    [0.5, "dollars", "$0.50"],
    [68.564, "dollars", "$68.56"],
    [12_345, "dollars", "$12,345"],
    [3.1, "dollars per hour", "$3.10/h"],
    [980, "bytes", "980 B"],
    [79_812_345, "bytes", "79.8 MB"],
    [1_250_000_000, "bytes", "1.25 GB"],
    [0.0718, "cores", "7.2 %"],
    [1.4, "cores", "140 %"],
    [1.5, "count", "1.5"],
  ]) {
    assert.equal(formatValue(value, unit), text);
  }
});

test("ticks leave out what says nothing", () => {
  assert.equal(formatTick(0, "seconds"), "0");
  assert.equal(formatTick(5, "dollars per hour"), "$5");
  assert.equal(formatTick(2.5, "dollars"), "$2.5");
  assert.equal(formatTick(200, "per second"), "200/s");
  assert.equal(formatTick(100, "count"), "100");
});

test("a change is told where there is something to compare with", () => {
  for (const [now, before, text] of [
    [110, 100, "+10 %"],
    [95, 100, "−5 %"],
    [100.2, 100, "±0 %"],
    [0, 0, "±0 %"],
    [5, 0, null],
    [null, 4, null],
    [4, null, null],
    [640, 32, "×20"],
  ]) {
    assert.equal(formatChange(now, before), text);
  }
});
