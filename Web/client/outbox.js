import { backoffMs } from "./backoff.js";
import { ClientError } from "./client-error.js";
import { LocalLocks } from "./local-locks.js";
import { askedAnew, byOrder, errorData, idempotencyKey, keptForm, lostUpload, messageOf, newEntry } from "./outbox-entry.js";
import { randomID } from "./random-id.js";
import { systemTimer } from "./system-timer.js";

const longestDelayMs = 60_000;

/**
 * Messages on their way. Each is kept in `storage` before anything is sent, and leaves it when the server has accepted it; every
 * attempt carries the same `frontend_id` and `Idempotency-Key`, so that it becomes one message however often the answer is lost, the page
 * is closed, or two tabs send it. The messages of one chat go one after the other, in the order in which they were added; chats do not
 * wait for each other.
 *
 * An error that passes (no network, a busy server) is waited out. Another makes the entry `refused`: it steps out of the line until
 * `retry` or `discard`, and those behind it go on. A file is uploaded once and then remembered.
 *
 * Ports: `storage` (`MemoryStorage`, `IndexedDBStorage`), `send(chat, message, {idempotencyKey, signal})` and
 * `upload(blob, name, {idempotencyKey, signal})` of a `ThroughlineClient`; optional `locks` (`navigator.locks`), `channel` (a
 * `BroadcastChannel` that the tabs share), `events` (where `online` comes), `random`, `timer`, `now`, `makeID`.
 *
 * `onChange(entries)` after each change; `onAccepted(entry, answer)` once in each tab that knows the entry. An entry is `{key, frontend_id,
 * chat, content, model, attachments, edits, follows, added_at, state: "waiting" | "sending" | "refused", error, retry_at}`.
 */
export class Outbox {
  #ports;
  /** key → entry, oldest first: what the storage held when it was last looked at. */
  #entries = new Map();
  /** key → AbortController of those that are being sent here. */
  #sending = new Map();
  /** Keys that are done with, should the storage fail to forget them. */
  #done = new Set();
  /** chat → {running, wanted, failures, cancelWait, mayHurry} */
  #lines = new Map();
  /** The end of the storage's last task: what is seen of it here changes in one order. */
  #storageTurn = Promise.resolve();
  #lastOrder = 0;
  #closed = false;
  #seen = "[]";
  /** One that fails to read the storage has nothing to send; the next wake tries again. */
  #online = () => this.#wake(() => true).catch(() => {});
  #heard = ({ data }) => this.#hear(data);

  constructor({ storage, send, upload, locks, channel, events = globalThis, random, timer, now, makeID, onChange, onAccepted }) {
    this.#ports = {
      storage,
      send,
      upload,
      locks: locks ?? globalThis.navigator?.locks ?? new LocalLocks(),
      channel,
      events,
      random: random ?? Math.random,
      timer: timer ?? systemTimer,
      now: now ?? Date.now,
      makeID: makeID ?? randomID,
    };
    this.onChange = onChange;
    this.onAccepted = onAccepted;
    events?.addEventListener?.("online", this.#online);
    channel?.addEventListener("message", this.#heard);
  }

  /** All entries, oldest first, as copies. */
  get entries() {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  /** Keeps a message and begins to send it. Resolves with its entry when it is kept; rejects with `storage.unavailable` when it is not. */
  async add(message) {
    this.#lastOrder = Math.max(this.#lastOrder + 1, this.#ports.now());
    const entry = newEntry(message, { id: this.#ports.makeID(), order: this.#lastOrder, addedAt: this.#ports.now() });
    await this.#inTurn(() => this.#put(entry));
    this.#tell({ type: "changed" });
    this.#work(entry.chat, (line) => line.mayHurry);
    return { ...entry };
  }

  /**
   * Sends what waits, also what other tabs and former pages left; call it once when the page has loaded. Resolves when nothing more can be
   * done now; rejects with `storage.unavailable`.
   */
  async flush() {
    await this.#wake(() => true);
  }

  /** Sends a refused entry anew, or one that waits for its next attempt at once. */
  async retry(key) {
    const entry = this.#entries.get(key);
    if (!entry || this.#sending.has(key)) return;
    if (entry.state === "refused") await this.#update(askedAnew(entry));
    this.#tell({ type: "changed" });
    await this.#work(entry.chat, () => true);
  }

  /** Drops an entry. One that is being sent may have been accepted already; then it is in the chat. */
  async discard(key) {
    await this.#drop(key);
    this.#tell({ type: "discarded", key });
  }

  /** Stops sending and listening. What is not accepted stays in the storage. */
  close() {
    this.#closed = true;
    this.#ports.events?.removeEventListener?.("online", this.#online);
    this.#ports.channel?.removeEventListener("message", this.#heard);
    for (const line of this.#lines.values()) line.cancelWait();
    for (const abort of this.#sending.values()) abort.abort(new ClientError("outbox.closed", "the outbox was closed"));
  }

  // The lines: one for each chat.

  async #wake(mayCut) {
    await this.#reload();
    const chats = new Set([...this.#entries.values()].map((entry) => entry.chat));
    await Promise.all([...chats].map((chat) => this.#work(chat, mayCut)));
  }

  /** Works on a chat's line now, or leaves it waiting when `mayCut` says that its wait must be kept. */
  #work(chat, mayCut) {
    if (this.#closed) return Promise.resolve();
    let line = this.#lines.get(chat);
    if (!line) {
      line = { running: null, wanted: false, failures: 0, waiting: false, cancelWait: () => {}, mayHurry: true };
      this.#lines.set(chat, line);
    }
    if (line.waiting && !mayCut(line)) return Promise.resolve();
    line.cancelWait();
    line.wanted = true;
    line.running ??= this.#run(chat, line);
    return line.running;
  }

  async #run(chat, line) {
    while (line.wanted && !this.#closed) {
      line.wanted = false;
      try {
        await this.#ports.locks.request(`throughline-outbox-${chat}`, () => this.#sendAll(chat, line));
      } catch (error) {
        line.wanted = false;
        if (!this.#closed) this.#wait(chat, line, error);
      }
    }
    line.running = null;
  }

  /** Throws what must be waited out. */
  async #sendAll(chat, line) {
    while (!this.#closed) {
      // Another tab may have sent it while this one waited for the lock.
      await this.#reload();
      const entry = [...this.#entries.values()].find((candidate) => candidate.chat === chat && candidate.state === "waiting");
      if (!entry) return;
      const abort = new AbortController();
      this.#sending.set(entry.key, abort);
      this.#show({ ...entry, state: "sending", error: null, retry_at: null });
      try {
        await this.#sendOne(entry, abort.signal);
        line.failures = 0;
      } catch (error) {
        if (abort.signal.aborted) continue;
        if (!(error instanceof ClientError) || error.passing) throw error;
        await this.#update({ ...(this.#entries.get(entry.key) ?? entry), state: "refused", error: errorData(error) });
        this.#tell({ type: "changed" });
      } finally {
        this.#sending.delete(entry.key);
      }
    }
  }

  async #sendOne(entry, signal) {
    const remembered = entry.attachments.some((attachment) => attachment.blob && attachment.upload !== null);
    const ready = await this.#uploaded(entry, signal);
    let answer;
    try {
      answer = await this.#ports.send(ready.chat, messageOf(ready), { idempotencyKey: idempotencyKey(ready), signal });
    } catch (error) {
      if (signal.aborted || !remembered || !lostUpload(ready, error)) throw error;
      const again = askedAnew(ready);
      await this.#update({ ...again, state: "sending" });
      signal.throwIfAborted();
      return this.#sendOne(again, signal);
    }
    await this.#accepted(entry.key, answer, { tells: true });
  }

  /** The entry with every file uploaded; each is remembered as soon as it is. */
  async #uploaded(entry, signal) {
    let ready = entry;
    for (const [index, attachment] of entry.attachments.entries()) {
      if (!attachment.blob || attachment.upload !== null) continue;
      const key = `${idempotencyKey(entry)}.${index}`;
      const { upload } = await this.#ports.upload(attachment.blob, attachment.name, { idempotencyKey: key, signal });
      signal.throwIfAborted();
      const attachments = ready.attachments.map((other, at) => (at === index ? { ...attachment, upload } : other));
      ready = { ...ready, attachments };
      await this.#update({ ...ready, state: "sending" });
      signal.throwIfAborted();
    }
    return ready;
  }

  #wait(chat, line, error) {
    const ms = Math.max(backoffMs(line.failures, this.#ports.random, { longestMs: longestDelayMs }), error.retryAfterMs ?? 0);
    line.failures += 1;
    line.mayHurry = !(error.retryAfterMs > 0);
    line.waiting = true;
    const cancel = this.#ports.timer(ms, () => this.#work(chat, () => true));
    line.cancelWait = () => {
      cancel();
      line.waiting = false;
      line.cancelWait = () => {};
    };
    const first = [...this.#entries.values()].find((entry) => entry.chat === chat && entry.state !== "refused");
    if (first) this.#show({ ...first, state: "waiting", error: { ...errorData(error), passing: true }, retry_at: this.#ports.now() + ms });
  }

  // The storage, and what is seen of it.

  #inTurn(task) {
    const turn = this.#storageTurn.then(task);
    this.#storageTurn = turn.catch(() => {});
    return turn;
  }

  #reload() {
    return this.#inTurn(async () => {
      const stored = (await this.#ports.storage.list()).filter((entry) => !this.#done.has(entry.key)).sort(byOrder);
      this.#entries = new Map(stored.map((entry) => [entry.key, this.#withPresent(entry)]));
      this.#lastOrder = Math.max(this.#lastOrder, stored.at(-1)?.order ?? 0);
      this.#changed();
    });
  }

  /** A stored entry with what only this page knows of it. */
  #withPresent(entry) {
    const known = this.#entries.get(entry.key);
    if (!known || entry.state === "refused") return entry;
    if (this.#sending.has(entry.key)) return { ...entry, state: "sending" };
    return known.state === "waiting" ? { ...entry, error: known.error, retry_at: known.retry_at } : entry;
  }

  async #put(entry) {
    if (this.#done.has(entry.key)) return;
    await this.#ports.storage.put(keptForm(entry));
    if (!this.#done.has(entry.key)) this.#show(entry);
  }

  /** Keeps an entry's new form, unless another tab is done with it: then it is not sent here either. */
  #update(entry) {
    return this.#inTurn(async () => {
      const stored = await this.#ports.storage.list();
      if (stored.some(({ key }) => key === entry.key)) return this.#put(entry);
      this.#sending.get(entry.key)?.abort(new ClientError("outbox.gone", "another tab has sent or discarded the message"));
      if (this.#entries.delete(entry.key)) this.#changed();
    });
  }

  #show(entry) {
    const isNew = !this.#entries.has(entry.key);
    this.#entries.set(entry.key, entry);
    if (isNew) this.#entries = new Map([...this.#entries].sort(([, a], [, b]) => byOrder(a, b)));
    this.#changed();
  }

  /** The answer counts even if the storage does not forget the entry: sent again by a later page, it gets the same answer. */
  async #accepted(key, answer, { tells }) {
    this.#done.add(key);
    const entry = this.#entries.get(key);
    if (this.#entries.delete(key)) {
      this.#call(this.onAccepted, { ...entry }, answer);
      this.#changed();
    }
    // Before the storage forgets it: another tab must not see it vanish without knowing why.
    if (tells) this.#tell({ type: "accepted", key, answer });
    await this.#inTurn(() => this.#ports.storage.remove(key)).catch(() => {});
  }

  async #drop(key) {
    this.#done.add(key);
    this.#sending.get(key)?.abort(new ClientError("outbox.discarded", "the message was discarded"));
    try {
      await this.#inTurn(() => this.#ports.storage.remove(key));
    } catch (error) {
      this.#done.delete(key);
      throw error;
    }
    if (this.#entries.delete(key)) this.#changed();
  }

  #changed() {
    const seen = JSON.stringify([...this.#entries.values()].map(({ key, state, error, retry_at }) => [key, state, error, retry_at]));
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#call(this.onChange, this.entries);
  }

  /** What a page does wrong in its callback is its own error, and nothing to stop the line for. */
  #call(callback, ...values) {
    try {
      callback?.(...values);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  // The other tabs. Each that has heard of an entry stands in line for the lock: should the tab that sends die, the next one goes on.

  #tell(message) {
    if (!this.#closed) this.#ports.channel?.postMessage(message);
  }

  #hear(message) {
    if (message?.type === "accepted") this.#accepted(message.key, message.answer, { tells: false });
    else if (message?.type === "discarded") this.#drop(message.key).catch(() => {});
    else if (message?.type === "changed") this.#wake(() => false).catch(() => {});
  }
}
