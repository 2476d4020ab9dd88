/**
 * Locks by name for one page: `request(name, action)` as `navigator.locks` has it, for origins without that (plain HTTP to another machine)
 * and for Node.
 */
export class LocalLocks {
  /** name → the end of the last action in line */
  #lines = new Map();

  /** Runs `action` when all before it under `name` have ended; answers what it answers. */
  request(name, action) {
    const turn = (this.#lines.get(name) ?? Promise.resolve()).then(() => action());
    const end = turn.then(
      () => {},
      () => {},
    );
    this.#lines.set(name, end);
    end.then(() => {
      if (this.#lines.get(name) === end) this.#lines.delete(name);
    });
    return turn;
  }
}
