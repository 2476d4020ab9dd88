/** The types that end a stream; exactly one of them does. */
export const terminalTypes = Object.freeze(["stream.completed", "stream.failed", "stream.cancelled"]);

/**
 * Where a reader stands in one stream, and whether the next event may be taken. A position is `(epoch, seq)`: `seq` has no holes,
 * `epoch` rises when another worker takes over. Pure: it reads nothing and writes nothing.
 */
export class StreamCursor {
  #epoch = 0;
  #seq = 0;
  /** The position of the last snapshot: what came before it cannot be taken back event by event. */
  #snapshotSeq = 0;
  #awaitsSnapshot = false;

  /** `after` is `epoch-seq` of the last event that its owner has had; none means from the start. */
  constructor(after = null) {
    const parts = /^([1-9][0-9]*)-([1-9][0-9]*)$/.exec(after ?? "");
    if (after !== null && !parts) throw new RangeError(`a cursor is epoch-seq, such as 1-17, not ${after}`);
    if (parts) [this.#epoch, this.#seq] = [Number(parts[1]), Number(parts[2])];
  }

  /** `epoch-seq` to go on from, or `null` for the start. */
  get value() {
    return this.#seq === 0 ? null : `${this.#epoch}-${this.#seq}`;
  }

  /** Call it when a connection has ended. Cut between a reset and its snapshot, a reader has nothing that stands: it starts anew. */
  disconnected() {
    if (!this.#awaitsSnapshot) return;
    this.#move(0, 0);
    this.#snapshotSeq = 0;
    this.#awaitsSnapshot = false;
  }

  /**
   * `"take"` the event, ignore a `"duplicate"`, or reconnect because of a `"gap"`. After a reset below the last snapshot only another
   * snapshot may follow.
   */
  accept({ type, epoch, seq, keep }) {
    if (type === "stream.sync") {
      if (epoch < this.#epoch) return "duplicate";
      this.#move(epoch, seq);
      this.#snapshotSeq = seq;
      this.#awaitsSnapshot = false;
      return "take";
    }
    if (epoch < this.#epoch || (epoch === this.#epoch && seq <= this.#seq)) return "duplicate";
    if (type === "stream.reset" && epoch > this.#epoch && seq === keep + 1 && keep <= this.#seq) {
      this.#move(epoch, seq);
      this.#awaitsSnapshot = keep < this.#snapshotSeq;
      return "take";
    }
    const first = this.#epoch === 0 && seq === 1;
    if (this.#awaitsSnapshot || !(first || (epoch === this.#epoch && seq === this.#seq + 1))) return "gap";
    this.#move(epoch, seq);
    return "take";
  }

  #move(epoch, seq) {
    this.#epoch = epoch;
    this.#seq = seq;
  }
}
