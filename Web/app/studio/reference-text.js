import { parseRange } from "./cell-address.js";

const whole = /@(mapping|code|schema|generation)\[([^[\]\n]*)\]/g;

/** The kinds of references, as completion offers them. */
export const referenceKinds = Object.freeze([
  { text: "@mapping[", detail: "rows or cells of the workbook" },
  { text: "@code[", detail: "a block of the code" },
  { text: "@schema[", detail: "a column of a table" },
  { text: "@generation[", detail: "a step, to be made again" },
]);

/** A text in pieces: `[{text}]` and `[{text, kind, inside, from, to}]` for each whole reference. */
export function piecesOf(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(whole)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    pieces.push({ text: match[0], kind: match[1], inside: match[2], from: match.index, to: end });
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The whole reference that a caret stands in or at the end of, or `null`. */
export const referenceAt = (text, caret) => piecesOf(text).find(({ kind, from, to }) => kind && from < caret && caret <= to) ?? null;

/** What is being typed at the caret: `{from, prefix}` of a reference that is not whole yet, or `null`. */
export function openReference(text, caret) {
  const around = referenceAt(text, caret);
  if (around && caret < around.to) return null;
  const before = text.slice(0, caret);
  const at = before.lastIndexOf("@");
  if (at < 0 || /[\p{L}\p{N}_]/u.test(before[at - 1] ?? "")) return null;
  const prefix = before.slice(at);
  return /^@[a-z]*$/.test(prefix) || /^@(mapping|code|schema|generation)\[[^\]\n]*$/.test(prefix) ? { from: at, prefix } : null;
}

/** The kinds that begin like this, while no bracket is open yet. */
export const kindsFor = (prefix) => (prefix.includes("[") ? null : referenceKinds.filter(({ text }) => text.startsWith(prefix)));

/** Where a reference points: `{sheet, range}`, `{block}` or `{schema}`; `null` where it names nothing. */
export function targetOf({ kind, inside }) {
  if (inside.trim() === "") return null;
  if (kind === "code" || kind === "generation") return { block: inside.trim() };
  if (kind === "schema") return { schema: inside.trim() };
  const at = /^(.*):([A-Z]{1,3}[1-9][0-9]*:[A-Z]{1,3}[1-9][0-9]*)$/i.exec(inside) ?? /^(.*):([A-Z]{1,3}[1-9][0-9]*)$/i.exec(inside);
  const rows = at ? null : /^(.*):([1-9][0-9]*)$/.exec(inside);
  if (rows) return { sheet: rows[1], range: { top: Number(rows[2]), left: 1, bottom: Number(rows[2]), right: 16_384 } };
  const range = at && parseRange(at[2]);
  return range && { sheet: at[1], range };
}
