const letterA = 65;

/** The letters of a column: 1 is `A`, 27 is `AA`. */
export function columnName(number) {
  let name = "";
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(letterA + ((rest - 1) % 26)) + name;
  return name;
}

/** The number of a column's letters. */
export const columnNumber = (name) => [...name.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - letterA + 1, 0);

/** `H7` or `A15:C20` as `{top, left, bottom, right}` from 1, `null` for anything else. Dollar signs are left out of account. */
export function parseRange(text) {
  const parts = /^([A-Z]{1,3})([1-9][0-9]*)(?::([A-Z]{1,3})([1-9][0-9]*))?$/i.exec((text ?? "").replaceAll("$", ""));
  if (!parts) return null;
  const [left, top] = [columnNumber(parts[1]), Number(parts[2])];
  const [right, bottom] = parts[3] ? [columnNumber(parts[3]), Number(parts[4])] : [left, top];
  return { top: Math.min(top, bottom), left: Math.min(left, right), bottom: Math.max(top, bottom), right: Math.max(left, right) };
}

/** `Sheet!H7` as `{sheet, range}`, `null` for anything else. A sheet's name may have an exclamation mark itself. */
export function parsePlace(text) {
  const at = (text ?? "").lastIndexOf("!");
  const range = at > 0 ? parseRange(text.slice(at + 1)) : null;
  return range && { sheet: text.slice(0, at).replace(/^'(.*)'$/, "$1"), range };
}

/** A cell as people write it. */
export const cellName = (row, column) => `${columnName(column)}${row}`;

/** The range as people write it. */
export function rangeName({ top, left, bottom, right }) {
  const first = cellName(top, left);
  return top === bottom && left === right ? first : `${first}:${cellName(bottom, right)}`;
}

/** Whether two ranges have a cell in common. */
export const touches = (one, other) => one.top <= other.bottom && other.top <= one.bottom && one.left <= other.right && other.left <= one.right;

/** Whether a cell lies in a range. */
export const holds = (range, row, column) => range.top <= row && row <= range.bottom && range.left <= column && column <= range.right;
