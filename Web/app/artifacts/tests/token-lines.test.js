import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOfTokens, withColours } from "../token-lines.js";

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
