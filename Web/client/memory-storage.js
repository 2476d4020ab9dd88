/** Keeps an outbox's entries for as long as the page lives: `{list, put, remove}`, as `IndexedDBStorage`, for tests and for private windows. */
export class MemoryStorage {
  #entries = new Map();

  /** Copies of all entries. */
  async list() {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  /** Keeps `entry` under its `key`, in place of what was there. */
  async put(entry) {
    this.#entries.set(entry.key, { ...entry });
  }

  /** Forgets the entry of this key, if there is one. */
  async remove(key) {
    this.#entries.delete(key);
  }
}
