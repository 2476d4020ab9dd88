import assert from "node:assert/strict";
import { test } from "node:test";
import { newGenerationID } from "../generation-id.js";
import { readGeneration } from "../generation-reader.js";
import { GenerationState, partsOfBlock } from "../generation-state.js";
import { GenerationStore } from "../generation-store.js";
import { events, eventsAfter, fileOf, generationID, hashmapAt, written } from "./scripted-generation.js";
import { eventStream, problem, scripted } from "./scripted-stream.js";

const url = "http://server/api/generations/gen/events?wire=blocks";

async function followed(answers, options = {}) {
  const { options: world, cursors } = scripted(answers);
  const state = new GenerationState({ id: generationID });
  let last = null;
  for await (const { event, cursor } of readGeneration(url, { ...world, ...options })) {
    state.apply(event);
    last = cursor;
  }
  return { state, cursors, last };
}

const bothFiles = (state) => [state.file("dim_customer"), state.file("fact_order")];
const wholeFiles = [fileOf("dim_customer"), fileOf("fact_order")];

test("an ID sorts by its time and is one that the server takes", () => {
  const [one, other] = [newGenerationID(1_790_000_000_000, "0".repeat(32)), newGenerationID(1_790_000_000_001, "0".repeat(32))];
  assert.match(one, /^gen_[A-Za-z0-9_-]{1,64}$/);
  assert.ok(one < other);
  assert.notEqual(newGenerationID(), newGenerationID());
});

test("a block belongs to a target and is a part of it", () => {
  assert.deepEqual(partsOfBlock("joins"), { target: null, part: "joins" });
  assert.deepEqual(partsOfBlock("dw.dim_customer.select_clause"), { target: "dw.dim_customer", part: "select_clause" });
});

test("the blocks put together are the file", async () => {
  const { state } = await followed([eventStream(events().map(written))]);
  assert.equal(state.hashmap.status, "completed");
  assert.deepEqual(state.targets, ["dim_customer", "fact_order"]);
  assert.deepEqual(bothFiles(state), wholeFiles);
  assert.equal(state.hashmap.metadata.progress_percentage, 100);
});

test("cut at every event it is the same file", async () => {
  for (let cut = 0; cut <= events().length; cut += 1) {
    const { state, cursors } = await followed([eventStream(events().slice(0, cut).map(written), { error: new Error("cut") }), (after) => eventStream(eventsAfter(after).map(written))]);
    assert.deepEqual(bothFiles(state), wholeFiles, `cut after ${cut} events`);
    assert.equal(cursors[1] ?? null, cut === 0 || cut === events().length ? null : `1-${cut}`);
    assert.equal(new Set(state.notes.map(({ text }) => text)).size, state.notes.length, "nothing is said twice");
  }
});

test("cut after each event, one event at a connection, it is the same file", async () => {
  const { state, cursors } = await followed([(after) => eventStream(eventsAfter(after).slice(0, 1).map(written))]);
  assert.deepEqual(bothFiles(state), wholeFiles);
  assert.equal(cursors.length, events().length);
});

test("cut in the middle of an event's bytes, nothing of it counts", async () => {
  const bytes = new TextEncoder().encode(events().map(written).join(""));
  for (let at = 1; at < bytes.length; at += 97) {
    const { state } = await followed([eventStream([bytes.slice(0, at)]), (after) => eventStream(eventsAfter(after).map(written))]);
    assert.deepEqual(bothFiles(state), wholeFiles, `cut after ${at} bytes`);
  }
});

test("a reload in the middle goes on from what was kept", async () => {
  for (let kept = 0; kept < events().length; kept += 1) {
    const before = new GenerationState({ id: generationID });
    let after = null;
    for (const [id, event] of events().slice(0, kept)) {
      before.apply(event);
      after = id;
    }
    const record = JSON.parse(JSON.stringify({ hashmap: before.hashmap, notes: before.notes }));
    const state = new GenerationState({ id: generationID, ...record });
    const { options } = scripted([(cursor) => eventStream(eventsAfter(cursor).map(written))]);
    for await (const { event } of readGeneration(url, { ...options, after })) state.apply(event);
    assert.deepEqual(bothFiles(state), wholeFiles);
  }
});

test("a hashmap replaces what was known, and a cursor that is refused is dropped", async () => {
  const sync = { type: "hashmap_sync", complete_hashmap: hashmapAt(2), reason: "recovery" };
  const rest = events().slice(7);
  const { state, cursors } = await followed(
    [(after) => (after === "9-9" ? problem(410, "stream.expired") : eventStream([written(["1-7", sync]), ...rest.map(written)]))],
    { after: "9-9" },
  );
  assert.deepEqual(cursors, ["9-9", null]);
  assert.deepEqual(bothFiles(state), wholeFiles);
});

test("a further run that has only begun takes nothing from the screen", () => {
  const state = new GenerationState({ id: generationID, hashmap: { ...hashmapAt(5, "completed"), dialect: "spark" } });
  const none = { ...hashmapAt(0), blocks: {} };
  state.apply({ type: "hashmap_sync", complete_hashmap: none, reason: "initial_load" });
  assert.equal(state.file("dim_customer"), fileOf("dim_customer"));
  assert.deepEqual([state.hashmap.status, state.hashmap.dialect, state.hashmap.metadata.progress_percentage], ["in_progress", "spark", 0]);
  state.apply({ type: "hashmap_sync", complete_hashmap: none, reason: "recovery" });
  assert.deepEqual(state.targets, []);
});

test("a prompt that changed nothing is told from one that did", () => {
  const run = (sql) => {
    const state = new GenerationState({ id: generationID, hashmap: hashmapAt(5, "completed") });
    const [name, block] = Object.entries(state.hashmap.blocks)[0];
    const before = state.texts();
    state.replace({ ...state.hashmap, status: "in_progress" });
    state.say({ at: 1, kind: "prompt", text: "again" }, before);
    state.apply({ type: "block_update", block_name: name, block_data: { ...block, sql: sql ?? block.sql } });
    state.apply({ type: "generation_complete", filename: "x.sql" });
    return state.notes.at(-1).isUnchanged ?? false;
  };
  assert.deepEqual([run(null), run("other")], [true, false]);
});

test("a block that fails leaves the others, and the reader goes on", async () => {
  const list = events();
  list.splice(4, 0, ["1-4", { type: "generation_error", block_name: "fact_order.joins", code: "provider.failed", message: "no answer", partial: true, suggestion: "resume" }]);
  const { state } = await followed([eventStream(list.slice(0, 6).map(written)), new Response(null, { status: 204 })]);
  assert.equal(state.hashmap.blocks["fact_order.joins"].status, "error");
  assert.equal(state.hashmap.status, "in_progress");
  assert.deepEqual(state.notes.filter(({ kind }) => kind === "failure").map(({ suggestion }) => suggestion), ["resume"]);
});

test("a block that was to be changed and was not stays as it was", async () => {
  const list = events();
  const kept = { ...list[3][1].block_data, status: "completed", sql: "SELECT 1" };
  const name = list[3][1].block_name;
  list.splice(4, 0, ["1-4", { type: "block_update", block_name: name, block_data: kept }], ["1-4", { type: "generation_error", block_name: name, code: "mapping.unknown_column", message: "it stays as it was", partial: true, suggestion: "name another" }]);
  const { state } = await followed([eventStream(list.slice(0, 6).map(written)), new Response(null, { status: 204 })]);
  assert.deepEqual([state.hashmap.blocks[name].status, state.hashmap.blocks[name].sql], ["completed", "SELECT 1"]);
  assert.equal(state.notes.filter(({ kind }) => kind === "failure").length, 1);
});

test("the failure of the whole ends it", async () => {
  const failure = ["1-2", { type: "generation_error", code: "run.cancelled", message: "stopped", partial: true, suggestion: "resume it" }];
  const { state, cursors } = await followed([eventStream([...events().slice(0, 1), failure].map(written))]);
  assert.equal(state.hashmap.status, "error");
  assert.equal(cursors.length, 1);
});

test("what waiting does not mend is thrown", async () => {
  await assert.rejects(followed([problem(404, "generation.unknown")]), { code: "generation.unknown" });
});

class Storage {
  #items = new Map();
  #room;
  constructor(room = Infinity) {
    this.#room = room;
  }
  get length() {
    return this.#items.size;
  }
  key = (index) => [...this.#items.keys()][index] ?? null;
  getItem = (key) => this.#items.get(key) ?? null;
  removeItem = (key) => this.#items.delete(key);
  setItem(key, text) {
    const used = [...this.#items].reduce((sum, [other, held]) => sum + (other === key ? 0 : held.length), 0);
    if (used + text.length > this.#room) throw new Error("full");
    this.#items.set(key, text);
  }
}

test("a browser keeps its newest generations", () => {
  const storage = new Storage();
  storage.setItem("throughline.preferences", "{}");
  const store = new GenerationStore(storage, 3);
  for (let index = 1; index <= 5; index += 1) store.write(`gen_${index}`, { cursor: `1-${index}` }, index);
  store.write("gen_3", { cursor: "2-1" }, 9);
  assert.deepEqual(store.ids, ["gen_3", "gen_5", "gen_4"]);
  assert.equal(store.read("gen_3").cursor, "2-1");
  assert.equal(store.read("gen_1"), null);
  store.remove("gen_3");
  assert.deepEqual(store.ids, ["gen_5", "gen_4"]);
});

test("a full storage makes room, a forbidden one forgets", () => {
  const store = new GenerationStore(new Storage(260));
  for (let index = 1; index <= 4; index += 1) store.write(`gen_${index}`, { text: "x".repeat(60) }, index);
  assert.ok(store.ids.includes("gen_4"));
  const forbidden = { get length() { throw new Error("no"); }, getItem() { throw new Error("no"); }, setItem() { throw new Error("no"); } };
  const none = new GenerationStore(forbidden);
  none.write("gen_1", {});
  assert.equal(none.read("gen_1"), null);
  assert.deepEqual(none.ids, []);
});
