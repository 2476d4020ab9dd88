const kinds = {
  addition: "inserted", attr: "variable", attribute: "variable", built_in: "type", "builtin-name": "type", bullet: "punctuation", code: "string", comment: "comment",
  deletion: "deleted", doctag: "keyword", keyword: "keyword", link: "string", literal: "number", meta: "punctuation", "meta-keyword": "keyword", "meta-string": "string", name: "keyword",
  number: "number", quote: "comment", regexp: "string", section: "function", "selector-attr": "variable", "selector-class": "type", "selector-id": "function",
  "selector-pseudo": "keyword", "selector-tag": "keyword", string: "string", symbol: "string", tag: "punctuation", "template-tag": "punctuation", "template-variable": "variable",
  title: "function", type: "type", variable: "variable",
};
const transparent = new Set(["function", "class", "params", "subst"]);
const pieces = /<span class="([^"]*)">|<\/span>|[^<]+|</g;
const references = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };

/** The kinds of token that have a colour: `code-KIND` is their class, `--code-KIND` the colour. */
export const tokenKinds = Object.freeze([...new Set(Object.values(kinds))].sort());

/**
 * The highlighter's markup as `[kind, text]` pairs whose texts together are `code`; `kind` is one of `tokenKinds` or `null`.
 * `null` when the texts are not the code: then its markup is not to be trusted.
 */
export function readTokens(markup, code) {
  const tokens = [];
  const stack = [{ kind: null, word: null }];
  let length = 0;
  for (const [piece, classes] of markup.matchAll(pieces)) {
    if (classes !== undefined) stack.push(inner(stack.at(-1), classes));
    else if (piece === "</span>") {
      if (stack.length > 1) stack.pop();
    } else {
      const text = piece.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (reference) => references[reference]);
      if (code.slice(length, length + text.length) !== text) return null;
      length += text.length;
      const { kind } = stack.at(-1);
      if (tokens.length > 0 && tokens.at(-1)[0] === kind) tokens.at(-1)[1] += text;
      else tokens.push([kind, text]);
    }
  }
  return length === code.length ? tokens : null;
}

function inner(outer, classes) {
  const word = classes.split(" ").find((name) => name.startsWith("hljs-"))?.slice(5);
  if (word === undefined || transparent.has(word)) return { kind: null, word: word ?? null };
  if (word === "title" && outer.word === "class") return { kind: "type", word };
  return { kind: Object.hasOwn(kinds, word) ? kinds[word] : outer.kind, word };
}
