import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../../../client/client-error.js";
import { Connection } from "../connection.js";
import { Conversation } from "../conversation.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const id = (sequence, type) => `${chat}_${String(sequence).padStart(6, "0")}_${type}`;

/** A server with one chat, answering pages of `limit` from the end. */
class ScriptedServer {
  messages = [];
  requests = [];
  reads = [];

  turn(sequence, content, status = "complete", extra = {}) {
    this.messages.push({ id: id(sequence, "UM"), role: "user", parent: null, content: `q${sequence}`, status: "complete", edits: null, follows: null, artifacts: [], ...extra });
    this.messages.push({ id: id(sequence + 1, "AM"), role: "assistant", parent: id(sequence, "UM"), content, status, artifacts: [] });
  }

  client() {
    return {
      chat: async () => {
        if (this.messages.length === 0) throw new ClientError("not_found", "no such chat", { status: 404 });
        return { id: chat, title: "t", updated_at: String(this.messages.length) };
      },
      messages: async (_, { cursor, limit }) => {
        this.requests.push(cursor);
        const from = cursor === null ? this.messages.length : Number(cursor);
        const items = this.messages.slice(Math.max(0, from - limit), from).reverse();
        return { items, next_cursor: from - limit > 0 ? String(from - limit) : null };
      },
      eventsURL: (stream) => stream,
      cancel: async (stream) => this.requests.push(`cancel ${stream}`),
    };
  }

  open() {
    const read = async function* (server, stream) {
      server.reads.push(stream);
      const message = server.messages.find((candidate) => candidate.id === stream);
      yield { type: "text.delta", epoch: 1, seq: 1, delta: "done" };
      Object.assign(message, { status: "complete", content: "done" });
      yield { type: "stream.completed", epoch: 1, seq: 2, finish_reason: "stop", ms: 5 };
    };
    return new Conversation({ id: chat, client: this.client(), connection: new Connection(), read: (stream) => read(this, stream) });
  }
}

const settled = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test("the newest page is on the screen before the older ones are read", async () => {
  const server = new ScriptedServer();
  for (let sequence = 1; sequence < 900; sequence += 2) server.turn(sequence, "a");
  const conversation = server.open();
  const opening = conversation.open();
  while (conversation.state.phase === "loading") await Promise.resolve();
  assert.equal(server.requests.length <= 2, true);
  assert.equal(conversation.turns.value.at(-1).question.id, id(899, "UM"));
  await opening;
  assert.equal(conversation.turns.value.length, 450);
  assert.equal(conversation.state.isComplete, true);
});

test("answers that are not finished are read one after the other, in their order", async () => {
  const server = new ScriptedServer();
  server.turn(1, "a");
  server.turn(3, "", "streaming");
  server.turn(5, "", "streaming");
  const conversation = server.open();
  await conversation.open();
  for (let turn = 0; turn < 20; turn += 1) await settled();
  assert.deepEqual(server.reads, [id(4, "AM"), id(6, "AM")]);
  assert.equal(conversation.live.value, null);
  assert.deepEqual(conversation.turns.value.map(({ answer }) => answer.content), ["a", "done", "done"]);
});

test("an accepted message stands there before the list is read again", async () => {
  const server = new ScriptedServer();
  const conversation = server.open();
  conversation.begin();
  conversation.accepted({ content: "hello", attachments: [] }, { id: id(1, "UM"), assistant_id: id(2, "AM"), frontend_id: "page_1" });
  assert.equal(conversation.turns.value[0].question.content, "hello");
  assert.equal(conversation.turns.value[0].answer.status, "streaming");
  conversation.close();
});

test("a chat that is not there is missing, a server that is not there has failed", async () => {
  const server = new ScriptedServer();
  const conversation = server.open();
  await conversation.open();
  assert.equal(conversation.state.phase, "missing");
});

test("on an older branch a new question says what it follows, on the newest one it need not", async () => {
  const server = new ScriptedServer();
  server.turn(1, "a");
  server.turn(3, "b", "complete", { edits: id(1, "UM") });
  const conversation = server.open();
  await conversation.open();
  assert.equal(conversation.follows, undefined);
  conversation.show(id(1, "UM"));
  assert.equal(conversation.follows, id(2, "AM"));
});
