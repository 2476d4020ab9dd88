import { DocumentPlanner, normalize } from "../document-planner.js";

/** The renderer of this folder, or `null` when the browser libraries are not there (`scripts/browser-libraries` brings them). */
export const renderer = await import("../block-renderer.js").catch((error) => {
  if (error.code === "ERR_MODULE_NOT_FOUND") return null;
  throw error;
});

/** What `skip` of a test is: its reason, or false. */
export const skip = renderer ? false : "Web/vendor is empty: run scripts/browser-libraries";

/** The kinds and sources of the blocks of a text that is done. */
export function blocksOf(text) {
  const plan = new DocumentPlanner().update(text, { done: true });
  return plan.blocks.map(({ kind, start, end }) => [kind, plan.text.slice(start, end)]);
}

/** The units of a plan's blocks, with the definitions of all of them. */
export function unitsOf(plan) {
  const blocks = new renderer.BlockRenderer({ mark: "MARK" });
  const readings = plan.blocks.map((block) => blocks.read(block, plan.text.slice(block.start, block.end)));
  const links = Object.create(null);
  for (const { definitions } of readings) for (const label in definitions) links[label] ??= definitions[label];
  return readings.flatMap((reading) => reading.render(links));
}

/** Markup by its words and elements alone: without blanks, lists' and tables' own tags, which units leave to the page. */
export const essence = (markup) => markup.replace(/\s+/g, "").replace(/<tr><\/tr>|<\/?(?:ul|ol|table|thead|tbody)[^>]*>|<\/>/g, "");

/** The markup of a text that is lexed in one piece, by the same grammar of blocks. */
export async function markupInOnePiece(text) {
  const { Lexer, Parser, getDefaults } = await import("../../../vendor/marked.js");
  const { BlockTokenizer } = await import("../tokenizer.js");
  const { MarkupRenderer } = await import("../markup-renderer.js");
  const plain = new MarkupRenderer();
  plain.code = (code, info) => `<code ${info ?? ""}>${code}</code>`;
  const options = { ...getDefaults(), mangle: false, tokenizer: new BlockTokenizer(), renderer: plain };
  return new Parser(options).parse(new Lexer(options).lex(normalize(text, true)));
}

/** The units of a text as markup in one piece. */
export const markupOf = (text) =>
  unitsOf(new DocumentPlanner().update(text, { done: true }))
    .map((unit) => {
      if (unit.kind === "flow") return withCode(unit);
      if (unit.kind === "list") return `<${unit.ordered ? `ol ${unit.start}` : "ul"}>${unit.items.map(withCode).join("").replace(/^<ul>\n|<\/ul>\n(?:<ul>\n)?/g, "")}</>`;
      if (unit.kind === "table") return unit.head + unit.rows.join("");
      if (unit.kind === "code") return code(unit.codes[0]);
      return `<${unit.kind}>${unit.text}</${unit.kind}>`;
    })
    .join("\n");

const code = ({ info, text }) => `<code ${info}>${text}</code>`;
const withCode = ({ html, codes }) => html.replace(/<pre title="MARK:(\d+)"><\/pre>/g, (_, index) => code(codes[index]));
