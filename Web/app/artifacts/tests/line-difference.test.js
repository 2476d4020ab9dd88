import assert from "node:assert/strict";
import { test } from "node:test";
import { countChanges, differLines, foldUnchanged } from "../line-difference.js";

const text = (letters) => letters.split("").join("\n");
const told = (before, after, limit) => differLines(text(before), text(after), limit).map(({ kind, text: line }) => ({ same: "", removed: "-", added: "+" })[kind] + line).join("");

test("the shortest way from one text to the other", () => {
  assert.deepEqual(countChanges(differLines(text("abcabba"), text("cbabac"))), { added: 2, removed: 3 });
  assert.equal(told("abc", "abc"), "abc");
  assert.equal(told("", "ab"), "+a+b");
  assert.equal(told("ab", ""), "-a-b");
  assert.equal(told("abcd", "axcd"), "a-b+xcd");
  assert.equal(told("abcd", "abd"), "ab-cd");
});

test("both texts come out of their difference, with their line numbers", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let round = 0; round < 300; round += 1) {
    const words = () => Array.from({ length: random(14) }, () => "abcd"[random(4)]);
    const [before, after] = [words(), words()];
    const difference = differLines(before.join("\n"), after.join("\n"), round % 3 === 0 ? 2 : undefined);
    assert.deepEqual(difference.filter(({ kind }) => kind !== "added").map((line) => line.text), before);
    assert.deepEqual(difference.filter(({ kind }) => kind !== "removed").map((line) => line.text), after);
    for (const line of difference) {
      if (line.before !== null) assert.equal(before[line.before - 1], line.text);
      if (line.after !== null) assert.equal(after[line.after - 1], line.text);
    }
    assert.deepEqual(foldUnchanged(difference).flatMap((part) => part.lines ?? part.folded), difference);
  }
});

test("texts that have nothing in common cost a bounded time", () => {
  const long = (word) => Array.from({ length: 20_000 }, (_, line) => `${word} ${line}`).join("\n");
  const start = performance.now();
  assert.deepEqual(countChanges(differLines(long("a"), long("b"))), { added: 20_000, removed: 20_000 });
  assert.ok(performance.now() - start < 3_000);
});

test("a last line break is no line, and what is far from a change is folded", () => {
  assert.deepEqual(differLines("a\n", "a").map(({ kind }) => kind), ["same"]);
  const folded = foldUnchanged(differLines(text("abcdefghijklmnop"), text("abcdefgXijklmnop")));
  assert.deepEqual(folded.map((part) => [part.lines?.length, part.folded?.length]), [[undefined, 4], [8, undefined], [undefined, 5]]);
  assert.deepEqual(foldUnchanged(differLines(text("abcde"), text("abcdX")))[0].lines?.length, 1, "one line is not folded");
});
