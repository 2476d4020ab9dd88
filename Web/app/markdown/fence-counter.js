import { closesFence, fenceOpening } from "./line-grammar.js";

/**
 * Finds fences as the server does when it makes artifacts of them: line by line, whatever block they stand in. The state goes from block to block;
 * `null` is outside a fence.
 */
export function readFences(source, state) {
  const opened = [];
  let open = state;
  if (open === null && !source.includes("```") && !source.includes("~~~")) return { opened, state: null };
  for (const line of source.split("\n")) {
    if (open) {
      if (closesFence(line, open)) open = null;
      continue;
    }
    open = fenceOpening(line);
    if (open) opened.push(open.info);
  }
  return { opened, state: open };
}

/**
 * The index of each code block among the server's artifacts: `codes` are the code blocks that were rendered, `opened` the infos of the fences found,
 * the first of which is the `first`-th. Code that is no fence of the server's (in a quote, deep in a list) gets `null`.
 */
export function fenceIndices(codes, opened, first) {
  let next = 0;
  return codes.map(({ info, fenced }) => {
    const at = fenced ? opened.indexOf(info.trim(), next) : -1;
    if (at < 0) return null;
    next = at + 1;
    return first + at;
  });
}
