import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentPlanner } from "../document-planner.js";
import { corpus } from "./corpus.js";
import { essence, markupInOnePiece, markupOf, renderer, skip, unitsOf } from "./rendered.js";

/** Math is ours alone. */
const ourOwn = ["math stays literal"];

for (const [name, text] of Object.entries(corpus)) {
  test(`${name}: streamed, the units are those of the whole`, { skip }, () => {
    const whole = JSON.stringify(unitsOf(new DocumentPlanner().update(text, { done: true })));
    const planner = new DocumentPlanner();
    for (let at = 0; at < text.length; at += 1) planner.update(text.slice(0, at));
    assert.equal(JSON.stringify(unitsOf(planner.update(text, { done: true }))), whole);
  });
}

for (const [name, text] of Object.entries(corpus).filter(([name]) => !ourOwn.includes(name))) {
  test(`${name}: cut into blocks, it says what it says in one piece`, { skip }, async () => {
    assert.equal(essence(markupOf(text)), essence(await markupInOnePiece(text)));
  });
}

test("documents made of lines at random stream to what they are at once", { skip }, () => {
  const lines = Object.values(corpus).flatMap((text) => text.split("\n"));
  let state = 7;
  const random = (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let count = 0; count < 400; count += 1) {
    const text = Array.from({ length: 2 + random(10) }, () => (random(3) === 0 ? "" : lines[random(lines.length)])).join("\n").slice(0, 600);
    const planner = new DocumentPlanner();
    for (let at = 0; at < text.length; at += 1) planner.update(text.slice(0, at));
    const streamed = JSON.stringify(unitsOf(planner.update(text, { done: true })));
    assert.equal(streamed, JSON.stringify(unitsOf(new DocumentPlanner().update(text, { done: true }))), JSON.stringify(text));
  }
});

const is = (name, text, pattern) =>
  test(name, { skip }, () => {
    const markup = markupOf(text);
    if (pattern instanceof RegExp) assert.match(markup, pattern);
    else assert.equal(markup, pattern);
  });

is("math is no emphasis", "$a_1 * b_2 * c$ and \\(x*y*z\\)", "<p>$a_1 * b_2 * c$ and \\(x*y*z\\)</p>\n");
is("math over lines is one block", "$$\na\n- b\n$$", "<math>$$\na\n- b\n$$</math>");
is("sums of money are text", "*From* $5 to $10 *now*", "<p><em>From</em> $5 to $10 <em>now</em></p>\n");
is("bars in math split no cell", "| $|x|$ | b |\n|---|---|", /<th>\$\|x\|\$<\/th>\n<th>b<\/th>/);
is("an underline ends a paragraph, no list", "a\n- b\n---\n", /^<p>a<\/p>\n\n<ul>.*<\/>\n<hr>\n$/s);
is("a definition serves what stands before it", "[x]\n\n[x]: https://x.example", '<p><a href="https://x.example">x</a></p>\n');
is("a footnote is text", "[^1]: https://x.example", /^<p>\[\^1\]: <a/);
is("code in a list keeps its place", "1. a\n   ```sh\n   ls\n   ```\n", /<code sh>ls<\/code>/);
is("tabs in a fence stay tabs", "```make\n\tcc\n```", "<code make>\tcc</code>");
is("an element holds the markdown in it", "<details>\n\n- a\n\n</details>", /<details>\n\n<ul>\n<li>a<\/li>\n<\/ul>\n<\/details>/);
test("what would take the page's time is shown as it is, soon", { skip }, () => {
  const texts = {
    stars: "*a ".repeat(15_000), underscores: "_a_b".repeat(10_000), brackets: "[".repeat(30_000), "half links": "[a](".repeat(10_000), images: "![".repeat(15_000),
    backticks: Array.from({ length: 250 }, (_, run) => "`".repeat(run)).join(" "), angles: "<".repeat(30_000), tags: "<a ".repeat(10_000), quotes: `${">".repeat(20_000)}a`,
    lists: Array.from({ length: 300 }, (_, depth) => `${"  ".repeat(depth)}- a`).join("\n"), dollars: "$a ".repeat(13_000), slashes: "\\(".repeat(20_000), tildes: "~~a ".repeat(10_000),
    emails: "a@".repeat(15_000), addresses: "http://a.".repeat(4_000), entities: "&a".repeat(20_000), bars: `${"|".repeat(10_000)}\n${"|-".repeat(5_000)}\n`,
    attributes: `<a ${"a=".repeat(10_000)}`, comments: "<!--".repeat(10_000), spaces: `a${" ".repeat(30_000)}b`, equals: "a\n=".repeat(5_000), stars2: `${"**".repeat(10_000)}a`,
    definitions: "[a]: b\n".repeat(5_000), "blank bullets": "- \n".repeat(10_000), "deep brackets": `${"[".repeat(5_000)}a${"]".repeat(5_000)}`, "quoted lists": "> - ".repeat(3_000),
  };
  const slow = [];
  const forms = Object.entries(texts).flatMap(([name, text]) => [
    [name, text],
    [`${name} in an item`, `- ${text.slice(0, 19_000)}`],
    [`${name} in quotes`, `> > ${text.slice(0, 19_000)}`],
    [`${name}, very much`, text.repeat(Math.floor(95_000 / text.length))],
  ]);
  for (const [name, text] of forms) {
    const begin = process.cpuUsage();
    unitsOf(new DocumentPlanner().update(text, { done: true }));
    const { user, system } = process.cpuUsage(begin);
    const took = (user + system) / 1000;
    if (took > 1000) slow.push(`${name}: ${Math.round(took)} ms`);
  }
  assert.deepEqual(slow, []);
});

test("what nests deeper than anybody means is plain", { skip }, () => {
  const blocks = new renderer.BlockRenderer({ mark: "M" });
  assert.equal(blocks.read({ kind: "quote" }, "> ".repeat(500)).render(Object.create(null))[0].kind, "plain");
  assert.equal(blocks.read({ kind: "quote" }, `${"> ".repeat(20)}a`).render(Object.create(null))[0].kind, "flow");
});
