import { ClientError } from "./client-error.js";

const storeName = "entries";

/**
 * Keeps an outbox's entries on disk, shared by all tabs of an origin: `{list, put, remove}`. Blobs are kept as they are. Each promise
 * resolves when the transaction is on disk; what the browser refuses (a private window, a full disk) is `storage.unavailable`.
 */
export class IndexedDBStorage {
  #factory;
  #name;
  #opening = null;

  constructor({ name = "throughline-outbox", indexedDB = globalThis.indexedDB } = {}) {
    this.#factory = indexedDB;
    this.#name = name;
  }

  /** A storage that is known to open. Rejects where there is none, so that a page can take `MemoryStorage` instead. */
  static async open(options) {
    const storage = new IndexedDBStorage(options);
    await storage.#database();
    return storage;
  }

  /** All entries. */
  list() {
    return this.#transaction("readonly", (store) => store.getAll());
  }

  /** Keeps `entry` under its `key`, in place of what was there. */
  async put(entry) {
    await this.#transaction("readwrite", (store) => store.put(entry));
  }

  /** Forgets the entry of this key, if there is one. */
  async remove(key) {
    await this.#transaction("readwrite", (store) => store.delete(key));
  }

  async #transaction(mode, action) {
    const database = await this.#database();
    return this.#guarded((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: "strict" });
      const request = action(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #database() {
    this.#opening ??= this.#open().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  #open() {
    return this.#guarded((resolve, reject) => {
      const request = this.#factory.open(this.#name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "key" });
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another tab holds an older version open"));
      request.onsuccess = () => {
        const database = request.result;
        const forget = () => (this.#opening = null);
        database.onclose = forget;
        database.onversionchange = () => {
          // A tab that does not let go would hold up the newer page for ever.
          database.close();
          forget();
        };
        resolve(database);
      };
    });
  }

  async #guarded(work) {
    try {
      return await new Promise(work);
    } catch (cause) {
      const closed = cause?.name === "InvalidStateError";
      if (closed) this.#opening = null;
      const message = `the browser did not keep or give the outbox's entries: ${cause?.message ?? "the transaction was aborted"}`;
      throw new ClientError("storage.unavailable", message, { cause, passing: true });
    }
  }
}
