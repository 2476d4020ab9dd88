import { CodeBlock, codeBlockOf } from "./code-block.js";
import { morphChildren, morphNode, setText } from "./morph.js";
import { sanitize } from "./sanitizer.js";

/** What the stand-ins of code in a sanitized fragment are to show. */
const wantedCode = new WeakMap();

/** Shows one block of a document. Units, items and rows that are what they were are not touched. */
export class BlockElement {
  #units = [];
  #context;

  /** `mark` is the renderer's; `direction` is what `dir` of the outermost elements becomes. */
  constructor({ mark, direction }) {
    this.#context = { mark, direction };
    this.element = document.createElement("div");
    this.element.className = "markdown-block";
  }

  /** Shows the units that `BlockRenderer` made. */
  render(units) {
    units.forEach((unit, index) => {
      const shown = this.#unit(index, unit.kind);
      display[unit.kind](shown, unit, this.#context);
      shown.before = unit;
    });
    for (const { root } of this.#units.splice(units.length)) {
      release(root);
      root.remove();
    }
  }

  /** The figures of this block's code, in order. */
  get figures() {
    return this.element.getElementsByClassName("code-block");
  }

  /** Takes the block out of the page. */
  remove() {
    release(this.element);
    this.element.remove();
  }

  #unit(index, kind) {
    const shown = this.#units[index];
    if (shown?.kind === kind) return shown;
    const root = document.createElement("div");
    root.className = "markdown-unit";
    if (shown) {
      release(shown.root);
      shown.root.replaceWith(root);
    } else {
      this.element.append(root);
    }
    this.#units[index] = { kind, root, before: null };
    return this.#units[index];
  }
}

/** For each kind of unit: shows it in `root`, given what is shown there `before`. */
const display = {
  flow({ root, before }, unit, context) {
    if (isSamePart(before, unit)) return;
    const fragment = clean(unit, context);
    for (const child of fragment.children) child.dir ||= context.direction;
    morphChildren(root, fragment, adopt);
    settle(root);
  },

  list({ root, before }, { ordered, start, items }, { mark, direction }) {
    const name = ordered ? "ol" : "ul";
    let list = root.firstElementChild;
    if (list?.localName !== name) {
      release(root);
      list = document.createElement(name);
      list.dir = direction;
      root.replaceChildren(list);
    }
    if (ordered) list.start = start;
    items.forEach((item, index) => {
      const shown = list.children[index];
      if (shown && before && isSamePart(before.items[index], item)) return;
      const wanted = firstElement(clean(item, { mark }), "li");
      if (shown) morphNode(shown, wanted, adopt);
      else list.append(wanted);
    });
    trim(list, items.length);
    list.classList.toggle("task-list", list.querySelector(":scope > .task") !== null);
    settle(list);
  },

  table({ root, before }, { head, rows }, { mark, direction }) {
    let table = root.querySelector("table");
    if (!table || before.head !== head) {
      const wanted = firstElement(clean({ html: head, codes: [] }, { mark }), "table");
      if (table) morphNode(table.tHead, wanted.tHead, adopt);
      else {
        table = wanted;
        table.append(document.createElement("tbody"));
        root.replaceChildren(scrollable(table));
        table.dir = direction;
      }
    }
    const body = table.tBodies[0];
    rows.forEach((html, index) => {
      const shown = body.rows[index];
      if (shown && before?.rows[index] === html) return;
      const wanted = firstElement(clean({ html, codes: [] }, { mark }), "tbody > tr");
      if (shown) morphNode(shown, wanted, adopt);
      else body.append(wanted);
    });
    trim(body, rows.length);
  },

  code({ root }, { codes: [code] }) {
    const block = codeBlockOf(root.firstElementChild) ?? new CodeBlock();
    if (!block.element.parentNode) root.replaceChildren(block.element);
    block.update(code);
  },

  math: (shown, { text }, { direction }) => showText(shown.root, "math-block", text, direction),

  plain: (shown, { text }, { direction }) => showText(shown.root, "plain-block", text, direction),
};

function showText(root, className, text, direction) {
  let paragraph = root.firstElementChild;
  if (!paragraph) {
    paragraph = document.createElement("p");
    paragraph.className = className;
    paragraph.dir = className === "math-block" ? "ltr" : direction;
    paragraph.append("");
    root.append(paragraph);
  }
  setText(paragraph.firstChild, text);
}

const isSamePart = (before, part) =>
  before !== null &&
  before !== undefined &&
  before.html === part.html &&
  before.codes.length === part.codes.length &&
  before.codes.every(({ info, text, open }, index) => {
    const code = part.codes[index];
    return info === code.info && text === code.text && open === code.open;
  });

/** Sanitized elements with our own around and among them: what comes from the input has neither classes nor identities. */
function clean({ html, codes }, { mark }) {
  const fragment = sanitize(html);
  for (const place of fragment.querySelectorAll(`pre[title^="${mark}:"]`)) {
    const stand = document.createElement("figure");
    wantedCode.set(stand, codes[Number(place.title.slice(mark.length + 1))]);
    place.replaceWith(stand);
  }
  for (const table of fragment.querySelectorAll("table")) {
    const place = document.createComment("");
    table.replaceWith(place);
    place.replaceWith(scrollable(table));
  }
  for (const box of fragment.querySelectorAll("input")) box.setAttribute("aria-label", box.hasAttribute("checked") ? "Done" : "To do");
  for (const box of fragment.querySelectorAll("li > input:first-child, li > p:first-child > input:first-child")) {
    box.closest("li").className = "task";
    box.closest("ul, ol")?.classList.add("task-list");
  }
  return fragment;
}

/** A table that is wider than the text scrolls by itself, also with the keyboard. */
function scrollable(table) {
  const frame = document.createElement("div");
  frame.className = "table-scroll";
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Table");
  frame.append(table);
  return frame;
}

/** The first such element; what an element that was closed too early left behind comes into it. */
function firstElement(fragment, name) {
  const found = fragment.querySelector(name) ?? document.createElement(name.split(" ").at(-1));
  if (name === "li") {
    const list = found.parentElement;
    for (const stray of [...fragment.childNodes]) if (stray !== list && stray !== found && !stray.contains(found)) found.append(stray);
  }
  return found;
}

function adopt(current, wanted) {
  const entry = wantedCode.get(wanted);
  if (!entry) return false;
  const block = codeBlockOf(current);
  if (block) block.update(entry);
  return block !== undefined;
}

/** Puts code blocks where stand-ins are left. */
function settle(root) {
  for (const stand of root.querySelectorAll("figure:not(.code-block)")) {
    const block = new CodeBlock();
    block.update(wantedCode.get(stand));
    stand.replaceWith(block.element);
  }
}

function release(root) {
  for (const figure of root.getElementsByClassName("code-block")) codeBlockOf(figure)?.destroy();
}

function trim(parent, count) {
  while (parent.children.length > count) {
    release(parent.lastElementChild);
    parent.lastElementChild.remove();
  }
}
