import assert from "node:assert/strict";
import { test } from "node:test";
import { artifactIcon, artifactKind, artifactTitle, fileName, isPage } from "../artifact-names.js";

const code = (language, content, rest = {}) => ({ type: "AC", language, title: null, name: null, content, ...rest });

test("an artifact is called by its title, its page's title or its first telling line", () => {
  const titles = [
    [code("python", "print(1)", { title: "sort.py" }), "sort.py"],
    [code("python", "#!/usr/bin/env python3\nimport os\nfrom sys import argv\n\ndef number():\n    return 1\n"), "def number():"],
    [code("js", '"use strict";\nimport a from "b";\n\n// Counts the words.\nconst x = 1;'), "Counts the words."],
    [code("c", "#include <stdio.h>\n\nint main(void) {\n}\n"), "int main(void)"],
    [code("css", "}\n;\n"), "Code"],
    [code("js", 'import a from "b";\n'), 'import a from "b";'],
    [{ type: "AH", content: "<!doctype html><html><head><title>A\n counter</title></head><body><h1>No</h1>" }, "A counter"],
    [{ type: "AH", content: "<h1 class=x>Clock</h1>" }, "Clock"],
    [{ type: "AH", content: "<p>words" }, "Web page"],
    [{ type: "UA", name: "data.csv", content: null }, "data.csv"],
    [code("swift", null), "Code"],
  ];
  for (const [artifact, title] of titles) assert.equal(artifactTitle(artifact), title);
  assert.equal(artifactTitle(code("text", "x".repeat(200))).length, 72);
});

test("a file has a name and an ending that fit", () => {
  const names = [
    [code("python", "", { title: "src/sort.py" }), "sort.py"],
    [code("python", "", { title: "Sorting" }), "Sorting.py"],
    [code("python", "def number(n):\n"), "def-number-n.py"],
    [code("dockerfile", "FROM scratch"), "Dockerfile"],
    [code("brainfog", "x"), "x.txt"],
    [code("constructor", "x"), "x.txt"],
    [code("ts", "", { title: "..\\..\\evil\u202e:name" }), "evilname.ts"],
    [code("ts", "", { title: "../.." }), "artifact.ts"],
    [{ type: "AH", title: null, content: "<title>A counter</title>" }, "a-counter.html"],
    [{ type: "AO", title: null, content: "done\n" }, "done.txt"],
    [{ type: "UA", name: "photo of us.png" }, "photo of us.png"],
    [{ type: "UA", name: null }, "attachment"],
  ];
  for (const [artifact, name] of names) assert.equal(fileName(artifact), name);
});

test("kinds have icons, and pages are told from code", () => {
  assert.deepEqual([code("HTML", ""), code("svg", ""), { type: "AH" }, code("xml", "")].map(isPage), [true, true, true, false]);
  const all = [{ type: "AH" }, code("svg", ""), code("c", ""), { type: "AO" }, { type: "UA", media_type: "image/png" }, { type: "UA", name: "x.JPG" }, { type: "UA", name: "x.bin" }];
  assert.deepEqual(all.map(artifactKind), ["page", "drawing", "code", "output", "image", "image", "file"]);
  assert.deepEqual(all.map(artifactIcon), ["globe", "image", "code", "terminal", "image", "image", "file"]);
});
