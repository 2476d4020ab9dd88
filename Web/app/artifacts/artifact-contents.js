const mostBytes = 48_000_000;

/**
 * The contents of artifacts as the server keeps them, asked for once and kept for a while: what has ended does not change. `load(id)` gives a
 * `Blob`, or throws the client's error and asks again at the next call.
 */
export class ArtifactContents {
  #client;
  #mostBytes;
  /** By ID, the least recently used first: promises of blobs. */
  #kept = new Map();
  #sizes = new Map();

  constructor(client, limit = mostBytes) {
    this.#client = client;
    this.#mostBytes = limit;
  }

  load(id) {
    const known = this.#kept.get(id) ?? this.#ask(id);
    this.#kept.delete(id);
    this.#kept.set(id, known);
    return known;
  }

  #ask(id) {
    const asked = this.#client.artifactContent(id).then((blob) => {
      this.#sizes.set(id, blob.size);
      this.#forgetOldest();
      return blob;
    });
    asked.catch(() => this.#kept.delete(id));
    return asked;
  }

  #forgetOldest() {
    let bytes = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const id of [...this.#kept.keys()]) {
      if (bytes <= this.#mostBytes) return;
      if (!this.#sizes.has(id)) continue;
      bytes -= this.#sizes.get(id);
      this.#sizes.delete(id);
      this.#kept.delete(id);
    }
  }
}
