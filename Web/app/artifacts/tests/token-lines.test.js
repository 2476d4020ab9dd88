import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOfLines, linesOfTokens, withColours } from "../token-lines.js";

test("tokens are cut at line breaks and keep their colours", () => {
  assert.deepEqual(linesOfTokens([["comment", "/* a\nb */"], [null, " x\n\ny\n"]]), [
    [["comment", "/* a"]],
    [["comment", "b */"], [null, " x"]],
    [],
    [[null, "y"]],
  ]);
  assert.deepEqual(linesOfTokens([]), [[]]);
  assert.deepEqual(linesOfTokens([[null, "\n\n"]]), [[], []]);
});

test("text that grows keeps the colours of what stands", () => {
  const coloured = linesOfTokens([["keyword", "let"], [null, " a\nle"]]);
  assert.deepEqual(withColours("let a\nlet b\nc", coloured), [[["keyword", "let"], [null, " a"]], [[null, "let b"]], [[null, "c"]]]);
  assert.deepEqual(withColours("a", null), [[[null, "a"]]]);
});

test("what stays the same stays the same object", () => {
  const first = blocksOfLines(linesOfTokens([[null, "a\nb\nc"]]), 2);
  assert.deepEqual(first, [{ first: 1, lines: [[[null, "a"]], [[null, "b"]]] }, { first: 3, lines: [[[null, "c"]]] }]);
  const grown = blocksOfLines(linesOfTokens([[null, "a\nb\nc\nd"]]), 2, first);
  assert.equal(grown[0], first[0]);
  assert.notEqual(grown[1], first[1]);
  assert.equal(grown[1].lines[0], first[1].lines[0]);
  const coloured = blocksOfLines(linesOfTokens([["keyword", "a"], [null, "\nb\nc\nd"]]), 2, grown);
  assert.notEqual(coloured[0], grown[0]);
  assert.equal(coloured[0].lines[1], grown[0].lines[1]);
  assert.equal(coloured[1], grown[1]);
});
