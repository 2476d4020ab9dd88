import assert from "node:assert/strict";
import { test } from "node:test";
import { chatArtifacts } from "../chat-artifacts.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const question = `${chat}_000001_UM`;
const answer = `${chat}_000002_AM`;
const code = `${chat}_000003_AC`;
const stored = { id: code, type: "AC", parent: answer, kind: "code", language: "python", title: null, status: "complete", inline: true };

test("an inline artifact is cut out of its message by bytes, not by characters", () => {
  const content = "Größe → Maß:\n```python\nprint('ä')\n```\n";
  const before = new TextEncoder().encode("Größe → Maß:\n```python\n").length;
  const end = before + new TextEncoder().encode("print('ä')\n").length;
  const messages = new Map([[answer, { id: answer, role: "assistant", status: "complete", content, artifacts: [{ ...stored, start: before, end }] }]]);
  const [artifact] = chatArtifacts(messages, null);
  assert.equal(artifact.content, "print('ä')\n");
  assert.equal(artifact.message, answer);
  assert.equal(artifact.sequence, 3);
});

test("void artifacts, and the names of files that were only just sent, are not listed", () => {
  const messages = new Map([
    [question, { id: question, role: "user", status: "complete", content: "q", artifacts: [{ id: `${question}/0`, type: "UA", name: "a.txt" }] }],
    [answer, { id: answer, role: "assistant", status: "complete", content: "", artifacts: [{ ...stored, status: "void", inline: false }] }],
  ]);
  assert.deepEqual(chatArtifacts(messages, null), []);
});

test("the artifact that is being written grows with its answer", () => {
  const text = "See:\n```python\nprint(1)\n";
  const state = { text, artifacts: [{ id: code, parent: answer, kind: "code", language: "python", title: null, inline: true, start: 15, end: null, bytes: null, sha256: null }] };
  const live = { id: answer, revision: { value: 4 }, state };
  const [artifact] = chatArtifacts(new Map([[answer, { id: answer, role: "assistant", status: "streaming", content: "" }]]), live);
  assert.equal(artifact.content, "print(1)\n");
  assert.equal(artifact.live, true);
  assert.equal(artifact.type, "AC");
});
