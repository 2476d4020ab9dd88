import { allowedTags, isAllowedAttribute } from "./allowed-markup.js";

const tags = new Set(allowedTags);
/** Elements whose content is not text, or is read by other rules. */
const dropped = "script|style|iframe|noscript|template|title|xmp|plaintext|noembed|noframes|object|svg|math|textarea|select|head|applet|video|audio";
const pieces = new RegExp(
  [
    "<!--[\\s\\S]*?(?:-->|$)",
    "<[!?][^>]*(?:>|$)",
    `<(${dropped})(?=[\\s/>])[\\s\\S]*?(?:</\\1(?=[\\s/>])[^>]*>|$)`,
    "<(/?)([a-zA-Z][\\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    "<",
  ].join("|"),
  "gi",
);
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/**
 * Markup written out anew with the elements and attributes of `allowed-markup.js` and no other: what is no such tag is gone, or text. It is for the parser,
 * so that nothing that it could start, or its policy would have to stop, comes before it; the sanitizer judges what it makes of this.
 */
export function plainMarkup(markup) {
  return markup.replace(pieces, (piece, _, closing, name, rest) => {
    if (piece === "<") return "&lt;";
    const tag = name?.toLowerCase();
    if (!tags.has(tag)) return "";
    return closing ? `</${tag}>` : `<${tag}${attributesOf(tag, rest)}>`;
  });
}

function attributesOf(tag, text) {
  let result = "";
  const seen = new Set();
  for (const [, written, double, single, bare] of text.matchAll(attribute)) {
    const name = written.toLowerCase();
    const value = double ?? single ?? bare ?? "";
    if (seen.has(name) || !isAllowedAttribute(tag, name, value)) continue;
    seen.add(name);
    result += ` ${name}="${value.replace(/[<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}"`;
  }
  return result;
}
