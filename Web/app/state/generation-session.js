import { shallowReactive } from "../../vendor/vue.js";
import { GenerationState, randomID } from "../../client/index.js";

const saveMs = 300;

export const isRunning = (hashmap) => hashmap.status === "pending" || hashmap.status === "in_progress";

/**
 * One generation as the page sees it: asked for until the server has it, followed through every cut and reload, changed and refined. `state.phase` is
 * `"loading"`, `"ready"`, `"missing"` or `"failed"`; `state.hashmap` and `state.notes` are replaced, never changed in place; `state.revision` rises whenever
 * what belongs to it (source map, versions, files) has to be read anew.
 */
export class GenerationSession {
  id;
  state;
  #generation;
  #world;
  #request;
  #isAccepted;
  #cursor;
  #workbook;
  #abort = new AbortController();
  #saving = null;

  /** `world` is `{client, store, connection, read, turns, now, onChange}`; `request` is what a new generation is asked for with. */
  constructor({ id, request = null, world }) {
    const kept = world.store.read(id);
    this.id = id;
    this.#world = world;
    this.#request = request ?? kept?.request ?? null;
    this.#isAccepted = request === null && kept?.isAccepted !== false;
    this.#cursor = kept?.cursor ?? null;
    this.#workbook = kept?.workbook ?? (typeof request?.workbook === "string" ? request.workbook : null);
    this.#generation = new GenerationState({ id, name: request?.name, file: request?.file, hashmap: kept?.hashmap, notes: kept?.notes });
    this.state = shallowReactive({
      phase: kept || request ? "ready" : "loading",
      error: null,
      isFollowing: false,
      hashmap: this.#generation.hashmap,
      notes: this.#generation.notes,
      revision: 0,
    });
    if (request) {
      this.#generation.say({ at: world.now(), kind: "prompt", text: request.says });
      this.#show();
      this.save();
    }
  }

  /** What it was asked for with, as far as it is known. */
  get request() {
    return this.#request ?? {};
  }

  /** The ID of its workbook, or `null` while it is not known. */
  get workbook() {
    return this.#workbook ?? this.state.hashmap.workbook ?? this.state.hashmap.metadata?.workbook ?? null;
  }

  /** Somebody looks at it: it waits for no other's stream to end. */
  hurry() {
    this.#world.turns.hurry(this.id);
  }

  get isRunning() {
    return isRunning(this.state.hashmap);
  }

  blocks(target) {
    return this.#generation.blocks(target);
  }

  get targets() {
    return this.#generation.targets;
  }

  file(target) {
    return this.#generation.file(target);
  }

  /** Brings it up to date and follows it while it runs. Never rejects: `state.error` says what went wrong. */
  async open() {
    const { signal } = this.#abort;
    this.state.error = null;
    try {
      if (!this.#isAccepted) await this.#ask();
      else if (this.#cursor === null || !this.isRunning) await this.#reload();
      if (this.state.phase === "ready" && this.isRunning) await this.#follow();
    } catch (error) {
      if (signal.aborted) return;
      this.state.error = error;
      if (error.status === 404) this.#missing();
      else if (this.state.phase === "loading") this.state.phase = "failed";
    } finally {
      if (!signal.aborted) this.save();
    }
  }

  /** Reads no further; the generation itself goes on. */
  close() {
    this.#abort.abort(new DOMException("the page follows this generation no longer", "AbortError"));
    this.save();
  }

  /** Has what the prompt's references name made anew. Rejects when the server refuses the prompt. */
  async refine(prompt, { model = null } = {}) {
    // Before it is asked: an older answer of the server may tell of the new run first.
    const before = this.#generation.texts();
    const answer = await this.#world.client.refine(this.id, { prompt, frontend_id: `refine_${randomID()}`, model });
    this.#generation.say({ at: this.#world.now(), kind: "prompt", text: prompt }, before);
    this.#restart(answer);
  }

  /** Goes on at the first block that is not done. */
  async resume() {
    this.#restart(await this.#world.client.resume(this.id));
  }

  async cancel() {
    await this.#world.client.cancelGeneration(this.id);
  }

  /** Keeps a person's text in a block. */
  async keep(name, sql) {
    await this.#world.client.keepBlock(this.id, name, sql);
    await this.#reload();
  }

  /** Gives a block back to the generator. */
  async release(name) {
    await this.#world.client.releaseBlock(this.id, name);
    await this.open();
  }

  /** Keeps what is known in this browser, at once. */
  save() {
    clearTimeout(this.#saving);
    this.#saving = null;
    if (this.state.phase === "missing") return;
    const { hashmap, notes } = this.#generation;
    const kept = this.#request && { ...this.#request, workbook: typeof this.#request.workbook === "string" ? this.#request.workbook : null };
    this.#world.store.write(this.id, { hashmap, notes, cursor: this.#cursor, request: kept, isAccepted: this.#isAccepted, workbook: this.#workbook }, this.#world.now());
  }

  async #ask() {
    const { client, connection } = this.#world;
    const source = `generation ${this.id}`;
    for (let failures = 0; ; failures += 1) {
      try {
        const answer = await client.createGeneration({ id: this.id, ...this.#request }, { signal: this.#abort.signal });
        connection.works(source);
        this.#isAccepted = true;
        this.#workbook = answer.workbook ?? this.#workbook;
        if (answer.blocks) this.#generation.replace(hashmapOf(answer));
        this.#show();
        this.save();
        this.#world.onChange(this);
        return;
      } catch (error) {
        connection.works(source);
        if (!error.passing) {
          this.#generation.apply({ type: "generation_error", code: error.code, message: error.message, suggestion: null }, this.#world.now());
          this.#show();
          throw error;
        }
        const ms = Math.min(20_000, 1_000 * 2 ** failures);
        connection.waits(source, ms);
        await new Promise((resolve, reject) => {
          const cancel = connection.sleep(ms, resolve);
          this.#abort.signal.addEventListener("abort", () => (cancel(), reject(this.#abort.signal.reason)), { once: true });
        });
      }
    }
  }

  async #reload() {
    const answer = await this.#world.client.generation(this.id, { signal: this.#abort.signal });
    this.#workbook = answer.workbook ?? answer.metadata?.workbook ?? this.#workbook;
    this.#generation.replace(hashmapOf(answer));
    this.state.phase = "ready";
    this.state.revision += 1;
    this.#show();
  }

  async #follow() {
    const { client, connection, read, now, turns } = this.#world;
    const source = `generation ${this.id}`;
    const options = {
      after: this.#cursor,
      signal: this.#abort.signal,
      onWait: ({ ms }) => connection.waits(source, ms),
      pause: (ms, action) => connection.sleep(ms, action),
    };
    this.state.isFollowing = true;
    const leave = await turns.enter(this.id, this.#abort.signal);
    try {
      for await (const { event, cursor } of read(client.generationEventsURL(this.id), options)) {
        connection.works(source);
        const before = this.#generation.hashmap.status;
        const changed = this.#generation.apply(event, now());
        this.#cursor = cursor;
        this.#show();
        this.#saveSoon();
        if (changed === "end" || before !== this.#generation.hashmap.status) this.#world.onChange(this);
      }
    } finally {
      leave();
      connection.works(source);
      this.state.isFollowing = false;
    }
    // The server's word on how it ended, also where the stream was over before it was read.
    await this.#reload();
    this.#world.onChange(this);
  }

  /** Another run has begun, after which the stream goes on. */
  #restart(answer) {
    if (answer?.blocks) this.#generation.replace(hashmapOf(answer));
    else this.#generation.replace({ ...this.#generation.hashmap, status: "in_progress" });
    this.#cursor = null;
    this.#show();
    this.save();
    this.#world.onChange(this);
    if (!this.state.isFollowing) this.#followAgain();
  }

  async #followAgain() {
    try {
      await this.#follow();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.state.error = error;
    } finally {
      this.save();
    }
  }

  #show() {
    this.state.hashmap = this.#generation.hashmap;
    this.state.notes = this.#generation.notes;
  }

  #saveSoon() {
    this.#saving ??= setTimeout(() => this.save(), saveMs);
  }

  #missing() {
    this.state.phase = "missing";
    this.#world.store.remove(this.id);
  }
}

/** What the answer to a request has beside the hashmap is no part of it. */
function hashmapOf({ stream, ...hashmap }) {
  return hashmap;
}
