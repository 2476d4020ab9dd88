import assert from "node:assert/strict";
import { test } from "node:test";
import { differLines } from "../../artifacts/line-difference.js";
import { parseRange } from "../cell-address.js";
import { isLinked, spanAt, spansOfBlock, spansOfPlace } from "../code-spans.js";
import { kindsFor, openReference, piecesOf, referenceAt, targetOf } from "../reference-text.js";
import { pairLines } from "../side-by-side.js";

const text = "SELECT\n  'Grüße 👋' AS greeting,\n  c.id AS id";
const map = {
  blocks: {
    select_clause: {
      spans: [
        { line: 2, start: 2, end_line: 2, end: 16, column: "greeting", cell: "Map!I3" },
        { line: 2, start: 2, end_line: 2, end: 28, column: "greeting", cell: "Map!A3" },
        { line: 3, start: 2, end_line: 3, end: 6, column: "id", cell: "Map!H4" },
        { line: 9, start: 0, end_line: 9, end: 4, column: "gone", cell: "Map!H9" },
      ],
    },
  },
};
const spans = spansOfBlock(map, "select_clause", text);
const textOf = ({ from, to }) => text.slice(from, to);

test("bytes of UTF-8 become places in the text", () => {
  assert.deepEqual(spans.map(textOf), ["'Grüße 👋' AS greeting", "'Grüße 👋'", "c.id"]);
  assert.equal(spans.length, 3, "what no longer fits is left out");
  assert.deepEqual(spansOfBlock(null, "select_clause", text), []);
});

test("a click finds the smallest piece, a cell its pieces", () => {
  assert.equal(spanAt(spans, text.indexOf("üß")).cell, "Map!I3");
  assert.equal(spanAt(spans, text.indexOf("AS greeting")).cell, "Map!A3");
  assert.equal(spanAt(spans, 0), null);
  assert.deepEqual(spansOfPlace(spans, { sheet: "Map", range: parseRange("H4") }).map(textOf), ["c.id"]);
  assert.deepEqual(spansOfPlace(spans, { sheet: "Map", range: parseRange("K4") }).map(textOf), ["c.id"], "a cell that has no piece of its own has its row's");
  assert.deepEqual(spansOfPlace(spans, { sheet: "Other", range: parseRange("H4") }), []);
  assert.ok(isLinked(spans, "Map", 4, 8) && !isLinked(spans, "Map", 4, 9));
});

test("references are found in a prompt", () => {
  const prompt = "@mapping[Customer:A15] needs varchar(50), then @code[joins] and @nothing[x] a@code[b";
  assert.deepEqual(piecesOf(prompt).filter(({ kind }) => kind).map(({ text: piece }) => piece), ["@mapping[Customer:A15]", "@code[joins]"]);
  assert.equal(piecesOf(prompt).map((piece) => piece.text).join(""), prompt);
  assert.equal(referenceAt(prompt, 5).inside, "Customer:A15");
  assert.equal(referenceAt(prompt, 30), null);
});

test("what is being typed is completed", () => {
  assert.deepEqual(openReference("please @", 8), { from: 7, prefix: "@" });
  assert.deepEqual(openReference("@mapping[Cu", 11), { from: 0, prefix: "@mapping[Cu" });
  assert.equal(openReference("@mapping[Cu]", 12), null);
  assert.equal(openReference("@mapping[Cu]", 5), null, "inside a whole one");
  assert.equal(openReference("@mapping[Cu and @code[joins]", 11).prefix, "@mapping[Cu");
  assert.equal(openReference("me@example", 10), null);
  assert.equal(openReference("@mapping[a\nb", 12), null);
  assert.deepEqual(kindsFor("@co").map((kind) => kind.text), ["@code["]);
  assert.equal(kindsFor("@code["), null);
});

test("a reference points somewhere", () => {
  const target = (reference) => targetOf(piecesOf(reference)[0]);
  assert.deepEqual(target("@mapping[Customer:A15]"), { sheet: "Customer", range: parseRange("A15") });
  assert.deepEqual(target("@mapping[Cu:st:A15:C20]"), { sheet: "Cu:st", range: parseRange("A15:C20") });
  assert.equal(target("@mapping[Customer:15]").range.top, 15);
  assert.deepEqual(target("@code[joins]"), { block: "joins" });
  assert.deepEqual(target("@generation[select_clause]"), { block: "select_clause" });
  assert.deepEqual(target("@schema[dim.id]"), { schema: "dim.id" });
  assert.equal(target("@mapping[Customer]"), null);
  assert.equal(target("@code[]"), null);
});

test("lines taken out stand beside those put in", () => {
  const rows = pairLines(differLines("a\nb\nc\nd", "a\nx\ny\nz\nd"));
  assert.deepEqual(rows.map(({ before, after }) => [before?.text ?? null, after?.text ?? null]), [["a", "a"], ["b", "x"], ["c", "y"], [null, "z"], ["d", "d"]]);
  assert.deepEqual(pairLines([]), []);
});
