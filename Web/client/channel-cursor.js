/**
 * Where a reader stands in one channel, and whether the next envelope may be taken. A position is `(epoch, offset)`: `offset` has no holes
 * within an epoch; another epoch means that the channel's history began anew. Pure: it reads nothing and writes nothing.
 */
export class ChannelCursor {
  #epoch = 0;
  #offset = 0;

  /** `after` is `epoch-offset` of the last envelope that its owner has had; none means from now on. */
  constructor(after = null) {
    const parts = /^([1-9][0-9]*)-(0|[1-9][0-9]*)$/.exec(after ?? "");
    if (after !== null && !parts) throw new RangeError(`a channel's position is epoch-offset, such as 1-17, not ${after}`);
    if (parts) [this.#epoch, this.#offset] = [Number(parts[1]), Number(parts[2])];
  }

  /** `epoch-offset` to go on from, or `null` for from now on. */
  get value() {
    return this.#epoch === 0 ? null : `${this.#epoch}-${this.#offset}`;
  }

  /**
   * Takes in the server's answer to a subscription. `true` when nothing was missed: what came since is sent again, or there was no position to
   * go on from.
   */
  subscribed({ epoch, offset, recovered }) {
    if (this.#epoch !== 0 && recovered) return true;
    const whole = this.#epoch === 0 || (this.#epoch === epoch && this.#offset === offset);
    [this.#epoch, this.#offset] = [epoch, offset];
    return whole;
  }

  /** `"take"` the envelope, ignore a `"duplicate"`, or subscribe anew because of a `"gap"`. Presence takes no offset. */
  accept({ type, epoch, offset }) {
    if (type === "presence") return "take";
    if (epoch < this.#epoch || (epoch === this.#epoch && offset <= this.#offset)) return "duplicate";
    if (epoch !== this.#epoch || offset !== this.#offset + 1) return "gap";
    this.#offset = offset;
    return "take";
  }

  /** Nothing that has to be undone: a cut connection leaves the position where it is. */
  disconnected() {}
}
