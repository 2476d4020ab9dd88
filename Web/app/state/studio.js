import { shallowReactive } from "../../vendor/vue.js";
import { GenerationStore, newGenerationID, readGeneration, StudioClient } from "../../client/index.js";
import { GenerationSession, isRunning } from "./generation-session.js";
import { Turns } from "./turns.js";

/** Streams that are read in the background. */
const mostStreams = 2;

/**
 * What the studio's views share: workbooks on their way and there, and generations, several of which may run at once. `state.phase` is `"loading"`, `"ready"` or
 * `"failed"`; `moreWorkbooks` and `moreGenerations` are cursors where there are more than are listed.
 */
export class Studio {
  client;
  state = shallowReactive({ phase: "loading", error: null, workbooks: [], generations: [], moreWorkbooks: null, moreGenerations: null });
  /** Files on their way: `{key, name, bytes, share, phase: "sending" | "reading" | "refused", error}`. */
  uploads = shallowReactive([]);
  #sessions = new Map();
  #world;
  #lastKey = 0;

  /** `fetch` and `gate` reach the streams; `storage` keeps generations over a reload. */
  constructor({ client, connection, storage, fetch, gate, now = () => Date.now() }) {
    this.client = new StudioClient(client);
    this.#world = {
      client: this.client,
      store: new GenerationStore(storage),
      connection,
      now,
      turns: new Turns(mostStreams),
      read: (url, options) => readGeneration(url, { ...options, fetch, gate }),
      onChange: (session) => this.#listed(session),
    };
  }

  /** Reads the lists of workbooks and generations; follows those that run. */
  async load() {
    try {
      const [workbooks, generations] = await Promise.all([this.client.workbooks(), this.client.generations()]);
      this.state.workbooks = workbooks.items;
      this.state.generations = generations.items;
      this.state.moreWorkbooks = workbooks.next_cursor ?? null;
      this.state.moreGenerations = generations.next_cursor ?? null;
      this.state.phase = "ready";
      this.state.error = null;
      this.#resumeKept();
    } catch (error) {
      this.state.error = error;
      if (this.state.phase === "loading") this.state.phase = "failed";
    }
  }

  /** Reads the next page of `"workbooks"` or `"generations"`. */
  async more(list) {
    const cursor = list === "workbooks" ? "moreWorkbooks" : "moreGenerations";
    const { items, next_cursor } = await this.client[list]({ cursor: this.state[cursor] });
    this.state[list] = [...this.state[list], ...items];
    this.state[cursor] = next_cursor ?? null;
  }

  /** Sends a workbook; its entry in `uploads` says how far it is, and stays when it is refused. Resolves with the workbook, or `null`. */
  async upload(file) {
    const key = (this.#lastKey += 1);
    const put = (fields) => {
      const at = this.uploads.findIndex((entry) => entry.key === key);
      if (at >= 0) this.uploads.splice(at, 1, { ...this.uploads[at], ...fields });
    };
    this.uploads.push({ key, file, name: file.name, bytes: file.size, share: 0, phase: "sending", error: null });
    try {
      const workbook = await this.client.uploadWorkbook(file, file.name, { onUpload: (share) => put({ share, phase: share < 1 ? "sending" : "reading" }) });
      this.state.workbooks = [workbook, ...this.state.workbooks.filter((other) => other.workbook !== workbook.workbook)];
      this.dismiss(key);
      return workbook;
    } catch (error) {
      put({ phase: "refused", error });
      return null;
    }
  }

  /** Takes an upload off the list. */
  dismiss(key) {
    const at = this.uploads.findIndex((entry) => entry.key === key);
    if (at >= 0) this.uploads.splice(at, 1);
  }

  async deleteWorkbook(id) {
    await this.client.deleteWorkbook(id);
    this.state.workbooks = this.state.workbooks.filter(({ workbook }) => workbook !== id);
  }

  /** Begins a generation of a known workbook; its ID is made here, so that it is one however often it has to be asked for. */
  start({ workbook, file, name, dialect, form, tables, model }) {
    const id = newGenerationID(this.#world.now());
    const says = `Write ${file} as ${form === "dbt" ? "a dbt model" : form} for ${dialect}${tables?.length > 0 ? `: ${tables.join(", ")}` : ""}`;
    const session = new GenerationSession({ id, request: { workbook, file, name, dialect, form, tables, model, says }, world: this.#world });
    this.#sessions.set(id, session);
    this.#listed(session);
    session.open();
    return id;
  }

  /** A generation, followed from now on. */
  session(id) {
    let session = this.#sessions.get(id);
    if (!session || session.state.phase === "missing" || session.state.phase === "failed") {
      session = new GenerationSession({ id, world: this.#world });
      this.#sessions.set(id, session);
      session.open();
    }
    return session;
  }

  /** What a generation was asked for with, `{dialect, form, tables}`, as far as this browser or the list knows. */
  choicesOf(session) {
    const { request, state, id } = session;
    const item = this.state.generations.find((other) => idOf(other) === id);
    return {
      dialect: request.dialect ?? state.hashmap.dialect ?? item?.dialect ?? null,
      form: request.form ?? state.hashmap.as ?? item?.as ?? null,
      tables: request.tables ?? undefined,
    };
  }

  /** What is known of all generations now, newest first: those that are followed say so themselves. */
  get generations() {
    return this.state.generations.map((item) => ({ ...item, hashmap: this.#sessions.get(idOf(item))?.state.hashmap ?? item.hashmap ?? item }));
  }

  /** Everything is kept before the page goes. */
  saveAll() {
    for (const session of this.#sessions.values()) session.save();
  }

  /** What was begun here and had not ended is followed again after a reload. */
  #resumeKept() {
    for (const id of this.#world.store.ids) {
      const kept = this.#world.store.read(id);
      if (kept?.hashmap && isRunning(kept.hashmap)) this.session(id);
    }
  }

  #listed(session) {
    const { id, request, state } = session;
    const item = {
      generation_id: id,
      name: state.hashmap.semantic_layer_name,
      dialect: request.dialect,
      as: request.form,
      workbook: session.workbook,
      created_at: new Date(this.#world.now()).toISOString(),
      ...this.state.generations.find((other) => idOf(other) === id),
      status: state.hashmap.status,
    };
    const others = this.state.generations.filter((other) => idOf(other) !== id);
    this.state.generations = [item, ...others];
  }
}

/** The ID of an item of the list. */
export const idOf = (item) => item.generation_id ?? item.id;
