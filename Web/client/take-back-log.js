const kindBits = 3;
const kindMask = (1 << kindBits) - 1;
const wordsPerEvent = 2;

/** What an event did: nothing, a piece more of the text, of the reasoning, of an artifact's content, or something with an inverse of its own. */
const none = 0;
const text = 1;
const reasoning = 2;
const content = 3;
const other = 4;

/**
 * How to take back the events of a stream, the last one first: eight bytes for a piece of text, however long the answer is; a function for
 * what is rarer. One entry for each event, in the order of the events.
 */
export class TakeBackLog {
  #words = new Uint32Array(256);
  #inverses = [];
  #count = 0;

  /** How many events it can take back. */
  get count() {
    return this.#count;
  }

  clear() {
    this.#count = 0;
    this.#inverses = [];
  }

  nothing() {
    this.#push(none, 0, 0);
  }

  text(length) {
    this.#push(text, 0, length);
  }

  reasoning(length) {
    this.#push(reasoning, 0, length);
  }

  /** A piece of the content of the artifact at `index`. */
  content(index, length) {
    this.#push(content, index, length);
  }

  /** `inverse(state)` undoes it. */
  inverse(inverse) {
    this.#inverses.push(inverse);
    this.#push(other, 0, 0);
  }

  /** Takes back from `state` until `count` events are left. Cuts each text once, however many pieces go. */
  takeBack(state, count) {
    const cuts = { text: 0, reasoning: 0, contents: new Map() };
    while (this.#count > count) {
      this.#count -= 1;
      const word = this.#words[this.#count * wordsPerEvent];
      const length = this.#words[this.#count * wordsPerEvent + 1];
      const index = word >>> kindBits;
      switch (word & kindMask) {
        case text:
          cuts.text += length;
          break;
        case reasoning:
          cuts.reasoning += length;
          break;
        case content:
          cuts.contents.set(index, (cuts.contents.get(index) ?? 0) + length);
          break;
        case other:
          this.#inverses.pop()(state);
          break;
      }
    }
    state.text = withoutLast(state.text, cuts.text);
    state.reasoning = withoutLast(state.reasoning, cuts.reasoning);
    for (const [index, length] of cuts.contents) {
      const artifact = state.artifacts[index];
      if (artifact) artifact.content = withoutLast(artifact.content, length);
    }
  }

  #push(kind, index, length) {
    const at = this.#count * wordsPerEvent;
    if (at === this.#words.length) {
      const longer = new Uint32Array(this.#words.length * 2);
      longer.set(this.#words);
      this.#words = longer;
    }
    this.#words[at] = (index << kindBits) | kind;
    this.#words[at + 1] = length;
    this.#count += 1;
  }
}

const withoutLast = (whole, length) => (length === 0 ? whole : whole.slice(0, whole.length - length));
