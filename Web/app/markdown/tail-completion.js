import { completeInline } from "./inline-completion.js";
import { openInnerFence } from "./inner-fence.js";
import { isDelimiterRow, isQuote } from "./line-grammar.js";

/** A line that may yet become a mark of structure: a bullet, a number, a rule, an underline, a heading's sign, half a fence, an empty task. */
const undecided = /^\s*(?:>[ >]*)?(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:[-*+]|\d{1,9}[.)]?|#{1,6}|-{2,}|=+|\*{2,}|_{2,}|`{1,2}|~{1,2}|\[[ xX]?\]?)?\s*$/;
const halfDefinition = /^ {0,3}\[(?!\^)[^\]]+\]:\s*\S*$/;
const itemStart = /^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/;

/**
 * The source of the block that still grows, mended for the eye: marks that are half written wait, so that nothing shows raw for a moment and then turns
 * into something else. `partial` says that the last line goes on. Gives `null` when there is nothing to show yet.
 */
export function completeTail({ kind, fence, closed }, source, partial) {
  if (kind === "fence") return closed ? source : completeFence(source, fence, partial);
  if (kind === "math" || kind === "indented" || kind === "rule") return kind === "rule" && partial ? null : source;
  const inner = openInnerFence(source, kind);
  if (inner) return source.slice(inner.content).trim() === "" ? source.slice(0, inner.at).trimEnd() || null : source;
  const lines = source.split("\n");
  if (partial && (undecided.test(lines.at(-1)) || halfDefinition.test(lines.at(-1)))) lines.pop();
  if (lines.length === 0) return null;
  if (kind === "html") return completeElement(lines, partial);
  const table = kind === "paragraph" && lines.length > 0 ? completeTable(lines) : null;
  if (table !== null) return table || null;
  const [row, column] = inlineStart(lines);
  const head = [...lines.slice(0, row), lines[row].slice(0, column)].join("\n");
  const mended = completeInline([lines[row].slice(column), ...lines.slice(row + 1)].join("\n"));
  return head + mended === "" ? null : head + mended;
}

/** An element: markdown in it is mended, a half tag waits. */
function completeElement(lines, partial) {
  const start = lines.findLastIndex((line) => line.trim() === "") + 1;
  if (start > 0 && start < lines.length && !lines[start].trimStart().startsWith("<")) {
    const content = completeTail({ kind: "paragraph" }, lines.slice(start).join("\n"), partial) ?? "";
    return [...lines.slice(0, start), content].join("\n");
  }
  return lines.join("\n").replace(/<[a-zA-Z/!][^<>]*$/, "") || null;
}

function completeFence(source, { character }, partial) {
  const at = source.lastIndexOf("\n");
  if (at < 0) return partial ? /^\s*(?:`+|~+)/.exec(source)[0] : source;
  const last = source.slice(at + 1).trim();
  return partial && last !== "" && last === character.repeat(last.length) ? source.slice(0, at) : source;
}

/** Where the text begins that emphasis can reach: `[line, column]`. */
function inlineStart(lines) {
  for (let row = lines.length - 1; row >= 0; row -= 1) {
    const mark = itemStart.exec(lines[row]) ?? /^ {0,3}#{1,6}\s+/.exec(lines[row]) ?? (isQuote(lines[row]) ? /^(?:\s*>)+\s*/.exec(lines[row]) : null);
    if (mark) return [row, mark[0].length];
    if (row === 0 || lines[row - 1].trim() === "") return [row, 0];
  }
  return [0, 0];
}

/** A table that is being written, with the row under its head made up as long as it is not there; `null` when these lines are none. */
function completeTable(lines) {
  const delimiter = lines.findIndex((line, index) => index > 0 && isDelimiterRow(line) && lines[index - 1].includes("|"));
  const last = lines.at(-1);
  if (delimiter > 0 && (delimiter < lines.length - 1 || columns(lines[delimiter - 1]) === columns(last))) {
    if (delimiter === lines.length - 1) return lines.join("\n");
    if (/^[\s|]*$/.test(last)) return lines.slice(0, -1).join("\n");
    return [...lines.slice(0, -1), completeRow(last)].join("\n");
  }
  const head = lines.at(-2);
  if (head?.trimStart().startsWith("|") && /^\s*\|?[\s|:-]*$/.test(last)) return [...lines.slice(0, -1), rule(head)].join("\n");
  if (!last.trimStart().startsWith("|")) return null;
  if (columns(last) === 0) return lines.slice(0, -1).join("\n");
  const row = completeRow(last);
  return [...lines.slice(0, -1), row, rule(row)].join("\n");
}

const cells = (line) => line.trim().replace(/^\|/, "").replace(/\|\s*$/, "");
const columns = (line) => (cells(line).trim() === "" ? 0 : cells(line).split(/(?<!\\)\|/).length);
const rule = (line) => `|${"---|".repeat(columns(line))}`;

/** A row with its last cell's text mended. */
function completeRow(line) {
  const bar = line.trimEnd().endsWith("|") ? -1 : line.lastIndexOf("|");
  return bar < 0 ? line : `${line.slice(0, bar + 1)}${completeInline(line.slice(bar + 1))} |`;
}
