import { indentation, listMarker } from "./line-grammar.js";

const opening = /^((?:[\s>]|[*+-] |\d{1,9}[.)] )*)(`{3,}|~{3,})(.*)$/;

/**
 * The last fence inside a list, a quote or an element (`kind` is `html`) that nothing closes, or `null`: where its line begins (`at`), where its content begins
 * (`content`), and the line that would close it (`closing`).
 */
export function openInnerFence(source, kind) {
  if (!source.includes("```") && !source.includes("~~~")) return null;
  let open = null;
  let at = 0;
  for (const line of source.split("\n")) {
    if (open && indentation(line) < open.column && listMarker(line)) open = null;
    const parts = opening.exec(line);
    if (parts && open) {
      if (parts[2].startsWith(open.run) && parts[3].trim() === "") open = null;
    } else if (parts && !(parts[2][0] === "`" && parts[3].includes("`"))) {
      const [, prefix, run] = parts;
      open = { at, content: at + line.length + 1, column: prefix.length, run, closing: prefix.replace(/[^>\s]/g, " ") + run };
    }
    at += line.length + 1;
  }
  // An element holds markdown only after a blank line.
  return open && kind === "html" && !/\n[ \t]*\n/.test(source.slice(0, open.at)) ? null : open;
}
