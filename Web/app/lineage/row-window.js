/**
 * Which rows of a long list stand in the document: those within sight and `extra` more on both sides, as `{start, end}` (`end` not included).
 * All rows are `rowHeight` high; `top` is how far the list is scrolled, `height` how much of it is seen, all in pixels.
 */
export function windowOf({ top, height, rowHeight, count, extra = 12 }) {
  const start = Math.min(count, Math.max(0, Math.floor(top / rowHeight) - extra));
  const end = Math.min(count, Math.max(start, Math.ceil((top + height) / rowHeight) + extra));
  return { start, end };
}

/** How far to scroll so that a row is in sight, moving as little as it takes. */
export function scrollTopShowing({ top, height, rowHeight, index }) {
  const from = index * rowHeight;
  if (from < top) return from;
  if (from + rowHeight > top + height) return from + rowHeight - height;
  return top;
}

/** The next row after `from`, around the end, whose sequence, type or line begins with what was typed; -1 when there is none. */
export function rowByTyping(rows, from, typed) {
  const wanted = typed.toLowerCase();
  const begins = ({ node }) => node.line.toLowerCase().startsWith(wanted) || node.type.toLowerCase().startsWith(wanted) || String(node.sequence).startsWith(wanted.replace(/^#?0*/, "") || "#");
  // A second letter goes on with the row that the first one found.
  const first = typed.length > 1 ? from : from + 1;
  for (let step = 0; step < rows.length; step += 1) {
    const at = (first + step + rows.length) % rows.length;
    if (begins(rows[at])) return at;
  }
  return -1;
}
