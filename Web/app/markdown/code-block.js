import { languageName, readFenceInfo } from "./code-languages.js";
import { highlightTokens, tokenNodes } from "./highlight.js";
import { setText } from "./morph.js";

/** While its text still comes, a block is coloured anew at most this often. */
const colourMilliseconds = 500;
const copiedMilliseconds = 1600;

const blocks = new WeakMap();

// Colours wait until somebody can see them: a long chat opens without lexing all of its code.
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) blocks.get(target)?.setVisible(isIntersecting);
  },
  { rootMargin: "600px 0px", scrollMargin: "600px 0px" },
);

/** The code block that a figure shows, or `undefined`. */
export const codeBlockOf = (figure) => blocks.get(figure);

/**
 * A fenced block: `<figure class="code-block">` with its language, buttons and text. A click on "Open" dispatches `code-open` with the block's index;
 * a block without an index is no artifact and has no such button.
 */
export class CodeBlock {
  #language = element("span", "code-language");
  #title = element("span", "code-title");
  #open = button("code-open", "Open");
  #copy = button("code-copy", "Copy");
  #pre = element("pre");
  #code = element("code");
  /** The end of the text, not coloured yet. */
  #rest = document.createTextNode("");
  #tokens = [];
  /** The text before it. */
  #coloured = "";
  #entry = null;
  #visible = false;
  #stale = false;
  #busy = false;
  #colouredAt = 0;
  #timer = null;

  constructor() {
    this.element = element("figure", "code-block");
    this.element.dir = "ltr";
    const header = element("figcaption", "code-header");
    header.append(this.#language, this.#title, this.#open, this.#copy);
    this.#pre.tabIndex = 0;
    this.#code.append(this.#rest);
    this.#pre.append(this.#code);
    this.element.append(header, this.#pre);
    this.#open.hidden = true;
    this.#open.addEventListener("click", () => {
      this.element.dispatchEvent(new CustomEvent("code-open", { bubbles: true, detail: { index: this.index } }));
    });
    this.#copy.addEventListener("click", () => this.#copyText());
    blocks.set(this.element, this);
    observer.observe(this.element);
  }

  /** Which of the message's fenced blocks this is, or `null`. */
  get index() {
    return this.element.dataset.index === undefined ? null : Number(this.element.dataset.index);
  }

  set index(index) {
    if (index === this.index) return;
    if (index === null) delete this.element.dataset.index;
    else this.element.dataset.index = String(index);
    this.#open.hidden = index === null;
  }

  /** What the block holds: `{index, language, title, code, open}`. */
  get content() {
    return { index: this.index, language: this.language, title: this.title, code: this.#entry.text, open: this.#entry.open };
  }

  /** Shows `{info, text, open}`; text that goes on is appended. */
  update(entry) {
    const before = this.#entry;
    this.#entry = entry;
    if (before?.info !== entry.info) this.#readInfo(entry.info);
    if (before?.text !== entry.text) {
      this.#showText(entry.text);
      this.#stale = true;
    }
    if (before?.open !== entry.open) this.element.classList.toggle("is-open", entry.open);
    if (this.#stale || (before?.open && !entry.open)) this.#colourSoon();
  }

  /** Whether it is on the screen, or near. */
  setVisible(visible) {
    this.#visible = visible;
    if (visible) this.#colourSoon();
  }

  destroy() {
    observer.unobserve(this.element);
    clearTimeout(this.#timer);
    this.#entry = null;
  }

  #readInfo(info) {
    const { language, title } = readFenceInfo(info);
    this.language = language;
    this.title = title;
    const name = languageName(language);
    this.#language.textContent = name || (title ? "" : "Text");
    this.#title.textContent = title ?? "";
    this.element.setAttribute("aria-label", [name || "Code", title].filter(Boolean).join(", "));
    this.#stale = true;
  }

  #showText(text) {
    if (!text.startsWith(this.#coloured)) this.#setTokens([], "");
    setText(this.#rest, text.slice(this.#coloured.length));
  }

  #colourSoon() {
    if (!this.#entry || !this.#visible || !this.#stale || this.#busy) return;
    clearTimeout(this.#timer);
    const wait = this.#entry.open ? this.#colouredAt + colourMilliseconds - performance.now() : 0;
    if (wait > 0) this.#timer = setTimeout(() => this.#colour(), wait);
    else this.#colour();
  }

  async #colour() {
    const { text, open } = this.#entry;
    this.#busy = true;
    this.#stale = false;
    this.#colouredAt = performance.now();
    const tokens = await highlightTokens(text, this.language, { keep: !open });
    this.#busy = false;
    if (!this.#entry) return;
    if (this.#entry.text.startsWith(text) && (tokens || this.#tokens.length > 0)) {
      this.#setTokens(tokens ?? [], tokens ? text : "");
      setText(this.#rest, this.#entry.text.slice(this.#coloured.length));
    }
    this.#colourSoon();
  }

  /** Shows `tokens`, whose texts are `text`; only the nodes from the first token that differs are made anew. */
  #setTokens(tokens, text) {
    let same = 0;
    while (same < tokens.length && same < this.#tokens.length && isSame(tokens[same], this.#tokens[same])) same += 1;
    while (this.#code.childNodes.length - 1 > same) this.#code.childNodes[same].remove();
    const fresh = document.createDocumentFragment();
    fresh.append(...tokenNodes(tokens.slice(same)));
    this.#rest.before(fresh);
    this.#tokens = tokens;
    this.#coloured = text;
  }

  async #copyText() {
    let answer = "Copied";
    try {
      await navigator.clipboard.writeText(this.#entry.text);
    } catch {
      answer = "Not allowed";
    }
    this.#copy.textContent = answer;
    setTimeout(() => {
      this.#copy.textContent = "Copy";
    }, copiedMilliseconds);
  }
}

const isSame = ([kind, text], [otherKind, otherText]) => kind === otherKind && text === otherText;

function element(name, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  return made;
}

function button(className, text) {
  const made = element("button", className);
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-live", "polite");
  return made;
}
