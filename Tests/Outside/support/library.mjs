// The browser library against a real server: node --experimental-websocket library.mjs ADDRESS
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as throughline from "../../../Web/client/index.js";

const base = process.argv[2];
const client = new throughline.ThroughlineClient({ base });
const validator = await throughline.SchemaValidator.load(() => client.schemas());

/** What a stream adds up to, read over HTTP to its end, every event valid. */
async function answered(stream) {
  const state = new throughline.StreamState();
  for await (const event of throughline.readStream(client.eventsURL(stream), { validate: (each) => validator.validateEvent(each) })) state.apply(event);
  return state.state;
}

async function calls() {
  const chat = randomUUID();
  assert.equal((await client.createChat({ id: chat, title: "Library" })).id, chat);
  const accepted = await client.send(chat, { content: "Show me some code", frontend_id: "q-1" });
  assert.deepEqual(await client.send(chat, { content: "Show me some code", frontend_id: "q-1" }), accepted);
  const state = await answered(accepted.stream);
  assert.equal(state.status, "completed");
  const messages = await client.messages(chat);
  assert.deepEqual(messages.items.map(({ id }) => id), [accepted.id, accepted.assistant_id]);
  assert.equal(messages.items[1].content, state.text);
  assert.equal((await client.message(accepted.id)).content, "Show me some code");
  const [question] = (await client.tree(chat)).roots;
  assert.equal(question.id, accepted.id);
  const [code] = question.children[0].children;
  assert.equal(code.type, "AC");
  assert.equal(await (await client.artifactContent(code.id)).text(), (await client.artifact(code.id)).content);
  assert.equal((await client.stream(accepted.stream)).state.text, state.text);
  assert.equal((await client.cancel(accepted.stream)).status, "completed");
  assert.ok((await client.models()).some(({ id, provider }) => id === "scripted" && provider === "scripted"));
  assert.equal(new throughline.SessionManager().importSession(await client.exportChat(chat)), chat);
  assert.equal((await client.stats(chat)).counts.UM, 1);
  assert.ok((await client.trace(accepted.assistant_id)).some(({ marker }) => marker === "ENTRY"));
  assert.equal((await client.ledger({ chat })).items.length, 1);
  const now = Math.floor(Date.now() / 1_000);
  assert.ok(Array.isArray((await client.metricSeries({ from: now - 60, to: now, step: 5 })).series));
  assert.equal((await client.readiness()).status, "ok");
  assert.ok((await client.chats({ query: chat.slice(0, 8) })).items.some(({ id }) => id === chat));
  assert.equal((await client.renameChat(chat, "Renamed")).title, "Renamed");
  assert.equal(await client.deleteChat(chat), null);
  await assert.rejects(client.chat(chat), { code: "not_found", status: 404 });
  await assert.rejects(client.renameChat(chat, 7), { code: "body.invalid", message: /\/title/ });
}

/** The network breaks after the server has accepted: three times, and the page is closed once. */
async function outbox() {
  const chat = randomUUID();
  const storage = new throughline.MemoryStorage();
  let breaks = 3;
  const ports = {
    storage,
    upload: (...call) => client.upload(...call),
    async send(...call) {
      const answer = await client.send(...call);
      if (breaks-- > 0) throw new throughline.ClientError("network.unreachable", "cut by the test", { passing: true });
      return answer;
    },
    timer: (_, action) => (queueMicrotask(action), () => {}),
  };
  const first = new throughline.Outbox({ ...ports, timer: () => () => {} });
  await first.add({ chat, content: "with a file", attachments: [new File(["a,b\n"], "table.csv", { type: "text/csv" })] });
  await first.add({ chat, content: "after it" });
  await first.flush();
  first.close();
  const accepted = [];
  await new Promise((resolve) => {
    const second = new throughline.Outbox({
      ...ports,
      onAccepted: (entry, answer) => {
        accepted.push(answer);
        if (accepted.length === 2) resolve();
      },
    });
    second.flush();
  });
  for (const { stream } of accepted) await answered(stream);
  const asked = (await client.messages(chat)).items.filter(({ type }) => type === "UM");
  assert.deepEqual(asked.map(({ content }) => content), ["with a file", "after it"]);
  const file = await client.artifact((await client.tree(chat)).roots[0].children.find(({ type }) => type === "UA").id);
  assert.deepEqual([file.name, file.media_type, await (await client.artifactContent(file.id)).text()], ["table.csv", "text/csv", "a,b\n"]);
}

/** Two streams on one connection that is cut again and again. */
async function channels() {
  const opened = [];
  class Watched extends WebSocket {
    constructor(...given) {
      super(...given);
      opened.push(this);
    }
  }
  const errors = [];
  const timer = (ms, action) => plainTimer(ms > 15_000 ? ms : 5, action);
  const channel = new throughline.ChannelClient({ base, validator, WebSocket: Watched, timer, onError: (error) => errors.push(error) });
  await channel.connect();
  await channel.ping();
  const read = async (content) => {
    const accepted = await channel.message({ content, frontend_id: `ws-${randomUUID()}` });
    const state = new throughline.StreamState();
    let taken = 0;
    await new Promise((resolve, reject) => {
      const onEvent = (event) => {
        state.apply(event);
        taken += 1;
        if (taken % 20 === 0) opened.at(-1).close();
      };
      channel.subscribe({ stream: accepted.stream }, { onEvent, onEnd: (error) => (error ? reject(error) : resolve()) }).catch(reject);
    });
    assert.equal(state.state.text, (await client.message(accepted.assistant_id)).content);
    return accepted;
  };
  const questions = [await read("Show me some code")];
  await settled(channel);
  questions.push(await read("Tell me a long story"));
  assert.ok(opened.length > 2, `${opened.length} connections`);
  await settled(channel);
  assert.equal((await channel.cancel(questions[0].stream)).status, "completed");
  await assert.rejects(channel.cancel("gen_unknown"), { code: "not_found" });
  await assert.rejects(channel.subscribe({ stream: "gen_unknown" }), { code: "not_found" });
  await assert.rejects(channel.message({ content: "x".repeat(2_000_000) }), { code: /frame.too_large|body.invalid|http.body_too_large/ });
  await settled(channel);
  await channel.ping();
  assert.deepEqual(errors, []);
  channel.close();
}

function plainTimer(ms, action) {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** Asks until there is a connection again. */
async function settled(channel) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      return await channel.ping();
    } catch (error) {
      if (!error.passing) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error("the connection did not come back");
}

const parts = { calls, outbox, channels };
for (const name of process.argv.slice(3)) {
  await parts[name]();
  console.log(`${name}: done`);
}
