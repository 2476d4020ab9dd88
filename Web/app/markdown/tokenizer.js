import { Tokenizer } from "../../vendor/marked.js";

const underline = /^ {0,3}(=+|-+)[ \t]*$/;
const followingUnderline = /^\n( {0,3}-+[ \t]*)(?:\n+|$)/;

/** Marked's grammar where it would read on past the end of a block: an underlined heading over lists and fences, a link definition over blank lines. */
export class BlockTokenizer extends Tokenizer {
  /** A paragraph and its underline, and nothing that interrupts a paragraph between (CommonMark 0.31 §4.3). */
  lheading(source) {
    const paragraph = this.rules.block.paragraph.exec(source)?.[0];
    if (!paragraph) return undefined;
    const lines = paragraph.split("\n");
    const at = lines.findIndex((line, index) => index > 0 && underline.test(line));
    if (at > 0) return this.#heading(lines.slice(0, at).join("\n"), lines[at], source);
    const below = followingUnderline.exec(source.slice(paragraph.length));
    return below ? this.#heading(paragraph, below[1], source) : undefined;
  }

  /** A definition is a part of one paragraph (CommonMark 0.31 §4.7); a footnote is text. */
  def(source) {
    if (!/^ {0,3}\[(?!\^)/.test(source)) return undefined;
    const end = /\n[ \t]*\n/.exec(source);
    const definition = super.def(end ? source.slice(0, end.index + 1) : source);
    return definition && !/\n[ \t]*\n/.test(definition.raw) ? definition : undefined;
  }

  /** What stands between two tags of code is text as everywhere, not markup. */
  tag(source) {
    const token = super.tag(source);
    this.lexer.state.inRawBlock = false;
    return token;
  }

  #heading(text, line, source) {
    const length = text.length + 1 + line.length;
    return {
      type: "heading",
      raw: source.slice(0, length + /^\n*/.exec(source.slice(length))[0].length),
      depth: line.trimStart()[0] === "=" ? 1 : 2,
      text: text.trim(),
      tokens: this.lexer.inline(text.trim()),
    };
  }
}
