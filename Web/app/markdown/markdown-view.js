import { BlockElement } from "./block-element.js";
import { BlockRenderer } from "./block-renderer.js";
import { codeBlockOf } from "./code-block.js";
import { DocumentPlanner } from "./document-planner.js";
import { fenceIndices, readFences } from "./fence-counter.js";
import { completeTail } from "./tail-completion.js";

const shortestMilliseconds = 80;
const longestMilliseconds = 1000;
/** The part of the time that rendering may take: a pause is this many times as long as the rendering before it. */
const restPerWork = 12;

/**
 * Shows markdown that grows in `element`. Blocks that are finished are lexed, sanitized and touched once; only the tail is rendered again, at most
 * twelve times a second, and more seldom where that costs much. The same text gives the same page, however it came.
 *
 * `direction` is `dir` of the outermost blocks. `onCodeBlock({element, index, language, title, code, open})` is called when a code block appears, when
 * it is finished and when it changes after that. Clicks on a block's "Open" come as bubbling `code-open` events with `detail.index`. `pause` is the
 * least time between two renderings in milliseconds; with 0 every update is shown at once, whatever it costs.
 */
export class MarkdownView {
  #element;
  #onCodeBlock;
  #direction;
  #pause;
  #mark = crypto.randomUUID();
  #planner = new DocumentPlanner();
  #renderer = new BlockRenderer({ mark: this.#mark });
  /** What is shown, a block each. */
  #entries = [];
  #links = Object.create(null);
  #linksKey = "";
  #told = new WeakMap();
  #text = "";
  #done = false;
  #timer = null;
  #freeAt = 0;
  #tail = null;

  constructor(element, { onCodeBlock = null, direction = "auto", pause = shortestMilliseconds } = {}) {
    this.#element = element;
    this.#onCodeBlock = onCodeBlock;
    this.#direction = direction;
    this.#pause = pause;
    element.classList.add("markdown");
  }

  /** Takes the whole text so far. It is shown soon; at once with `done`, which says that no more will come. */
  update(text, { done = false } = {}) {
    if (text === this.#text && done === this.#done && this.#timer === null) return;
    this.#text = text;
    this.#done = done;
    const wait = this.#freeAt - performance.now();
    if (done || wait <= 0) this.#render();
    else this.#timer ??= setTimeout(() => this.#render(), wait);
  }

  /** The element in which the text ends while it grows: a caret belongs at its end. `null` when the text is done or empty. */
  get tail() {
    return this.#tail;
  }

  /** Takes everything out of the element. */
  destroy() {
    clearTimeout(this.#timer);
    this.#timer = null;
    for (const { block } of this.#entries.splice(0)) block.remove();
    this.#markTail(null);
    this.#element.classList.remove("markdown");
  }

  #render() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const begin = performance.now();
    const plan = this.#planner.update(this.#text, { done: this.#done });
    this.#readBlocks(plan);
    this.#collectLinks(plan.finished);
    for (const entry of this.#entries) this.#show(entry);
    this.#number();
    this.#markTail(this.#done ? null : lastPlace(this.#element));
    const end = performance.now();
    this.#freeAt = this.#pause === 0 ? 0 : end + Math.min(longestMilliseconds, Math.max(this.#pause, (end - begin) * restPerWork));
  }

  #readBlocks({ blocks, finished, text, partial }) {
    blocks.forEach((plan, index) => {
      const isFinal = index < finished;
      const known = this.#entries[index];
      if (known?.plan === plan && known.isFinal && isFinal) return;
      const raw = text.slice(plan.start, plan.end);
      const open = !isFinal && index === blocks.length - 1;
      const source = open ? completeTail(plan, raw, partial && plan.end === text.length) : raw;
      const entry = known ?? this.#append();
      const same = entry.source === source && entry.plan?.kind === plan.kind && entry.plan.closed === plan.closed && entry.open === open;
      Object.assign(entry, { plan, isFinal, raw, open, source });
      if (same) return;
      entry.reading = source === null ? null : this.#renderer.read(plan, source, { open });
      entry.stale = true;
    });
    for (const { block } of this.#entries.splice(blocks.length)) block.remove();
  }

  #append() {
    const block = new BlockElement({ mark: this.#mark, direction: this.#direction });
    this.#element.append(block.element);
    const entry = { block, stale: true, codes: [] };
    this.#entries.push(entry);
    return entry;
  }

  /** The first definition of a label holds, wherever it stands. */
  #collectLinks(finished) {
    const links = Object.create(null);
    for (const { reading } of this.#entries.slice(0, finished)) {
      for (const label in reading?.definitions) links[label] ??= reading.definitions[label];
    }
    const key = JSON.stringify(links);
    if (key === this.#linksKey) return;
    for (const entry of this.#entries) {
      for (const label of entry.reading?.labels ?? []) {
        if (links[label]?.href !== this.#links[label]?.href || links[label]?.title !== this.#links[label]?.title) entry.stale = true;
      }
    }
    this.#links = links;
    this.#linksKey = key;
  }

  #show(entry) {
    if (!entry.stale) return;
    const units = entry.reading?.render(this.#links) ?? [];
    entry.block.render(units);
    entry.codes = units.flatMap((unit) => (unit.kind === "list" ? unit.items.flatMap(({ codes }) => codes) : unit.codes ?? []));
    entry.stale = false;
  }

  /** Gives each code block the index that its artifact has. */
  #number() {
    let first = 0;
    let state = null;
    for (const entry of this.#entries) {
      if (entry.fences?.raw !== entry.raw || entry.fences.state !== state) entry.fences = { raw: entry.raw, state, ...readEntry(entry.raw, state) };
      const { opened, after } = entry.fences;
      if (entry.codes.length > 0) {
        const indices = fenceIndices(entry.codes, opened, first);
        Array.from(entry.block.figures).forEach((figure, at) => this.#tell(figure, indices[at] ?? null, entry.codes[at]));
      }
      first += opened.length;
      state = after;
    }
  }

  #tell(figure, index, code) {
    const block = codeBlockOf(figure);
    block.index = index;
    const told = this.#told.get(figure);
    if (told && told.index === index && told.open === code.open && (code.open || told.text === code.text)) return;
    this.#told.set(figure, { index, open: code.open, text: code.text });
    this.#onCodeBlock?.({ element: figure, ...block.content });
  }

  #markTail(element) {
    if (this.#tail !== element) this.#tail?.classList.remove("markdown-tail");
    if (element && !element.classList.contains("markdown-tail")) element.classList.add("markdown-tail");
    this.#tail = element;
  }
}

function readEntry(raw, state) {
  const { opened, state: after } = readFences(raw, state);
  return { opened, after };
}

/** The element that holds the last text. */
function lastPlace(root) {
  for (let node = root.lastElementChild; node; ) {
    if (node.lastElementChild?.localName === "code" && node.localName === "pre") return node.lastElementChild;
    const inner = node.lastChild;
    if (!inner || inner.nodeType === Node.TEXT_NODE && inner.data.trim() !== "") return node;
    const next = node.lastElementChild;
    if (!next) return node;
    if (isInline(next)) return node;
    node = next;
  }
  return null;
}

const isInline = ({ localName }) => /^(?:a|b|br|code|em|i|img|del|s|strong|sub|sup|span|u|kbd|mark|small|input)$/.test(localName);
