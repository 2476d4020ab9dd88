import { computed, reactive, shallowReactive, shallowRef } from "../../vendor/vue.js";
import { arrangeTurns, choicesShowing } from "./branches.js";
import { LiveAnswer } from "./live-answer.js";

const pageSize = 200;

/**
 * One chat as it is on the screen: its messages, the branch that is shown, and the answer that is being written. Messages come from
 * the end: the newest page first, older ones behind it.
 */
export class Conversation {
  /** `phase` is `"loading"`, `"ready"`, `"missing"` or `"failed"`. */
  state = reactive({ phase: "loading", error: null, chat: null, isComplete: false });
  messages = shallowReactive(new Map());
  /** The answer that is read now, or `null`: the answers of a chat are written one after the other. */
  live = shallowRef(null);
  #choices = shallowRef(new Map());
  #client;
  #connection;
  #gate;
  #headers;
  #read;
  #onChat;
  #abort = new AbortController();
  #refreshing = null;

  constructor({ id, client, connection, gate, headers, read, onChat = () => {} }) {
    this.id = id;
    this.#client = client;
    this.#connection = connection;
    this.#gate = gate;
    this.#headers = headers;
    this.#read = read;
    this.#onChat = onChat;
    /** The turns on the screen, oldest first. */
    this.turns = computed(() => arrangeTurns(this.messages.values(), this.#choices.value));
  }

  /** Begins a chat that the server does not know yet: there is nothing to read. */
  begin() {
    this.state.phase = "ready";
    this.state.isComplete = true;
  }

  /** Reads the chat and its newest messages, then the rest. A chat that is not there yet is `"missing"`. */
  async open() {
    try {
      const [chat, page] = await Promise.all([this.#client.chat(this.id, this.#signal), this.#page(null)]);
      this.#putChat(chat);
      this.#put(page.items);
      this.state.phase = "ready";
      this.state.error = null;
      this.#follow();
      await this.#readEarlier(page.next_cursor);
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      this.state.phase = error.status === 404 ? "missing" : "failed";
      this.state.error = error;
    }
  }

  /** Takes in what has changed at the end of the chat: another tab, another person, an answer that was committed. */
  refresh() {
    this.#refreshing ??= this.#readNewest().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** A message of this page's was accepted: it stands here before the list is read again. */
  accepted(entry, answer) {
    const created_at = new Date().toISOString();
    const shared = { chat: this.id, frontend_id: answer.frontend_id, created_at };
    const attachments = (entry.attachments ?? []).map(({ name, blob }, index) => ({ id: `${answer.id}/${index}`, type: "UA", name, bytes: blob?.size ?? null }));
    const { edits = null, follows = null } = entry;
    this.#put([
      { ...shared, id: answer.id, role: "user", parent: null, content: entry.content, status: "complete", edits, follows, artifacts: attachments },
      { ...shared, id: answer.assistant_id, role: "assistant", parent: answer.id, content: "", status: "streaming", model: entry.model ?? null, artifacts: [] },
    ]);
    this.state.phase = "ready";
    if (edits) this.show(answer.id);
    this.#follow();
    this.refresh();
  }

  /** Shows the branch that `question` is on. */
  show(question) {
    this.#choices.value = choicesShowing([...this.messages.values()], this.#choices.value, question);
  }

  /** The answer after which a new question goes on, when it is not plainly the newest one. */
  get follows() {
    const last = this.turns.value.at(-1);
    const newest = arrangeTurns(this.messages.values()).at(-1);
    return last?.answer && last.answer.id !== newest?.answer?.id ? last.answer.id : undefined;
  }

  /** Stops the answer that is being written, or waits to be. */
  async stop(stream = this.live.value?.id) {
    if (stream) await this.#client.cancel(stream);
  }

  /** Reads nothing any more. */
  close() {
    this.#abort.abort();
    this.live.value?.stop();
  }

  get #signal() {
    return { signal: this.#abort.signal };
  }

  #page(cursor, limit = pageSize) {
    return this.#client.messages(this.id, { order: "desc", cursor, limit }, this.#signal);
  }

  async #readEarlier(first) {
    for (let cursor = first; cursor !== null; ) {
      const page = await this.#page(cursor);
      this.#put(page.items);
      cursor = page.next_cursor;
    }
    this.state.isComplete = true;
  }

  async #readNewest() {
    try {
      this.#putChat(await this.#client.chat(this.id, this.#signal));
      const known = new Set(this.messages.keys());
      for (let cursor = null; ; ) {
        const page = await this.#page(cursor, 20);
        this.#put(page.items);
        cursor = page.next_cursor;
        if (cursor === null || page.items.some((message) => known.has(message.id))) break;
      }
      if (this.state.phase !== "ready") this.state.phase = "ready";
      this.#follow();
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (error.status === 404 && this.messages.size > 0) this.state.phase = "missing";
      else if (!error.passing) this.state.error = error;
    }
  }

  #put(messages) {
    for (const message of messages) {
      const known = this.messages.get(message.id);
      if (!known || changed(known, message)) this.messages.set(message.id, message);
    }
  }

  #putChat(chat) {
    this.state.chat = chat;
    this.#onChat(chat);
  }

  /** Reads the first answer that is not finished, unless it is being read. */
  #follow() {
    if (this.live.value) return;
    const next = [...this.messages.values()].filter((message) => message.status === "streaming").sort((a, b) => (a.id < b.id ? -1 : 1))[0];
    if (!next || this.#abort.signal.aborted) return;
    const live = new LiveAnswer({
      id: next.id,
      shown: next.content,
      url: this.#client.eventsURL(next.id),
      headers: this.#headers,
      connection: this.#connection,
      gate: this.#gate,
      read: this.#read,
      onEnd: (last) => this.#ended(live, last),
    });
    this.live.value = live;
    live.start();
  }

  async #ended(live, last) {
    const message = this.messages.get(live.id);
    if (message && last) {
      const status = { completed: "complete", failed: "failed", cancelled: "cancelled" }[live.status] ?? message.status;
      const { prompt_tokens, completion_tokens, total_tokens, cost, model, provider } = live.state.usage ?? {};
      const usage = live.state.usage ? { prompt_tokens, completion_tokens, total_tokens, cost, model, provider } : {};
      const times = { response_time_ms: last.ms ?? null, time_to_first_token_ms: last.time_to_first_token_ms ?? null };
      const failure = last.type === "stream.failed" ? { failure: { code: last.code, message: last.message, retryable: last.retryable } } : {};
      this.messages.set(live.id, { ...message, ...usage, ...times, ...failure, content: live.text, status });
    }
    await this.#readNewest();
    // What the server says of the answer is in: the message shows the same text from now on.
    const isStuck = this.messages.get(live.id)?.status === "streaming";
    if (this.live.value === live && !(isStuck && live.error.value)) this.live.value = null;
    this.#follow();
  }
}

/** Whether the server tells something else of a message than what is shown; the reasons of a failure are known from the stream alone. */
function changed(known, message) {
  if (known.failure && message.status === "failed") message.failure = known.failure;
  return JSON.stringify(known) !== JSON.stringify(message);
}
