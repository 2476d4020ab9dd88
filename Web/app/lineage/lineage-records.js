import { reactive, shallowRef } from "../../vendor/vue.js";
import { arrangeTree } from "./entity-tree.js";

const refreshPage = 20;

/** The entities of one chat as they are on the screen: read whole once, and from then on only what is new. */
export class LineageRecords {
  /** `phase` is `"loading"`, `"ready"`, `"missing"` or `"failed"`; `isStale` says that the newest was asked for and did not come. */
  state = reactive({ phase: "loading", error: null, chat: null, isStale: false });
  tree = shallowRef(arrangeTree([]));
  #entities = new Map();
  #client;
  #abort = new AbortController();
  #refreshing = null;

  constructor({ id, client }) {
    this.id = id;
    this.#client = client;
  }

  /** Whether an answer is being written, or waits to be. */
  get isWriting() {
    return [...this.#entities.values()].some(({ status }) => status === "streaming");
  }

  /** Reads the chat with all its entities. */
  async open() {
    try {
      const { chat, entities } = await this.#client.exportChat(this.id, this.#signal);
      this.#entities = new Map(entities.map((entity) => [entity.id, entity]));
      this.tree.value = arrangeTree(this.#entities.values());
      Object.assign(this.state, { phase: "ready", error: null, chat, isStale: false });
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      Object.assign(this.state, { phase: error.status === 404 ? "missing" : "failed", error });
    }
  }

  /** Takes in what has changed: new messages, answers that went on, what they produced. Does nothing while it is at it. */
  refresh() {
    if (this.state.phase !== "ready") return this.open();
    this.#refreshing ??= this.#readNewest().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** Reads nothing any more. */
  close() {
    this.#abort.abort();
  }

  get #signal() {
    return { signal: this.#abort.signal };
  }

  async #readNewest() {
    try {
      const chat = await this.#client.chat(this.id, this.#signal);
      const isSame = chat.updated_at === this.state.chat?.updated_at && !this.isWriting;
      this.state.chat = chat;
      if (!isSame) await this.#readChanged();
      this.state.isStale = false;
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (error.status === 404) this.state.phase = "missing";
      else this.state.isStale = true;
    }
  }

  async #readChanged() {
    const unfinished = new Set([...this.#entities.values()].filter(({ status }) => status === "streaming").map(({ id }) => id));
    let isChanged = false;
    for (let cursor = null; ; ) {
      const page = await this.#client.messages(this.id, { order: "desc", cursor, limit: refreshPage }, this.#signal);
      let isKnown = false;
      for (const { artifacts = [], ...message } of page.items) {
        isKnown ||= this.#entities.has(message.id);
        unfinished.delete(message.id);
        isChanged = this.#put(message) || isChanged;
        for (const artifact of artifacts) isChanged = this.#put({ chat: this.id, frontend_id: message.frontend_id, ...artifact }) || isChanged;
      }
      cursor = page.next_cursor;
      if (cursor === null || (isKnown && unfinished.size === 0)) break;
    }
    if (isChanged) this.tree.value = arrangeTree(this.#entities.values());
  }

  /** What a list leaves out of an entity, such as an artifact's content, stays as it was known. */
  #put(entity) {
    const known = this.#entities.get(entity.id);
    const merged = { ...known, ...entity };
    if (known && JSON.stringify(known) === JSON.stringify(merged)) return false;
    this.#entities.set(entity.id, merged);
    return true;
  }
}
