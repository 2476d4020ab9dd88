/** The elements that an answer may be made of. */
export const allowedTags = Object.freeze([
  "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3",
  "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong",
  "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "wbr",
]);

/** Which attributes an element may have, beside `title` and `dir`. */
const attributes = Object.freeze({
  a: ["href"],
  details: ["open"],
  img: ["src", "alt"],
  input: ["type", "checked", "disabled"],
  ol: ["start", "reversed"],
  td: ["align", "colspan", "rowspan"],
  th: ["align", "colspan", "rowspan"],
});
const everywhere = ["title", "dir"];

/** What a value must be, where a browser gives it power over the layout. */
const values = { align: /^(?:left|right|center)$/, colspan: /^\d{1,2}$/, dir: /^(?:ltr|rtl|auto)$/, rowspan: /^\d{1,2}$/, start: /^\d{1,9}$/, type: /^checkbox$/i };

/** Every attribute that some element may have. */
export const allowedAttributes = Object.freeze([...everywhere, ...new Set(Object.values(attributes).flat())]);

/** Whether an element may have this attribute with this value. Addresses are judged elsewhere. */
export const isAllowedAttribute = (tag, name, value) =>
  (everywhere.includes(name) || (Object.hasOwn(attributes, tag) && attributes[tag].includes(name))) && (!Object.hasOwn(values, name) || values[name].test(value));
