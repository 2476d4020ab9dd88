import assert from "node:assert/strict";
import { test } from "node:test";
import { maskMath, unmaskMath } from "../math-spans.js";

/** What is taken for math in a text. */
const mathIn = (text, options) => {
  const found = [];
  unmaskMath(maskMath(text, options), (piece) => found.push(piece));
  return found;
};

test("math is found in all its forms", () => {
  assert.deepEqual(mathIn("$a$, $b_1 * c$; $$d$$ \\(e\\) \\[f^2\\]"), ["$a$", "$b_1 * c$", "$$d$$", "\\(e\\)", "\\[f^2\\]"]);
  assert.deepEqual(mathIn("$$\na\n- b\n$$"), ["$$\na\n- b\n$$"]);
  assert.deepEqual(mathIn("$a\\$b$"), ["$a\\$b$"]);
});

test("money, code, escapes and words in brackets are no math", () => {
  for (const text of ["$5 and $10", "$5-$10", "US$5 US$6", "`$a` `b$`", "`$a$`", "\\$a$", "$ a$", "$a $", "$a\n\nb$", "\\(a", "$$a", "\\[1\\]", "\\[see below\\]", "a$b$"]) assert.deepEqual(mathIn(text), [], text);
});

test("while the text grows, an open sign holds what follows", () => {
  assert.deepEqual(mathIn("a \\(b*c", { open: true }), ["\\(b*c"]);
  assert.deepEqual(mathIn("a $$b*c", { open: true }), ["$$b*c"]);
  assert.deepEqual(mathIn("a $b*c", { open: true }), []);
});

test("what was hidden comes back letter for letter", () => {
  for (const text of ["$a\u{1f600}_b$ x", "\\(\\alpha\\) \\[\n\\frac{a}{b}\n\\]", "| $|x|$ |"]) {
    assert.notEqual(maskMath(text), text);
    assert.equal(unmaskMath(maskMath(text)), text);
  }
});
