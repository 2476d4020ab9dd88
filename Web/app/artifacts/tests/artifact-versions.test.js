import assert from "node:assert/strict";
import { test } from "node:test";
import { groupVersions, sharedLines } from "../artifact-versions.js";

let sequence = 0;
const artifact = (content, rest = {}) => ({ id: `a${(sequence += 1)}`, type: "AC", language: "python", title: null, message: `m${sequence}`, live: false, content, ...rest });
const shape = (artifacts) => groupVersions(artifacts).map((group) => group.map(({ id }) => artifacts.findIndex((item) => item.id === id)));
const lines = (...words) => words.map((word) => `  ${word} = 1\n`).join("");

test("the same title is the same artifact, whatever it holds", () => {
  const all = [artifact("a", { title: "app.py" }), artifact("b", { title: "other.py" }), artifact("c", { title: "App.py " }), artifact(null, { title: "app.py", live: true })];
  assert.deepEqual(shape(all), [[0, 2, 3], [1]]);
  assert.deepEqual(shape([artifact("a", { title: "x", type: "AH" }), artifact("a", { title: "x" })]), [[0], [1]]);
});

test("without a title most lines are shared", () => {
  const grown = lines("a", "b", "c", "d", "e");
  assert.deepEqual(shape([artifact(lines("a", "b", "c", "d")), artifact(grown), artifact(lines("p", "q", "r", "s"))]), [[0, 1], [2]]);
  assert.deepEqual(shape([artifact(grown), artifact(grown, { language: "ruby" })]), [[0], [1]]);
  assert.deepEqual(shape([artifact(lines("a", "b")), artifact(lines("a", "b"))]), [[0], [1]], "two lines tell nothing");
  assert.deepEqual(shape([artifact(lines(..."abcdefghijklm")), artifact(lines("a", "b", "c"))]), [[0], [1]], "an excerpt is no version");
  assert.deepEqual(shape([artifact(grown, { message: "m" }), artifact(grown, { message: "m" })]), [[0], [1]], "one answer shows two things");
  assert.deepEqual(shape([artifact(grown), artifact(grown, { live: true })]), [[0], [1]], "what grows is compared when it is whole");
  assert.deepEqual(shape([artifact(grown), artifact(null)]), [[0], [1]]);
});

test("a title joins what had none, two titles never join", () => {
  const text = lines("a", "b", "c");
  assert.deepEqual(shape([artifact(text), artifact(text, { title: "x.py" }), artifact(text, { title: "y.py" }), artifact("z", { title: "x.py" })]), [[0, 1, 3], [2]]);
});

test("pages are compared with pages, in whichever way they were marked", () => {
  const page = "<h1>One</h1>\n<p>two</p>\n<p>three</p>\n<p>four</p>\n";
  assert.deepEqual(shape([artifact(page, { type: "AH", language: "html" }), artifact(`${page}<p>five</p>`, { language: "html" })]), [[0, 1]]);
});

test("output and attachments have no versions", () => {
  const text = lines("a", "b", "c");
  assert.deepEqual(shape([artifact(text, { type: "AO" }), artifact(text, { type: "AO" }), artifact(null, { type: "UA", name: "x" }), artifact(null, { type: "UA", name: "x" })]), [[0], [1], [2], [3]]);
});

test("lines are compared without indentation, each as often as it stands there", () => {
  assert.deepEqual(sharedLines({ content: "a\n}\n\nb\nb" }, { content: "   a\n b\n c\n d" }), { ofShorter: 2 / 3, ofLonger: 2 / 4, shorter: 3 });
  assert.deepEqual(sharedLines({ content: "" }, { content: "a" }), { ofShorter: 0, ofLonger: 0, shorter: 0 });
});

test("a thousand artifacts are grouped at once", () => {
  const all = Array.from({ length: 1_000 }, (_, index) => artifact(lines(...Array.from({ length: 30 }, (_, line) => `v${index}_${line}`))));
  const start = performance.now();
  assert.equal(groupVersions(all).length, 1_000);
  assert.ok(performance.now() - start < 2_000);
});
