import {
  closesFence, fenceOpening, htmlOpening, indentation, interruptsParagraph, isBlank, isDelimiterRow, isHeading, isQuote, isThematicBreak, isUnderline,
  listMarker, opensMath,
} from "./line-grammar.js";

/** HTML elements whose content may be markdown over several blocks: what they hold stays in one block with them. */
const containers = /<(\/?)(details|div|section|article|aside|center|figure|table|header|footer|main|nav)\b[^>]*?(\/?)>/gi;
/** An element that is never closed does not make the rest of an answer one block. */
const longestContainer = 16_384;

/**
 * Cuts markdown into its outermost blocks (CommonMark 0.31 §4, §5 and tables), one line after another, and never looks back:
 * what it gave out stays true whatever follows. A block is
 * `{kind, start, end, decided}`: `start` and `end` are offsets, `decided` is where the line ends that settled its end. Kinds:
 * `paragraph` (with tables, underlined headings and link definitions), `heading`, `rule`, `fence` (with `fence`, and `closed`), `math`
 * (with `closed`), `list`, `quote`, `html`, `indented`.
 */
export class BlockSplitter {
  /** What is known of the block that is open; plain data, so that a copy of it is a copy of the splitter. */
  #open = null;

  /** A splitter that stands where this one stands. */
  copy() {
    const copy = new BlockSplitter();
    copy.#open = this.#open && { ...this.#open };
    return copy;
  }

  /** Takes the line that lies from `start` to `end`, whose successor begins at `next`. Gives the blocks whose end is now known. */
  push(line, start, end, next) {
    const blocks = [];
    if (this.#open && !this.#goesOn(line, end)) blocks.push(this.#close(next));
    if (!this.#open && !isBlank(line)) this.#begin(line, start, end);
    if (this.#open?.complete) blocks.push(this.#close(next));
    return blocks;
  }

  /** The text is over at `end`: gives the block that was open, or none. */
  finish(end) {
    return this.#open ? [this.#close(end)] : [];
  }

  #close(decided) {
    const { kind, start, end, fence, closed } = this.#open;
    this.#open = null;
    return { kind, start, end, decided, ...(fence && { fence }), ...(closed !== undefined && { closed }) };
  }

  #begin(line, start, end) {
    const open = (kind, more) => {
      this.#open = { kind, start, end, ...more };
    };
    if (indentation(line) >= 4) return open("indented");
    const fence = fenceOpening(line);
    if (fence) return open("fence", { fence, closed: false });
    if (isHeading(line)) return open("heading", { complete: true });
    if (isThematicBreak(line)) return open("rule", { complete: true });
    if (isQuote(line)) return open("quote", { lazy: quoteTakesMore(line) });
    const item = listMarker(line);
    if (item) return open("list", itemState(item));
    const html = htmlOpening(line);
    if (html) {
      open("html", { until: html.end, depth: 0, inner: null });
      return readHTML(this.#open, line);
    }
    if (opensMath(line)) return open("math", { closer: line.trimStart().startsWith("$$") ? "$$" : "\\]", closed: false });
    return open("paragraph", { previous: line, table: false });
  }

  /** Whether `line` belongs to the open block; then it is taken in. */
  #goesOn(line, end) {
    const open = this.#open;
    const belongs = continuations[open.kind](open, line, end);
    if (belongs && (open.kind === "fence" || open.kind === "html" || !isBlank(line))) open.end = end;
    return belongs;
  }
}

/** For each kind: whether the next line belongs to the open block. */
const continuations = {
  paragraph(open, line) {
    if (isBlank(line)) return false;
    if (isUnderline(line) && !open.table) {
      open.complete = true;
      return true;
    }
    if (interruptsParagraph(line)) return false;
    if (open.previous.includes("|") && isDelimiterRow(line)) open.table = true;
    open.previous = line;
    return true;
  },

  fence(open, line) {
    if (closesFence(line, open.fence)) {
      open.closed = true;
      open.complete = true;
    }
    return true;
  },

  math(open, line) {
    if (isBlank(line)) return false;
    if (line.includes(open.closer)) {
      open.closed = /(?:\$\$|\\\])[\s.,;:]*$/.test(line);
      open.complete = true;
    }
    return true;
  },

  indented: (open, line) => isBlank(line) || indentation(line) >= 4,

  quote(open, line) {
    if (isQuote(line)) {
      open.lazy = quoteTakesMore(line);
      return true;
    }
    return !isBlank(line) && open.lazy && !interruptsParagraph(line);
  },

  list(open, line) {
    if (isBlank(line)) {
      if (open.emptyStart) open.itemOver = true;
      open.emptyStart = false;
      open.blankSeen = true;
      return true;
    }
    open.emptyStart = false;
    const columns = indentation(line);
    const outside = columns <= Math.min(3, open.width - 1);
    const item = outside ? listMarker(line) : null;
    if (item) {
      if (item.ordered !== open.ordered || item.delimiter !== open.delimiter) return false;
      Object.assign(open, itemState(item));
      return true;
    }
    if (open.itemOver) return false;
    if (outside && (/^(?:```|~~~|#)/.test(line.trimStart()) || isThematicBreak(line))) return false;
    return columns >= open.width || !open.blankSeen;
  },

  html(open, line, end) {
    if (!open.until && !open.inner && isBlank(line)) return open.depth > 0 && end - open.start < longestContainer;
    readHTML(open, line);
    return true;
  },
};

/** Follows how deep a line leaves the containers of an HTML block open; a fence among them holds text, no elements. */
function readHTML(open, line) {
  if (open.until) {
    if (open.until.test(line)) open.complete = true;
    return;
  }
  if (open.inner) {
    if (closesFence(line.trimStart(), open.inner)) open.inner = null;
    return;
  }
  open.inner = open.depth > 0 ? fenceOpening(line.trimStart()) : null;
  if (open.inner) return;
  for (const [, closing, , empty] of line.matchAll(containers)) {
    if (closing) open.depth = Math.max(0, open.depth - 1);
    else if (!empty) open.depth += 1;
  }
}

/** Whether a line without a mark of its own can go on with the paragraph that this line of a quote holds. */
function quoteTakesMore(line) {
  const content = line.replace(/^(?: {0,3}> ?)+/, "");
  return !isBlank(content) && !isHeading(content) && !isThematicBreak(content) && !fenceOpening(content) && indentation(content) < 4;
}

const itemState = ({ ordered, delimiter, width, empty }) => ({ ordered, delimiter, width, emptyStart: empty, itemOver: false, blankSeen: false });
