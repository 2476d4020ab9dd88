import assert from "node:assert/strict";
import { test } from "node:test";
import { cellName, columnName, columnNumber, parsePlace, parseRange, rangeName } from "../cell-address.js";
import { columnOffsets, columnsBetween, columnWidths } from "../column-widths.js";
import { MergedCells } from "../merged-cells.js";
import { RowPages } from "../row-pages.js";

test("columns have letters, and letters are columns", () => {
  for (const [number, name] of [[1, "A"], [26, "Z"], [27, "AA"], [702, "ZZ"], [703, "AAA"], [16_384, "XFD"]]) {
    assert.equal(columnName(number), name);
    assert.equal(columnNumber(name), number);
  }
});

test("ranges and places are read as people write them", () => {
  assert.deepEqual(parseRange("H7"), { top: 7, left: 8, bottom: 7, right: 8 });
  assert.deepEqual(parseRange("$C$20:$A$15"), { top: 15, left: 1, bottom: 20, right: 3 });
  for (const wrong of ["", null, "7", "H", "H0", "A1:B", "A1:B2:C3", "ABCD1"]) assert.equal(parseRange(wrong), null, wrong);
  assert.deepEqual(parsePlace("Map!ping!B2"), { sheet: "Map!ping", range: { top: 2, left: 2, bottom: 2, right: 2 } });
  assert.equal(parsePlace("'My sheet'!B2").sheet, "My sheet");
  assert.equal(parsePlace("no place"), null);
  assert.equal(rangeName(parseRange("A15:C20")), "A15:C20");
  assert.equal(cellName(7, 8), "H7");
});

test("pages near the view are asked for once, and the unseen are forgotten", () => {
  const pages = new RowPages({ size: 100, most: 3 });
  assert.deepEqual(pages.want(95, 205), [{ page: 0, first: 1, last: 100 }, { page: 1, first: 101, last: 200 }, { page: 2, first: 201, last: 300 }]);
  assert.deepEqual(pages.want(95, 205), []);
  pages.put(0, [{ row: 7, cells: ["x"] }]);
  assert.deepEqual(pages.row(7).cells, ["x"]);
  assert.equal(pages.row(8), null);
  assert.equal(pages.row(150), undefined);
  pages.failed(1);
  assert.deepEqual(pages.want(150, 150).map(({ page }) => page), [1]);
  for (const page of [1, 2]) pages.put(page, []);
  pages.want(1, 1);
  pages.put(9, []);
  assert.notEqual(pages.row(1), undefined, "what was looked at last stays");
  assert.equal(pages.row(101), undefined);
});

test("merged cells are found from any of their rows", () => {
  const merged = new MergedCells();
  merged.add(["A1:C1", "B3:B9000", "nonsense"]);
  merged.add(["A1:C1"]);
  assert.equal(rangeName(merged.at(1, 3)), "A1:C1");
  assert.equal(rangeName(merged.at(8_000, 2)), "B3:B9000");
  assert.equal(merged.at(8_000, 1), null);
  assert.deepEqual(merged.within(5_000, 5_010).map(rangeName), ["B3:B9000"]);
  assert.deepEqual(merged.within(1, 600).map(rangeName), ["A1:C1", "B3:B9000"]);
});

test("columns are as wide as what they hold, within bounds", () => {
  const widths = columnWidths([{ cells: [{ column: 1, value: "ab" }, { column: 2, value: "x".repeat(400) }, { column: 3, value: "line\nmuch longer line" }] }], 4, ["", "", "", "Transformation"]);
  assert.equal(widths.length, 4);
  assert.ok(widths[0] < widths[2] && widths[2] < widths[1]);
  assert.equal(widths[1], 288);
  assert.ok(widths[3] > 96);
  const offsets = columnOffsets([100, 100, 100]);
  assert.deepEqual(offsets, [0, 100, 200, 300]);
  assert.deepEqual(columnsBetween(offsets, -200, 1_000), { first: 1, last: 3 });
  assert.deepEqual(columnsBetween(offsets, 110, 190), { first: 2, last: 2 });
});
