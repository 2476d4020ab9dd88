import { Lexer, Parser, getDefaults } from "../../vendor/marked.js";
import { openInnerFence } from "./inner-fence.js";
import { fenceOpening } from "./line-grammar.js";
import { escapeHTML, MarkupRenderer } from "./markup-renderer.js";
import { maskMath, unmaskMath } from "./math-spans.js";
import { BlockTokenizer } from "./tokenizer.js";

/** A block beyond this is shown as it was written: lexing it would hold the page up. */
const longestBlock = 100_000;
/** A run of text beyond this has no emphasis and no links: their grammar looks back and forth. */
const longestText = 20_000;
/** And one with more marks of emphasis than this. */
const mostMarks = 1200;
/** A line with more marks of quotes and items before its text than anybody means. */
const tooDeep = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t])){40}/m;
const bracketed = /\[((?:\\.|[^[\]\\])+)\]/g;
const quoteMarks = /^(?: {0,3}> ?)+/gm;

/**
 * Turns blocks of markdown into markup, each block by itself. `mark` is a word that no input can know; where code stands in the markup there is
 * `<pre title="MARK:n">` for the n-th entry of `codes`.
 *
 * A rendered block is a list of units:
 * `{kind: "flow", html, codes}` · `{kind: "list", ordered, start, items: [{html, codes}]}` · `{kind: "table", head, rows}` (each row a table of one row) ·
 * `{kind: "code", codes: [code]}` · `{kind: "math", text}` · `{kind: "plain", text}`, with code as `{info, text, fenced, open}`.
 */
export class BlockRenderer {
  #options;
  #mark;

  constructor({ mark }) {
    this.#mark = mark;
    this.#options = { ...getDefaults(), mangle: false, headerIds: false, renderer: new MarkupRenderer() };
  }

  /**
   * Reads a block's structure: `{definitions, labels, render(links)}`. `definitions` are the link definitions it holds, by label, `labels` what it
   * may refer to; `render` gives the units with the given definitions. `open` says that the block may go on;
   * then the code at its end is open, too.
   */
  read({ kind, closed }, source, { open = false } = {}) {
    const fixed = (unit) => ({ definitions: noLinks, labels: noLabels, render: () => [unit] });
    if (kind === "fence") return fixed({ kind: "code", codes: [{ ...fencedCode(source, closed), open: open && !closed }] });
    if (kind === "math" && (closed || open)) return fixed({ kind: "math", text: source.replace(/^ {0,3}/, "") });
    if (source.length > longestBlock || tooDeep.test(source)) return fixed({ kind: "plain", text: source });
    // Marked knows a fence that the end of its container closes only by the line that closes it.
    const inner = kind === "paragraph" || kind === "indented" ? null : openInnerFence(source, kind);
    const whole = inner ? `${source}\n${inner.closing}` : source;
    const masked = kind === "html" || kind === "indented" ? whole : maskMath(whole, { open });
    try {
      return this.#lex(kind, masked, source, open && inner !== null);
    } catch {
      // Thousands of quotes in quotes are deeper than the stack.
      return fixed({ kind: "plain", text: source });
    }
  }

  #lex(kind, masked, source, inCode) {
    // Rendering uses a lexer up: the second time, when a definition has come, the block is read again.
    let unused = this.#blocks(masked);
    const definitions = unused.tokens.links;
    return {
      definitions,
      labels: masked.includes("[") ? labelsOf(kind === "quote" ? masked.replace(quoteMarks, "") : masked) : noLabels,
      render: (links) => {
        const lexer = unused ?? this.#blocks(masked);
        unused = null;
        try {
          return this.#units(kind, lexer, links, inCode);
        } catch {
          return [{ kind: "plain", text: source }];
        }
      },
    };
  }

  #blocks(masked) {
    const lexer = new Lexer({ ...this.#options, tokenizer: new BlockTokenizer() });
    lexer.tokens.links = Object.create(null);
    lexer.blockTokens(masked, lexer.tokens);
    return lexer;
  }

  #units(kind, lexer, links, inCode) {
    lexer.tokens.links = links;
    for (const { src, tokens } of lexer.inlineQueue.splice(0)) {
      if (isUnreasonable(src)) tokens.push({ type: "text", raw: src, text: escapeHTML(src) });
      else lexer.inlineTokens(src, tokens);
    }
    const tokens = lexer.tokens.filter(({ type }) => type !== "space");
    if (kind === "html") return [this.#flow(tokens, inCode)];
    return tokens.map((token, index) => {
      const last = inCode && index === tokens.length - 1;
      if (token.type === "list") return this.#list(token, last);
      if (token.type === "table") return this.#table(token);
      return this.#flow([token], last);
    });
  }

  #flow(tokens, inCode) {
    const codes = [];
    const html = this.#html(tokens.map((token) => this.#takeCode(token, codes)));
    if (inCode && codes.length > 0) codes.at(-1).open = true;
    return { kind: "flow", html, codes };
  }

  #list(token, inCode) {
    const items = token.items.map((item, index) => {
      const unit = this.#flow([{ ...token, start: 1, ordered: false, items: [item] }], inCode && index === token.items.length - 1);
      return { html: unit.html, codes: unit.codes };
    });
    return { kind: "list", ordered: token.ordered, start: token.ordered ? token.start : 1, items };
  }

  #table(token) {
    const rows = token.rows.map((cells) => this.#html([{ ...token, header: [], rows: [cells] }]));
    return { kind: "table", head: this.#html([{ ...token, rows: [] }]), rows };
  }

  #html(tokens) {
    return unmaskMath(new Parser(this.#options).parse(tokens), escapeHTML);
  }

  /** The token without the code blocks in it; they go to `codes`. */
  #takeCode(token, codes) {
    if (token.type === "code") {
      const fenced = token.codeBlockStyle !== "indented";
      codes.push({ info: unmaskMath(token.lang ?? ""), text: unmaskMath(token.text), fenced, open: false });
      const placeholder = `<pre title="${this.#mark}:${codes.length - 1}"></pre>\n`;
      return { type: "html", raw: token.raw, text: placeholder };
    }
    if (token.type === "blockquote") return { ...token, tokens: token.tokens.map((each) => this.#takeCode(each, codes)) };
    if (token.type === "list") {
      const items = token.items.map((item) => ({ ...item, tokens: item.tokens.map((each) => this.#takeCode(each, codes)) }));
      return { ...token, items };
    }
    return token;
  }
}

const isUnreasonable = (text) => text.length > longestText || (text.length > mostMarks && (text.match(/[*_~]+/g)?.length ?? 0) > mostMarks);

const noLinks = Object.freeze(Object.create(null));
const noLabels = new Set();

const labelsOf = (text) => new Set(Array.from(text.matchAll(bracketed), ([, label]) => label.replace(/\s+/g, " ").toLowerCase()));

/** What stands in a fence: `{info, text, fenced}`; the fence's own indentation is no part of it. */
function fencedCode(source, closed) {
  const lines = source.split("\n");
  const { indent, info } = fenceOpening(lines[0]);
  const content = lines.slice(1, closed ? -1 : undefined);
  const text = indent > 0 ? content.map((line) => line.slice(Math.min(indent, /^ */.exec(line)[0].length))) : content;
  return { info, text: text.join("\n"), fenced: true };
}
