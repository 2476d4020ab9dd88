import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../../../client/client-error.js";
import { LineageRecords } from "../lineage-records.js";
import { visibleRows } from "../entity-tree.js";

const chat = "11111111-2222-4333-8444-555555555555";
const id = (sequence, type) => `${chat}_${String(sequence).padStart(6, "0")}_${type}`;
const question = (sequence, content) => ({ id: id(sequence, "UM"), type: "UM", parent: null, role: "user", content, status: "complete", frontend_id: `front-${sequence}` });
const answer = (sequence, content, status) => ({ id: id(sequence, "AM"), type: "AM", parent: id(sequence - 1, "UM"), role: "assistant", content, status, frontend_id: `front-${sequence - 1}` });
const labels = (records) => visibleRows(records.tree.value).map(({ node }) => `${node.type} ${node.sequence} ${node.line}`);

/** A server that says what `world` holds, and counts what it was asked. */
function serverOf(world) {
  const asked = [];
  const answering = (name, make) => async (...request) => {
    asked.push(name);
    if (world.failure) throw world.failure;
    return make(...request);
  };
  return {
    asked,
    chat: answering("chat", () => world.chat),
    exportChat: answering("export", () => ({ chat: world.chat, entities: world.entities })),
    messages: answering("messages", (_, { cursor, limit }) => {
      const newest = [...world.messages].reverse();
      const from = Number(cursor ?? 0);
      return { items: newest.slice(from, from + limit), next_cursor: from + limit < newest.length ? String(from + limit) : null };
    }),
  };
}

test("a chat is read whole once, and nothing more while nothing changes", async () => {
  const world = { chat: { id: chat, title: "One", updated_at: "1" }, entities: [question(1, "Hello"), answer(2, "Hi", "complete")], messages: [] };
  const client = serverOf(world);
  const records = new LineageRecords({ id: chat, client });
  await records.open();
  assert.deepEqual([records.state.phase, records.isWriting, labels(records)], ["ready", false, ["UM 1 Hello", "AM 2 Hi"]]);
  const before = records.tree.value;
  await records.refresh();
  assert.deepEqual(client.asked, ["export", "chat"]);
  assert.equal(records.tree.value, before);
});

test("an answer that is being written is followed, with what it produces, and keeps what is known of it", async () => {
  const world = { chat: { id: chat, updated_at: "1" }, entities: [question(1, "Code"), answer(2, "", "streaming")], messages: [question(1, "Code"), answer(2, "", "streaming")] };
  const records = new LineageRecords({ id: chat, client: serverOf(world) });
  await records.open();
  assert.equal(records.isWriting, true);
  world.messages = [question(1, "Code"), { ...answer(2, "Here", "complete"), artifacts: [{ id: id(3, "AC"), type: "AC", parent: id(2, "AM"), kind: "code", language: "python", status: "complete" }] }];
  await records.refresh();
  assert.deepEqual([records.isWriting, labels(records)], [false, ["UM 1 Code", "AM 2 Here", "AC 3 python"]]);
  assert.equal(records.tree.value.nodes.get(id(3, "AC")).entity.frontend_id, "front-1");
});

test("no more pages are read than it takes to meet what is known and what was unfinished", async () => {
  const messages = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? question(index + 1, `Q${index}`) : answer(index + 1, `A${index}`, "complete")));
  const world = { chat: { id: chat, updated_at: "1" }, entities: messages.slice(0, 58), messages };
  const client = serverOf(world);
  const records = new LineageRecords({ id: chat, client });
  await records.open();
  world.chat = { ...world.chat, updated_at: "2" };
  await records.refresh();
  assert.deepEqual(client.asked, ["export", "chat", "messages"]);
  assert.equal(records.tree.value.nodes.size, 60);
});

test("what cannot be reached leaves what is shown, what is gone does not", async () => {
  const world = { chat: { id: chat, updated_at: "1" }, entities: [question(1, "Hello")], messages: [] };
  const records = new LineageRecords({ id: chat, client: serverOf(world) });
  await records.open();
  world.failure = new ClientError("network.unreachable", "no", { passing: true });
  await records.refresh();
  assert.deepEqual([records.state.phase, records.state.isStale, labels(records)], ["ready", true, ["UM 1 Hello"]]);
  world.failure = null;
  await records.refresh();
  assert.equal(records.state.isStale, false);
  world.failure = new ClientError("not_found", "no", { status: 404 });
  await records.refresh();
  assert.equal(records.state.phase, "missing");
});

test("a first read that fails is said and made up for", async () => {
  const world = { chat: { id: chat, updated_at: "1" }, entities: [question(1, "Hello")], messages: [], failure: new ClientError("network.unreachable", "no", { passing: true }) };
  const records = new LineageRecords({ id: chat, client: serverOf(world) });
  await records.open();
  assert.equal(records.state.phase, "failed");
  world.failure = null;
  await records.refresh();
  assert.deepEqual([records.state.phase, records.state.error], ["ready", null]);
});
