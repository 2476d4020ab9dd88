import assert from "node:assert/strict";
import { test } from "node:test";
import { completeInline } from "../inline-completion.js";
import { completeTail } from "../tail-completion.js";

const inline = {
  "foo **bar": "foo **bar**", "foo **bar*": "foo **bar**", "foo **": "foo ", "*a **b": "*a **b***", "***x": "***x***", "**a *b* c": "**a *b* c**", "_a": "_a_", "~~a": "~~a~~",
  "a * b": "a * b", "2*3": "2*3", "snake_case": "snake_case", "a ~b": "a ~b", "**a**": "**a**", "\\*a": "\\*a",
  "`co": "`co`", "``a`": "``a``", "foo `": "foo ", "`a` `b": "`a` `b`",
  "see [text](http://x": "see text", "see [te": "see te", "see [te]": "see te", "see ![al](da": "see al", "[**bo": "**bo**", "[a](b) [c": "[a](b) c", "[a](b \"t": "a", "[a][b": "a", "[1] x": "[1] x",
  "x $a_1*b": "x $a_1*b", "\\(a*b": "\\(a*b", "*a $b*c$": "*a $b*c$*",
  "a <det": "a ", "a <b title=\"x": "a ", "a < b": "a < b", "1 <2": "1 <2", "a &am": "a ", "a\\": "a", "a\\\\": "a\\\\",
};

for (const [half, whole] of Object.entries(inline)) {
  test(`half a text: ${half}`, () => assert.equal(completeInline(half), whole));
}

const tail = (kind, source, partial = true) => completeTail({ kind }, source, partial);

test("a line that may become a mark waits", () => {
  for (const line of ["-", "--", "*", "1", "12.", "#", "###", "=", "`", "``", "~~", "**", "> ", "- [", "- [x]"]) {
    assert.equal(tail("paragraph", `text\n${line}`), "text", line);
    assert.equal(tail("paragraph", line), null, line);
  }
  assert.equal(tail("paragraph", "text\n==", false), "text\n==");
  assert.equal(tail("paragraph", "[a]: http://a"), null);
  assert.equal(tail("paragraph", "[^1]: note"), "[^1]: note");
});

test("a table is one from its first bar", () => {
  assert.equal(tail("paragraph", "|"), null);
  assert.equal(tail("paragraph", "| a"), "| a |\n|---|");
  assert.equal(tail("paragraph", "| a | **b"), "| a | **b** |\n|---|---|");
  assert.equal(tail("paragraph", "| a | b |", false), "| a | b |\n|---|---|");
  assert.equal(tail("paragraph", "| a | b |\n|-"), "| a | b |\n|---|---|");
  assert.equal(tail("paragraph", "| a | b |\n|---|---|\n|"), "| a | b |\n|---|---|");
  assert.equal(tail("paragraph", "| a | b |\n|---|---|\n| c | [d](e"), "| a | b |\n|---|---|\n| c | d |");
  assert.equal(tail("paragraph", "text\n| a"), "text\n| a |\n|---|");
  assert.equal(tail("paragraph", "a | b"), "a | b");
});

test("code keeps what it has, but not half of its fence", () => {
  const fence = { indent: 0, character: "`", length: 3, info: "js" };
  const code = (source, partial = true) => completeTail({ kind: "fence", fence, closed: false }, source, partial);
  assert.equal(code("```j"), "```");
  assert.equal(code("```js\na **b"), "```js\na **b");
  assert.equal(code("```js\na\n``"), "```js\na");
  assert.equal(tail("list", "- a\n  ```js"), "- a");
  assert.equal(tail("list", "- a\n  ```js\n  let **b"), "- a\n  ```js\n  let **b");
});

test("only the last text of a block is mended", () => {
  assert.equal(tail("list", "- *a\n- **b"), "- *a\n- **b**");
  assert.equal(tail("quote", "> *a\n>\n> _b"), "> *a\n>\n> _b_");
  assert.equal(tail("heading", "## `a"), "## `a`");
  assert.equal(tail("html", "<details>\n\na **b"), "<details>\n\na **b**");
  assert.equal(tail("html", "<details>\n<summ"), "<details>\n");
  assert.equal(tail("rule", "---"), null);
});
