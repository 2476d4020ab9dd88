import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError, GenerationStore } from "../../../client/index.js";
import { events, fileOf, generationID, hashmapAt } from "../../../client/tests/scripted-generation.js";
import { Connection } from "../connection.js";
import { GenerationSession } from "../generation-session.js";
import { Turns } from "../turns.js";

class Storage {
  #items = new Map();
  get length() {
    return this.#items.size;
  }
  key = (index) => [...this.#items.keys()][index] ?? null;
  getItem = (key) => this.#items.get(key) ?? null;
  removeItem = (key) => this.#items.delete(key);
  setItem = (key, text) => this.#items.set(key, text);
}

/** A server that has told `told` events so far; `asked` collects what it was asked. */
function world({ told = events().length, refusals = [] } = {}) {
  const server = { told, asked: [], hashmap: () => (server.told >= events().length ? hashmapAt(5, "completed") : hashmapAt(Math.floor(server.told / 3))) };
  const note = (call, answer) => (...request) => {
    server.asked.push([call, ...request.slice(0, call === "keepBlock" ? 3 : 2)]);
    const refusal = call === "createGeneration" ? refusals.shift() : undefined;
    if (refusal) return Promise.reject(refusal);
    return Promise.resolve(answer());
  };
  return {
    server,
    store: new GenerationStore(new Storage()),
    connection: new Connection({ setTimer: (ms, action) => (queueMicrotask(action), () => {}) }),
    turns: new Turns(2),
    now: () => 1_790_000_000_000,
    onChange: () => {},
    client: {
      createGeneration: note("createGeneration", () => ({ ...hashmapAt(0, "pending"), stream: generationID, workbook: "W" })),
      generation: note("generation", () => ({ ...server.hashmap(), workbook: "W" })),
      refine: note("refine", () => ({ stream: generationID })),
      keepBlock: note("keepBlock", () => ({})),
      generationEventsURL: () => "events",
    },
    async *read(url, { after }) {
      server.asked.push(["read", after]);
      const all = events().slice(0, server.told);
      for (const [cursor, event] of all.slice(after === null ? 0 : all.findIndex(([id]) => id === after) + 1)) yield { event, cursor };
      if (server.told < events().length) await new Promise(() => {});
    },
  };
}

const request = { workbook: "W", file: "customers.xlsx", name: "customers", dialect: "postgres", form: "view", says: "Write it" };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a new generation is asked for, followed and complete", async () => {
  const around = world();
  const session = new GenerationSession({ id: generationID, request, world: around });
  await session.open();
  assert.equal(session.state.hashmap.status, "completed");
  assert.equal(session.file("dim_customer"), fileOf("dim_customer"));
  assert.equal(session.workbook, "W");
  assert.deepEqual(session.state.notes[0], { at: around.now(), kind: "prompt", text: "Write it" });
  assert.equal(session.state.notes.at(-1).kind, "complete");
  assert.ok(session.state.revision > 0);
});

test("without the server it is asked for until it is there, under the same ID", async () => {
  const unreachable = () => new ClientError("network.unreachable", "no", { passing: true });
  const around = world({ refusals: [unreachable(), unreachable()] });
  const session = new GenerationSession({ id: generationID, request, world: around });
  await session.open();
  const creations = around.server.asked.filter(([call]) => call === "createGeneration");
  assert.deepEqual(creations.map(([, { id }]) => id), [generationID, generationID, generationID]);
  assert.equal(session.state.hashmap.status, "completed");
});

test("a request that is refused says why", async () => {
  const session = new GenerationSession({ id: generationID, request, world: world({ refusals: [new ClientError("mapping.no_mapping", "no mapping in it", { status: 422 })] }) });
  await session.open();
  assert.equal(session.state.error.code, "mapping.no_mapping");
  assert.equal(session.state.hashmap.status, "error");
});

test("a reload in the middle shows what was there and goes on from the cursor", async () => {
  const around = world({ told: 7 });
  const before = new GenerationSession({ id: generationID, request, world: around });
  before.open();
  await settled();
  before.close();
  assert.equal(before.state.hashmap.metadata.completed_blocks, 2);
  around.server.told = events().length;
  around.server.asked.length = 0;
  const after = new GenerationSession({ id: generationID, world: around });
  assert.equal(after.state.phase, "ready");
  assert.equal(after.state.hashmap.metadata.completed_blocks, 2);
  assert.equal(after.request.dialect, "postgres");
  await after.open();
  assert.deepEqual(around.server.asked[0], ["read", "1-7"]);
  assert.equal(after.file("dim_customer"), fileOf("dim_customer"));
  assert.equal(after.state.notes.filter(({ kind }) => kind === "prompt").length, 1);
});

test("one that was made elsewhere is read from the server", async () => {
  const session = new GenerationSession({ id: generationID, world: world() });
  assert.equal(session.state.phase, "loading");
  await session.open();
  assert.equal(session.state.phase, "ready");
  assert.equal(session.file("fact_order"), fileOf("fact_order"));
});

test("a refinement is noted, and followed from where the server begins to tell", async () => {
  const around = world();
  const session = new GenerationSession({ id: generationID, request, world: around });
  await session.open();
  around.server.asked.length = 0;
  await session.refine("@code[joins] simpler");
  await settled();
  await settled();
  assert.deepEqual(around.server.asked.map(([call]) => call), ["refine", "read", "generation"]);
  assert.ok(session.state.notes.some(({ kind, text }) => kind === "prompt" && text === "@code[joins] simpler"));
  assert.equal(session.isRunning, false);
});

test("what was deleted is missing, and forgotten here", async () => {
  const around = world();
  around.store.write(generationID, { hashmap: hashmapAt(5, "completed"), cursor: null, isAccepted: true });
  around.client.generation = () => Promise.reject(new ClientError("generation.unknown", "no", { status: 404 }));
  const session = new GenerationSession({ id: generationID, world: around });
  await session.open();
  assert.equal(session.state.phase, "missing");
  assert.equal(around.store.read(generationID), null);
});
