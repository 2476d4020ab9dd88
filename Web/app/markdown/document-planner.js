import { BlockSplitter } from "./block-splitter.js";

/**
 * Text as it is read: lines end with LF, and what has no place in text is gone.
 * With `done` false a CR at the end waits, for it may be half of a line's end. The characters U+FDD0 and U+FDD1 are ours (`math-spans.js`).
 */
export function normalize(text, done) {
  const whole = !done && text.endsWith("\r") ? text.slice(0, -1) : text;
  return /[\r\0\ufdd0\ufdd1]/.test(whole) ? whole.replace(/\r\n?/g, "\n").replace(/[\0\ufdd0\ufdd1]/g, "\ufffd") : whole;
}

/**
 * Keeps the blocks of a text that grows. Blocks that are finished are found once; only the lines after them are read again,
 * and after a change inside the text everything from the block that the change may touch.
 */
export class DocumentPlanner {
  #text = "";
  #splitter = new BlockSplitter();
  #finished = [];
  /** Where the first line begins that the splitter has not had. */
  #consumed = 0;

  /**
   * Takes the whole text so far. Gives `{blocks, finished, text, partial}`: all blocks in order (see `BlockSplitter`), how many of them are final,
   * the normalized text that their offsets are of, and whether it ends inside a line. The objects of finished blocks stay the same from plan to plan.
   */
  update(raw, { done = false } = {}) {
    const text = normalize(raw, done);
    if (!text.startsWith(this.#text)) this.#rewind(firstDifference(this.#text, text));
    this.#text = text;
    for (let at = text.indexOf("\n", this.#consumed); at >= 0; at = text.indexOf("\n", this.#consumed)) {
      this.#finished.push(...this.#splitter.push(text.slice(this.#consumed, at), this.#consumed, at, at + 1));
      this.#consumed = at + 1;
    }
    const rest = this.#splitter.copy();
    const tail = this.#consumed < text.length ? rest.push(text.slice(this.#consumed), this.#consumed, text.length, text.length) : [];
    tail.push(...rest.finish(text.length));
    const finished = this.#finished.length + (done ? tail.length : 0);
    return { blocks: [...this.#finished, ...tail], finished, text, partial: this.#consumed < text.length };
  }

  #rewind(difference) {
    // A block whose end was settled by a line that changed, or that is the last on it, may end elsewhere now.
    while (this.#finished.length > 0 && this.#finished.at(-1).decided > difference) this.#finished.pop();
    const end = this.#finished.at(-1)?.end ?? -1;
    this.#consumed = end + 1;
    this.#splitter = new BlockSplitter();
  }
}

/** The offset of the first unit in which two texts differ. */
function firstDifference(before, after) {
  let low = 0;
  let high = Math.min(before.length, after.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (after.startsWith(before.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
