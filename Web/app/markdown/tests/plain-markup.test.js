import assert from "node:assert/strict";
import { test } from "node:test";
import { plainMarkup } from "../plain-markup.js";

const cases = {
  "<p>a <b>b</b></p>": "<p>a <b>b</b></p>",
  "<P TITLE='x' onclick=y style=z>": '<p title="x">',
  '<a href="javascript:x" target=_top>': '<a href="javascript:x">',
  "<a title='\"'>": '<a title="&#34;">',
  "<img src=x onerror=y alt=\"a>b\">": '<img src="x" alt="a&#62;b">',
  "a < b <c": "a &lt; b &lt;c",
  "<script>x</script>y": "y",
  "<SCRIPT/x>x</script >y": "y",
  "<script>x": "",
  "<svg><a>x</a></svg>y": "y",
  "<!-- a --><!doctype x><?php ?>y<!-- z": "y",
  "<x-y a=b>c</x-y>": "c",
  "<td align=justify colspan=1000><td align=left colspan=2>": '<td><td align="left" colspan="2">',
  "<input type=text><input type=checkbox name=x checked>": '<input><input type="checkbox" checked="">',
  "</p onclick=x>": "</p>",
};

for (const [markup, plain] of Object.entries(cases)) test(`${markup} is ${plain || "nothing"}`, () => assert.equal(plainMarkup(markup), plain));

test("much of it is read soon", () => {
  for (const piece of ["<a ", "<a \"", "<a x='", "<!--", "<script ", "<", "</", "<a b=c ", "<?", "<svg>"]) {
    const begin = process.cpuUsage();
    plainMarkup(piece.repeat(100_000 / piece.length));
    const { user, system } = process.cpuUsage(begin);
    assert.ok(user + system < 1_000_000, `${piece}: ${(user + system) / 1000} ms`);
  }
});
