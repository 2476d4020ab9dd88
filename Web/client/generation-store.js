const prefix = "throughline.generation.";
const mostRecords = 40;

/**
 * What a browser keeps of its generations, so that a reload in the middle goes on: `{hashmap, cursor, notes, …}` by ID, in a `Storage` (a page's
 * `localStorage`). The oldest make room; a storage that is full or forbidden forgets, and nothing else depends on it.
 */
export class GenerationStore {
  #storage;
  #most;

  constructor(storage, most = mostRecords) {
    this.#storage = storage;
    this.#most = most;
  }

  /** What is kept, or `null`. */
  read(id) {
    try {
      return JSON.parse(this.#storage.getItem(prefix + id));
    } catch {
      return null;
    }
  }

  /** Keeps a record; `savedAt` (milliseconds) says which is the oldest. */
  write(id, record, savedAt = Date.now()) {
    const text = JSON.stringify({ ...record, savedAt });
    this.#makeRoom(id);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        this.#storage.setItem(prefix + id, text);
        return;
      } catch {
        this.#removeOldest(id);
      }
    }
  }

  remove(id) {
    try {
      this.#storage.removeItem(prefix + id);
    } catch {
      // What cannot be reached cannot be in the way.
    }
  }

  /** The IDs that are kept, newest first. */
  get ids() {
    return this.#records().map(({ id }) => id);
  }

  #records() {
    const found = [];
    try {
      for (let index = 0; index < this.#storage.length; index += 1) {
        const key = this.#storage.key(index);
        if (!key?.startsWith(prefix)) continue;
        const id = key.slice(prefix.length);
        found.push({ id, savedAt: this.read(id)?.savedAt ?? 0 });
      }
    } catch {
      return [];
    }
    return found.sort((one, other) => other.savedAt - one.savedAt || (one.id < other.id ? 1 : -1));
  }

  #makeRoom(id) {
    if (this.read(id) !== null) return;
    const others = this.#records();
    for (const { id: old } of others.slice(this.#most - 1)) this.remove(old);
  }

  #removeOldest(id) {
    const oldest = this.#records().filter((record) => record.id !== id).at(-1);
    if (oldest) this.remove(oldest.id);
  }
}
