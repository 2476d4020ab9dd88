import { inject, reactive, shallowReactive, shallowRef, watch } from "../../vendor/vue.js";
import { eventValidation, IndexedDBStorage, Outbox, readStream, ThroughlineClient, VisibilityGate } from "../../client/index.js";
import { showProblem } from "../components/toast.js";
import { ChatList } from "./chat-list.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Credential } from "./credential.js";
import { followTheme, openPreferences } from "./preferences.js";
import { Studio } from "./studio.js";
import { sendWithProgress } from "./upload-progress.js";

const heartbeatMs = 5_000;
// Six tabs with an answer each, opened one after the other, would leave the seventh without a connection.
const hiddenPatienceMs = 5_000;
const longestHeartbeatMs = 20_000;
const key = Symbol("application");

/** Everything that the views share, wired to a window. */
export class Application {
  connection;
  credential;
  client;
  chats;
  preferences;
  outbox;
  /** Workbooks and what is made of them. */
  studio;
  /** What was not accepted yet, over all chats: entries of the outbox. */
  unsent = shallowReactive([]);
  models = reactive([]);
  /** The open chat, or `null` on the page of a new one. */
  conversation = shallowRef(null);
  #window;
  #tabs;
  #gate;
  #validate = eventValidation(() => this.client.schemas());
  #failures = 0;
  /** Chats that were begun here and that the server does not know yet. */
  #begun = new Set();
  #cancelBeat = () => {};

  constructor(window) {
    this.#window = window;
    const session = sessionName(window.localStorage);
    this.#tabs = new window.BroadcastChannel("throughline");
    this.#gate = new VisibilityGate({ document: window.document, patienceMs: hiddenPatienceMs });
    this.connection = new Connection({ isOnline: window.navigator.onLine });
    this.credential = new Credential(window.sessionStorage, (...request) => sendWithProgress(window, ...request));
    this.client = new ThroughlineClient({ session, fetch: this.credential.fetch });
    this.chats = new ChatList(this.client);
    this.preferences = openPreferences(window.localStorage);
    followTheme(this.preferences);
    this.studio = new Studio({ client: this.client, connection: this.connection, storage: window.localStorage, fetch: this.credential.fetch, gate: this.#gate });
    this.outbox = new Outbox({
      storage: new IndexedDBStorage(),
      send: (...message) => this.client.send(...message),
      upload: (...file) => this.client.upload(...file),
      channel: new window.BroadcastChannel("throughline-outbox"),
      timer: (ms, action) => this.connection.sleep(ms, action),
      onChange: (entries) => this.unsent.splice(0, this.unsent.length, ...entries),
      onAccepted: (entry, answer) => this.#accepted(entry, answer),
    });
  }

  /** Begins to listen, to beat and to send. */
  start() {
    const { document, navigator } = this.#window;
    this.#window.addEventListener("online", () => this.connection.setOnline(true));
    this.#window.addEventListener("offline", () => this.connection.setOnline(navigator.onLine));
    this.#window.addEventListener("pagehide", () => this.studio.saveAll());
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
    this.#tabs.addEventListener("message", ({ data }) => this.#changedElsewhere(data.chat));
    watch(this.connection.status, (status, before) => {
      if (status === "live" && before !== "live") this.#reached();
    });
    // Requests that were given up while nobody had signed in yet are made again.
    watch(this.credential.required, (isRequired) => isRequired || this.#reached());
    this.outbox.flush().catch(showProblem);
    this.chats.reload();
    this.#loadModels();
    this.beat();
  }

  /** Opens a chat on the screen, or the page of a new one. */
  open(chat) {
    if ((this.conversation.value?.id ?? null) === chat) return;
    this.conversation.value?.close();
    this.conversation.value = chat === null ? null : this.#conversation(chat);
    if (this.#begun.has(chat)) this.conversation.value.begin();
    else this.conversation.value?.open();
  }

  /** Keeps a message and sends it. A chat of its own is made when `chat` is `null`. Returns the chat's ID. */
  async send({ chat, content, model, attachments, edits, follows }) {
    const id = chat ?? randomUUID();
    if (chat === null) this.#begun.add(id);
    await this.outbox.add({ chat: id, content, model: model ?? undefined, attachments, edits, follows });
    return id;
  }

  /** Tells the other tabs that a chat has changed. */
  announce(chat) {
    this.#tabs.postMessage({ chat });
  }

  /** Asks the server whether it is there and what is new, now and every few seconds while the page is looked at. */
  async beat() {
    this.#cancelBeat();
    this.#cancelBeat = () => {};
    let ms = heartbeatMs;
    try {
      const conversation = this.conversation.value;
      if (conversation?.state.chat) {
        const chat = await this.client.chat(conversation.id);
        if (chat.updated_at !== conversation.state.chat?.updated_at) conversation.refresh();
      } else {
        await this.client.readiness();
      }
      this.#works();
    } catch (error) {
      if (error.passing) {
        this.#failures += 1;
        ms = Math.min(longestHeartbeatMs, 1_000 * 2 ** (this.#failures - 1)) * (0.75 + Math.random() / 4);
        this.connection.waits("heartbeat", ms);
      } else {
        this.#works();
        if (error.status === 404) this.conversation.value?.refresh();
      }
    }
    if (!this.#window.document.hidden) this.#cancelBeat = this.connection.sleep(ms, () => this.beat());
  }

  #works() {
    this.#failures = 0;
    this.connection.works("heartbeat");
  }

  /** The server is back: nobody waits out a pause that began without it. */
  #reached() {
    this.connection.wake();
    this.chats.reload();
    const conversation = this.conversation.value;
    if (conversation?.state.phase === "failed") conversation.open();
    else conversation?.refresh();
    if (this.models.length === 0) this.#loadModels();
  }

  #conversation(id) {
    return new Conversation({
      id,
      client: this.client,
      connection: this.connection,
      gate: this.#gate,
      read: (url, options) => readStream(url, { ...options, fetch: this.credential.fetch, validate: this.#validate }),
      onChat: (chat) => this.chats.put(chat),
    });
  }

  #accepted(entry, answer) {
    this.#begun.delete(entry.chat);
    if (this.conversation.value?.id === entry.chat) this.conversation.value.accepted(entry, answer);
    else this.chats.reload();
    this.announce(entry.chat);
  }

  #changedElsewhere(chat) {
    this.chats.reload();
    if (this.conversation.value?.id === chat) this.conversation.value.refresh();
  }

  async #loadModels() {
    try {
      this.models.splice(0, this.models.length, ...(await this.client.models()));
    } catch {
      // The picker shows what it has; the next time that the server is reached it is asked again.
    }
  }
}

/** The application of the component tree. */
export const useApplication = () => inject(key);

/** Gives the application to a tree of components. */
export const provideApplication = (app, application) => app.provide(key, application);

/** This browser's name towards the server: it is the same in all tabs and after a reload. */
function sessionName(storage) {
  const name = storage?.getItem("throughline.session") ?? `page_${randomUUID()}`;
  storage?.setItem("throughline.session", name);
  return name;
}

/** `crypto.randomUUID` is kept from pages that came over plain HTTP from another machine. */
function randomUUID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
