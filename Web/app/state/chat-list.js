import { reactive } from "../../vendor/vue.js";

const pageSize = 50;

/** The chats in the sidebar: newest first, a page at a time, all or those that a search finds. */
export class ChatList {
  /** `phase` is `"loading"`, `"ready"` or `"failed"`. */
  state = reactive({ chats: [], query: "", phase: "loading", error: null });
  #client;
  #cursor = null;
  #loading = null;

  constructor(client) {
    this.#client = client;
  }

  /** Shows the chats that `query` finds, from the first page. */
  async search(query) {
    this.state.query = query;
    await this.reload();
  }

  /** Reads the first page anew; what is shown stays until the answer is there. */
  async reload() {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    try {
      const page = await this.#client.chats({ query: this.state.query || undefined, limit: pageSize, signal: loading.signal });
      if (loading !== this.#loading) return;
      const seen = new Set(page.items.map((chat) => chat.id));
      // Further pages that were read already stay below the first one.
      const rest = this.state.phase === "ready" && page.next_cursor && !this.state.query ? this.state.chats.filter((chat) => !seen.has(chat.id) && chat.created_at < page.items.at(-1).created_at) : [];
      if (rest.length === 0) this.#cursor = page.next_cursor;
      this.state.chats = [...page.items, ...rest];
      this.state.phase = "ready";
      this.state.error = null;
    } catch (error) {
      if (loading.signal.aborted) return;
      this.state.error = error;
      if (this.state.chats.length === 0) this.state.phase = "failed";
    }
  }

  /** Appends the next page. */
  async more() {
    if (this.#cursor === null) return;
    const cursor = this.#cursor;
    const page = await this.#client.chats({ query: this.state.query || undefined, limit: pageSize, cursor });
    if (cursor !== this.#cursor) return;
    this.#cursor = page.next_cursor;
    this.state.chats.push(...page.items.filter((chat) => !this.state.chats.some((known) => known.id === chat.id)));
  }

  /** A chat as the server has it now: replaces what is shown of it, or is put first. */
  put(chat) {
    const at = this.state.chats.findIndex((known) => known.id === chat.id);
    if (at >= 0) this.state.chats[at] = chat;
    else if (!this.state.query && chat.origin === "native") this.state.chats.unshift(chat);
  }

  /** Renames on the server; shown at once, taken back when it is refused. */
  async rename(id, title) {
    const chat = this.state.chats.find((known) => known.id === id);
    const before = chat?.title;
    if (chat) chat.title = title;
    try {
      this.put(await this.#client.renameChat(id, title));
    } catch (error) {
      if (chat) chat.title = before;
      throw error;
    }
  }

  /** Deletes on the server, then here. */
  async remove(id) {
    await this.#client.deleteChat(id);
    this.state.chats = this.state.chats.filter((chat) => chat.id !== id);
  }
}
