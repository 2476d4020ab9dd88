import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStorage } from "../memory-storage.js";
import { chat, offline, refusal, serverOf, tabOf, turn } from "./scripted-outbox.js";

test("files are uploaded before, each once, and remembered over a restart", async () => {
  const storage = new MemoryStorage();
  const server = serverOf({ before: [offline()] });
  const first = tabOf(server, { storage });
  const attachments = [new File(["a"], "a.txt"), { blob: new Blob(["b"]), name: "b.bin" }, { artifact: "x_000003_UA" }, new Blob(["c"])];
  await first.outbox.add({ chat, content: "look", attachments });
  await turn();
  first.outbox.close();
  const second = tabOf(server, { storage });
  await second.outbox.flush();
  assert.deepEqual(server.uploads, [
    { text: "a", name: "a.txt", idempotencyKey: "id1.1.0" },
    { text: "b", name: "b.bin", idempotencyKey: "id1.1.1" },
    { text: "c", name: "file", idempotencyKey: "id1.1.3" },
  ]);
  const wanted = [{ upload: "upload1" }, { upload: "upload2" }, { artifact: "x_000003_UA" }, { upload: "upload3" }];
  assert.deepEqual(server.attempts.map((attempt) => attempt.attachments), [wanted, wanted]);
});

test("an upload cut off goes on with those that are missing", async () => {
  const server = serverOf();
  let failures = 1;
  const upload = (blob, name, options) => (name === "b" && failures-- > 0 ? Promise.reject(offline()) : server.upload(blob, name, options));
  const { outbox, fire } = tabOf(server, { upload });
  await outbox.add({ chat, content: "look", attachments: [{ blob: new Blob(["a"]), name: "a" }, { blob: new Blob(["b"]), name: "b" }] });
  await turn();
  assert.deepEqual(server.attempts, []);
  await fire();
  assert.deepEqual(server.uploads.map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(server.attempts[0].attachments, [{ upload: "upload1" }, { upload: "upload2" }]);
});

test("a file that the server has dropped meanwhile is uploaded again, once", async () => {
  const gone = () => refusal("body.invalid", { errors: [{ pointer: "/attachments/0/upload", detail: "there is no upload" }] });
  const server = serverOf({ before: [offline(), gone()] });
  const { outbox, fire, states } = tabOf(server);
  await outbox.add({ chat, content: "look", attachments: [new Blob(["a"])] });
  await turn();
  await fire();
  assert.deepEqual(server.attempts.map(({ attachments, idempotencyKey }) => [attachments[0].upload, idempotencyKey]), [
    ["upload1", "id1.1"],
    ["upload1", "id1.1"],
    ["upload2", "id1.2"],
  ]);
  assert.deepEqual(states(), []);
  const stubborn = serverOf({ before: [gone(), gone(), gone()] });
  const tab = tabOf(stubborn);
  const { key } = await tab.outbox.add({ chat, content: "look", attachments: [new Blob(["a"])] });
  await turn();
  assert.deepEqual(tab.states(), ["look: refused"]);
  assert.equal(stubborn.uploads.length, 1);
  await tab.outbox.retry(key);
  assert.equal(stubborn.uploads.length, 2);
});
