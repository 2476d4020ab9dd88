import { highlighterLanguage } from "./code-languages.js";
import { readTokens } from "./code-tokens.js";
import { HighlightQueue } from "./highlight-queue.js";

const limitMilliseconds = 1000;
/** Beyond this, colours cost more than they tell. */
const longestCode = 120_000;
const mostCachedUnits = 1_500_000;

const queue = new HighlightQueue({
  createWorker: () => new Worker(new URL("./highlight-worker.js", import.meta.url)),
  timer: { set: (run, milliseconds) => setTimeout(run, milliseconds), clear: (handle) => clearTimeout(handle) },
  limit: limitMilliseconds,
});

/** Results by language and text, the least recently used first. */
const cache = new Map();
let cachedUnits = 0;

/**
 * The tokens of `code` (`[kind, text]` pairs, see `code-tokens.js`), or `null` when it stays plain: an unknown language, a text too long, or a grammar
 * that did not come to an end within a second. With `keep` false the result is not remembered: it will be asked for once.
 */
export async function highlightTokens(code, language, { keep = true } = {}) {
  const name = highlighterLanguage(language);
  if (name === null || code.length > longestCode || code === "") return null;
  const key = `${name}\n${code}`;
  const known = cache.get(key);
  if (known !== undefined) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const markup = await queue.run(code, name);
  const tokens = markup === null ? null : readTokens(markup, code);
  if (keep) remember(key, tokens);
  return tokens;
}

/** `code` with its tokens in spans, as a fragment made of text and our own elements. Rejects never: what cannot be coloured comes plain. */
export async function highlight(code, language) {
  const fragment = document.createDocumentFragment();
  fragment.append(...tokenNodes((await highlightTokens(code, language)) ?? [[null, code]]));
  return fragment;
}

/** A node for each token. */
export const tokenNodes = (tokens) =>
  tokens.map(([kind, text]) => {
    if (kind === null) return document.createTextNode(text);
    const span = document.createElement("span");
    span.className = `code-${kind}`;
    span.textContent = text;
    return span;
  });

function remember(key, tokens) {
  if (cache.has(key)) return;
  cache.set(key, tokens);
  cachedUnits += key.length;
  for (const oldest of cache.keys()) {
    if (cachedUnits <= mostCachedUnits) break;
    cache.delete(oldest);
    cachedUnits -= oldest.length;
  }
}
