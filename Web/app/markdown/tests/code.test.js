import assert from "node:assert/strict";
import { test } from "node:test";
import { highlighterLanguage, languageName, readFenceInfo } from "../code-languages.js";
import { readTokens, tokenKinds } from "../code-tokens.js";
import { fenceIndices, readFences } from "../fence-counter.js";

test("the highlighter's markup becomes tokens that are the code", () => {
  const code = 'let a = "<b>";';
  const markup = '<span class="hljs-keyword">let</span> a = <span class="hljs-string">"&lt;b&gt;"</span>;';
  assert.deepEqual(readTokens(markup, code), [["keyword", "let"], [null, " a = "], ["string", '"<b>"'], [null, ";"]]);
});

test("nested marks take the inner kind, and functions and classes their own", () => {
  const markup =
    '<span class="hljs-function"><span class="hljs-keyword">def</span> <span class="hljs-title">f</span>(<span class="hljs-params">x</span>)</span>' +
    '<span class="hljs-class"><span class="hljs-keyword">class</span> <span class="hljs-title">C</span></span><span class="hljs-string">a<span class="hljs-unknown">b</span></span>';
  assert.deepEqual(readTokens(markup, "def f(x)class Cab"), [
    ["keyword", "def"], [null, " "], ["function", "f"], [null, "(x)"], ["keyword", "class"], [null, " "], ["type", "C"], ["string", "ab"],
  ]);
});

test("markup that is not the code is refused", () => {
  assert.equal(readTokens("let b", "let a"), null);
  assert.equal(readTokens("let", "let a"), null);
  assert.equal(readTokens("<img src=x>", "let a"), null);
  assert.ok(tokenKinds.includes("keyword"));
});

test("languages have many names", () => {
  assert.equal(highlighterLanguage("TSX"), "typescript");
  assert.equal(highlighterLanguage("c++"), "cpp");
  assert.equal(highlighterLanguage("text"), null);
  assert.equal(highlighterLanguage(null), null);
  assert.equal(highlighterLanguage("__proto__"), "__proto__");
  assert.equal(languageName("js"), "JavaScript");
  assert.equal(languageName("constructor"), "constructor");
});

test("a fence's info is read as the server reads it", () => {
  const read = (info) => Object.values(readFenceInfo(info));
  assert.deepEqual(read("Python title=\"a b.py\""), ["python", "a b.py"]);
  assert.deepEqual(read("python:app.py"), ["python", "app.py"]);
  assert.deepEqual(read("{.ruby filename='x.rb'}"), ["ruby", "x.rb"]);
  assert.deepEqual(read("js file=a.js"), ["js", "a.js"]);
  assert.deepEqual(read("title=x"), [null, "x"]);
  assert.deepEqual(read(""), [null, null]);
});

test("fences are counted as the server counts them", () => {
  assert.deepEqual(readFences("```js\na\n```\n~~~ py\n```\n~~~", null), { opened: ["js", "py"], state: null });
  assert.deepEqual(readFences("  ```a\n    ```\n  ```\n    ```b", null).opened, ["a"]);
  const open = readFences("````md\n```", null);
  assert.deepEqual(open.opened, ["md"]);
  assert.deepEqual(readFences("````\n```b", open.state).opened, ["b"]);
  const code = (info, fenced = true) => ({ info, fenced });
  assert.deepEqual(fenceIndices([code("js"), code("quoted"), code("", false), code("py")], ["js", "py"], 3), [3, null, null, 4]);
});
