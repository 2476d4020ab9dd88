import assert from "node:assert/strict";
import { test } from "node:test";
import shared, { SessionManager } from "../session-manager.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const other = "b1e7ab09-0d51-4a49-8a3b-1a7d36da7eef";

function inChat(id = chat) {
  const sessions = new SessionManager();
  sessions.setActiveChat(id);
  return sessions;
}

function conversation() {
  const sessions = inChat();
  const question = sessions.nextUserMessageId();
  const answer = sessions.nextAssistantMessageId(question);
  const code = sessions.nextCodeArtifactId(answer);
  const output = sessions.nextOutputArtifactId(code);
  const html = sessions.nextHtmlArtifactId(answer);
  const next = sessions.nextUserMessageId();
  const attachment = sessions.nextAttachmentId(next);
  return { sessions, question, answer, code, output, html, next, attachment };
}

const refusal = (code) => (error) => error.code === code;

test("one counter serves all types and starts at 1", () => {
  const { sessions, ...ids } = conversation();
  assert.deepEqual(Object.values(ids), ["000001_UM", "000002_AM", "000003_AC", "000004_AO", "000005_AH", "000006_UM", "000007_UA"].map((end) => `${chat}_${end}`));
});

test("the same conversation replayed gives the same IDs", () => {
  assert.deepEqual(conversation().sessions.exportSession(), conversation().sessions.exportSession());
});

test("parents, children and trees are known", () => {
  const { sessions, question, answer, code, output, html, next, attachment } = conversation();
  assert.equal(sessions.getParent(output), code);
  assert.equal(sessions.getParent(question), null);
  assert.equal(sessions.getParent(`${chat}_000099_UM`), undefined);
  assert.deepEqual(sessions.getChildren(answer), [code, html]);
  assert.deepEqual(sessions.getChildren(output), []);
  const answerTree = {
    id: answer,
    type: "AM",
    children: [
      { id: code, type: "AC", children: [{ id: output, type: "AO", children: [] }] },
      { id: html, type: "AH", children: [] },
    ],
  };
  assert.deepEqual(sessions.getTree(question), { id: question, type: "UM", children: [answerTree] });
  assert.deepEqual(sessions.getTree().roots.map((root) => root.id), [question, next]);
  assert.deepEqual(sessions.getTree(next).children, [{ id: attachment, type: "UA", children: [] }]);
  assert.equal(sessions.getTree(`${chat}_000099_UM`), null);
});

test("counts and the last sequence are told", () => {
  const { sessions } = conversation();
  assert.deepEqual(sessions.getStats(), { counts: { UM: 2, AM: 1, AC: 1, AO: 1, AH: 1, UA: 1 }, last_sequence: 7 });
});

test("every wrong parent is refused and uses up no ID", () => {
  const { sessions, question, answer, code, output, html, attachment } = conversation();
  const foreign = inChat(other).nextUserMessageId();
  const wrong = {
    nextAssistantMessageId: [answer, code, output, html, attachment, foreign, `${chat}_000099_UM`, "", null, undefined],
    nextCodeArtifactId: [question, code, output, html, attachment, null],
    nextOutputArtifactId: [question, answer, output, html, attachment, null],
    nextHtmlArtifactId: [question, code, output, html, attachment, null],
    nextAttachmentId: [answer, code, output, html, attachment, foreign, null],
  };
  for (const [method, parents] of Object.entries(wrong)) {
    for (const parent of parents) assert.throws(() => sessions[method](parent), refusal("lineage.invalid_parent"), `${method}(${parent})`);
  }
  assert.equal(sessions.getStats().last_sequence, 7);
});

test("a chat that has used 999999 is exhausted", () => {
  const sessions = inChat();
  sessions.resume(999_999);
  assert.equal(sessions.nextUserMessageId(), `${chat}_999999_UM`);
  assert.throws(() => sessions.nextUserMessageId(), refusal("lineage.sequence_exhausted"));
  assert.equal(sessions.getStats().last_sequence, 999_999);
});

test("several chats are kept apart", () => {
  const sessions = inChat();
  const first = sessions.nextUserMessageId();
  sessions.setActiveChat(other);
  assert.equal(sessions.nextUserMessageId(), `${other}_000001_UM`);
  assert.equal(sessions.nextUserMessageId(), `${other}_000002_UM`);
  assert.equal(sessions.getParent(first), null);
  sessions.setActiveChat(chat);
  assert.equal(sessions.nextAssistantMessageId(first), `${chat}_000002_AM`);
  assert.equal(sessions.getStats(other).last_sequence, 2);
});

test("without an active chat, and with a chat that is none, it says what to do", () => {
  const sessions = new SessionManager();
  assert.throws(() => sessions.nextUserMessageId(), refusal("session.no_active_chat"));
  for (const wrong of ["", "nonsense", chat.toUpperCase(), undefined, null, {}]) {
    assert.throws(() => sessions.setActiveChat(wrong), refusal("id.invalid"));
  }
});

test("an observed ID raises the counter", () => {
  const sessions = inChat();
  sessions.observe(`${chat}_000003_UM`);
  sessions.observe(`${chat}_000004_AM`, `${chat}_000003_UM`);
  sessions.observe(`${chat}_000001_UM`);
  assert.equal(sessions.nextCodeArtifactId(`${chat}_000004_AM`), `${chat}_000005_AC`);
});

test("an ID of another chat is observed there", () => {
  const sessions = inChat();
  sessions.observe(`${other}_000008_UM`);
  assert.equal(sessions.nextUserMessageId(), `${chat}_000001_UM`);
  assert.equal(sessions.getStats(other).last_sequence, 8);
});

test("a child may be observed before its parent", () => {
  const sessions = inChat();
  const [question, answer] = [`${chat}_000001_UM`, `${chat}_000002_AM`];
  sessions.observe(answer, question);
  sessions.observe(question);
  assert.deepEqual(sessions.getChildren(question), [answer]);
});

test("children stand in sequence order, however they were observed", () => {
  const { sessions, answer } = conversation();
  const late = [`${chat}_000012_AC`, `${chat}_000009_AH`, `${chat}_000011_AC`];
  for (const id of late) sessions.observe(id, answer);
  assert.deepEqual(sessions.getChildren(answer).slice(2), [...late].sort());
});

test("observing the same twice changes nothing, something else is refused", () => {
  const { sessions, question, answer, next } = conversation();
  const before = sessions.getStats();
  sessions.observe(question);
  sessions.observe(answer, question);
  sessions.observe(answer, question);
  sessions.observe(next);
  assert.deepEqual(sessions.getStats(), before);
  sessions.observe(`${chat}_000008_UM`);
  assert.throws(() => sessions.observe(`${chat}_000008_AM`, question), refusal("id.conflict"));
  sessions.observe(`${chat}_000009_AM`, question);
  assert.throws(() => sessions.observe(`${chat}_000009_AM`, next), refusal("lineage.invalid_parent"));
  assert.throws(() => sessions.observe(`${chat}_000010_AM`), refusal("lineage.invalid_parent"));
  assert.throws(() => sessions.observe(`${chat}_000010_UM`, question), refusal("lineage.invalid_parent"));
  assert.throws(() => sessions.observe(`${chat}_000000_UM`), refusal("id.invalid"));
  assert.throws(() => sessions.observe(`${chat}_000010_XX`), refusal("id.invalid"));
});

test("a pending ID gives way to what the server made of its sequence", () => {
  const sessions = inChat();
  const question = sessions.nextUserMessageId();
  sessions.observe(question);
  const mine = sessions.nextUserMessageId();
  sessions.observe(`${chat}_000002_AM`, question);
  assert.equal(sessions.getParent(mine), undefined);
  assert.deepEqual(sessions.getChildren(question), [`${chat}_000002_AM`]);
});

test("after a conflict it resumes at the server's next sequence and forgets what was refused", () => {
  const sessions = inChat();
  const question = sessions.nextUserMessageId();
  sessions.observe(question);
  const refused = sessions.nextUserMessageId();
  sessions.resume(4);
  assert.equal(sessions.getParent(refused), undefined);
  assert.deepEqual(sessions.getTree().roots.map((root) => root.id), [question]);
  assert.equal(sessions.nextUserMessageId(), `${chat}_000004_UM`);
  for (const wrong of [0, -1, 1.5, 1_000_001, "4", null]) assert.throws(() => sessions.resume(wrong), refusal("lineage.invalid_sequence"));
});

test("an export is read back whole, as an object and as text", () => {
  const { sessions } = conversation();
  sessions.observe(`${chat}_000001_UM`);
  const exported = sessions.exportSession();
  for (const form of [exported, JSON.stringify(exported)]) {
    const copy = new SessionManager();
    assert.equal(copy.importSession(form), chat);
    assert.deepEqual(copy.exportSession(chat), exported);
  }
});

test("the server's export is read too", () => {
  const sessions = inChat();
  const entities = [
    { id: `${chat}_000001_UM`, type: "UM", parent: null, content: "hello" },
    { id: `${chat}_000002_AM`, type: "AM", parent: `${chat}_000001_UM`, content: "hi" },
  ];
  sessions.importSession({ chat: { id: chat, title: "Hello" }, entities });
  assert.equal(sessions.nextCodeArtifactId(entities[1].id), `${chat}_000003_AC`);
});

test("a bad export is refused, and nothing has changed", () => {
  const { sessions, question, answer } = conversation();
  const before = sessions.exportSession();
  const um = { id: question, parent: null };
  const bad = [
    "{",
    null,
    {},
    { chat: "nonsense", entities: [] },
    { chat, entities: {} },
    { chat, entities: [], version: 2 },
    { chat, entities: [null] },
    { chat, entities: [{ id: "x" }] },
    { chat, entities: [um, um] },
    { chat, entities: [{ id: `${other}_000001_UM` }] },
    { chat, entities: [{ id: question, type: "AM" }] },
    { chat, entities: [{ id: answer, parent: question }] },
    { chat, entities: [um, { id: answer, parent: null }] },
    { chat, entities: [um, { id: `${chat}_000002_UM`, parent: question }] },
    { chat, entities: [um], next_sequence: 1 },
    { chat, entities: [um], next_sequence: "2" },
    { chat, entities: [um], next_sequence: 1_000_001 },
  ];
  for (const session of bad) assert.throws(() => sessions.importSession(session), refusal("session.invalid"), JSON.stringify(session));
  assert.deepEqual(sessions.exportSession(), before);
});

test("an import into the active chat is what goes on", () => {
  const { sessions } = conversation();
  sessions.importSession({ chat, entities: [{ id: `${chat}_000001_UM`, parent: null }] });
  assert.equal(sessions.nextUserMessageId(), `${chat}_000002_UM`);
});

test("a page shares one manager", () => {
  assert.ok(shared instanceof SessionManager);
});
