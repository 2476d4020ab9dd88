/** A Tab leads the focus into a frame this long after it was pressed, at most. */
const tabMs = 1_000;
/** Whoever typed this lately is typing. */
const typingMs = 2_000;
/** So many times within so long is no accident. */
const mostTaken = 3;
const rememberedMs = 10_000;

/**
 * Judges whether a frame was given the keyboard or took it. A browser lets any frame focus itself, so that what is typed for the page goes to
 * whatever the frame shows. Times are milliseconds of one clock.
 */
export class FocusJudge {
  #lastKey = -Infinity;
  #lastTab = -Infinity;
  #taken = [];

  /** The page, not the frame, saw a key go down. */
  keyDown(key, at) {
    if (key === "Tab") this.#lastTab = at;
    else this.#lastKey = at;
  }

  /** The focus went into the frame: `"given"` by the reader, `"taken"` (give it back), or `"hostile"` (and take the frame away). */
  focusMoved({ isPointedAt, at }) {
    const isGiven = at - this.#lastTab < tabMs || (isPointedAt && at - this.#lastKey >= typingMs);
    if (isGiven) return "given";
    this.#taken = [...this.#taken.filter((time) => at - time < rememberedMs), at];
    return this.#taken.length >= mostTaken ? "hostile" : "taken";
  }
}
