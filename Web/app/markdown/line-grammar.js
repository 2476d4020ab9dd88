const blockTags =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|" +
  "frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|source|" +
  "summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const attribute = /\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?/.source;

const blank = /^[ \t]*$/;
const fence = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const thematicBreak = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const quote = /^ {0,3}>/;
const marker = /^( {0,3})(?:([*+-])|(\d{1,9})([.)]))([ \t]+|$)(.*)$/;
const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const mathOpening = /^ {0,3}(?:\$\$(?!.*\$\$)|\\\[(?!.*\\\]))/;

/** The kinds of HTML block (CommonMark 0.31 §4.6): how each begins, and what ends it; a blank line where there is no `end`. */
const htmlKinds = [
  { begin: /^ {0,3}<(?:script|pre|style|textarea)(?:\s|>|$)/i, end: /<\/(?:script|pre|style|textarea)>/i },
  { begin: /^ {0,3}<!--/, end: /-->/ },
  { begin: /^ {0,3}<\?/, end: /\?>/ },
  { begin: /^ {0,3}<![a-zA-Z]/, end: />/ },
  { begin: /^ {0,3}<!\[CDATA\[/, end: /\]\]>/ },
  { begin: new RegExp(`^ {0,3}</?(?:${blockTags})(?:\\s|/?>|$)`, "i"), end: null },
  { begin: new RegExp(`^ {0,3}(?:<[a-zA-Z][\\w-]*(?:${attribute})*\\s*/?>|</[a-zA-Z][\\w-]*\\s*>)\\s*$`), end: null, interrupts: false },
];

/** Whether a line holds nothing but blanks. */
export const isBlank = (line) => blank.test(line);
/** Whether a line is a heading of its own (`## …`). */
export const isHeading = (line) => heading.test(line);
/** Whether a line is a rule across the text. */
export const isThematicBreak = (line) => thematicBreak.test(line);
/** Whether a line turns the paragraph above it into a heading. */
export const isUnderline = (line) => underline.test(line);
/** Whether a line belongs to a block quote by its own mark. */
export const isQuote = (line) => quote.test(line);
/** Whether a line can stand between a table's head and its rows. */
export const isDelimiterRow = (line) => line.includes("-") && delimiterRow.test(line);
/** Whether a line opens display math that it does not close. */
export const opensMath = (line) => mathOpening.test(line);

/** How many columns a line is indented; a tab goes on to the next multiple of four. */
export function indentation(line) {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
}

/** `{indent, character, length, info}` of a line that opens a fence, or `null`. */
export function fenceOpening(line) {
  const parts = fence.exec(line);
  if (!parts) return null;
  const run = parts[2] ?? parts[4];
  return { indent: parts[1].length, character: run[0], length: run.length, info: (parts[3] ?? parts[5]).trim() };
}

/** Whether a line closes the fence that `fenceOpening` told of. */
export function closesFence(line, { character, length }) {
  const text = line.trimEnd();
  const start = text.search(/[^ ]/);
  if (start < 0 || start > 3 || text.length - start < length) return false;
  for (let at = start; at < text.length; at += 1) if (text[at] !== character) return false;
  return true;
}

/** `{indent, ordered, delimiter, number, width, empty}` of a line that begins a list item, or `null`; `width` is the column of its content. */
export function listMarker(line) {
  const parts = marker.exec(line);
  if (!parts || thematicBreak.test(line)) return null;
  const [, indent, bullet, number, delimiter, gap, content] = parts;
  const sign = bullet ? 1 : number.length + 1;
  const spaces = content === "" || gap.length > 4 || gap.includes("\t") ? 1 : gap.length;
  return {
    indent: indent.length,
    ordered: !bullet,
    delimiter: bullet ?? delimiter,
    number: bullet ? null : Number(number),
    width: indent.length + sign + spaces,
    empty: content === "",
  };
}

/** `{end, interrupts}` of the HTML block that a line begins, or `null`; `end` is what its last line holds, `null` when a blank line ends it. */
export function htmlOpening(line) {
  const kind = htmlKinds.find(({ begin }) => begin.test(line));
  return kind ? { end: kind.end, interrupts: kind.interrupts ?? true } : null;
}

/** Whether a line ends a paragraph and begins another block without a blank line between. */
export function interruptsParagraph(line) {
  if (isHeading(line) || isThematicBreak(line) || isQuote(line) || fenceOpening(line) || opensMath(line)) return true;
  const item = listMarker(line);
  if (item) return !item.empty && (!item.ordered || item.number === 1);
  return htmlOpening(line)?.interrupts === true;
}
