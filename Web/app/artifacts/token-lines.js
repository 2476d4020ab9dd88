/**
 * The lines of coloured text: `tokens` are `[kind, text]` pairs that make up the text in order; each line is a list of such pairs without its
 * line break. A last line break ends a line and begins none.
 */
export function linesOfTokens(tokens) {
  const lines = [[]];
  for (const [kind, text] of tokens) {
    text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1).push([kind, part]);
    });
  }
  if (lines.length > 1 && lines.at(-1).length === 0) lines.pop();
  return lines;
}

/**
 * `text` in lines, with the colours of `coloured` (lines as above) where a line still is what it was when they were found: text that
 * grows keeps its colours at the beginning until it is coloured anew.
 */
export function withColours(text, coloured) {
  return linesOfTokens([[null, text]]).map((line, index) => {
    const known = coloured?.[index];
    return known && joined(known) === joined(line) ? known : line;
  });
}

/**
 * The lines in blocks of `size`, `[{first, lines}]` with line numbers from 1. Lines and blocks that are the same as in `previous` are the very objects
 * of it: whoever draws them sees by identity what has to be drawn again.
 */
export function blocksOfLines(lines, size, previous = []) {
  const blocks = [];
  for (let start = 0; start < lines.length; start += size) {
    const before = previous[start / size];
    const own = lines.slice(start, start + size).map((line, index) => (before?.lines[index] && isSame(line, before.lines[index]) ? before.lines[index] : line));
    const isKept = before?.lines.length === own.length && own.every((line, index) => line === before.lines[index]);
    blocks.push(isKept ? before : { first: start + 1, lines: own });
  }
  return blocks;
}

const isSame = (line, other) => line === other || (line.length === other.length && line.every(([kind, text], index) => kind === other[index][0] && text === other[index][1]));
const joined = (line) => line.map(([, text]) => text).join("");
