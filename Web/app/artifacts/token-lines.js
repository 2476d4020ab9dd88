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

const joined = (line) => line.map(([, text]) => text).join("");
