import assert from "node:assert/strict";
import { test } from "node:test";
import { IndexedDBStorage } from "../indexed-db-storage.js";
import { LocalLocks } from "../local-locks.js";
import { MemoryStorage } from "../memory-storage.js";
import { randomID } from "../random-id.js";
import { scriptedIndexedDB } from "./scripted-indexed-db.js";

const storages = {
  MemoryStorage: () => new MemoryStorage(),
  IndexedDBStorage: () => new IndexedDBStorage({ indexedDB: scriptedIndexedDB().factory }),
};

for (const [name, make] of Object.entries(storages)) {
  test(`${name} keeps, replaces and forgets entries by key`, async () => {
    const storage = make();
    assert.deepEqual(await storage.list(), []);
    const entry = { key: "a", content: "one" };
    await storage.put(entry);
    await storage.put({ key: "b", content: "two" });
    entry.content = "changed by its owner";
    await storage.put({ key: "b", content: "three" });
    assert.deepEqual(await storage.list(), [{ key: "a", content: "one" }, { key: "b", content: "three" }]);
    await storage.remove("a");
    await storage.remove("unknown");
    assert.deepEqual(await storage.list(), [{ key: "b", content: "three" }]);
  });
}

test("what is kept on disk is on disk", async () => {
  const { factory, script } = scriptedIndexedDB();
  const storage = await IndexedDBStorage.open({ indexedDB: factory });
  await storage.put({ key: "a" });
  await storage.list();
  assert.deepEqual(script.created, ["entries", { keyPath: "key" }]);
  assert.deepEqual(script.modes, [["readwrite", "strict"], ["readonly", "strict"]]);
  assert.equal(script.opened, 1);
});

test("a browser that keeps nothing says so when it is opened", async () => {
  const { factory, script } = scriptedIndexedDB();
  script.openFault = new Error("a private window");
  await assert.rejects(IndexedDBStorage.open({ indexedDB: factory }), { code: "storage.unavailable", message: /a private window/ });
  await assert.rejects(IndexedDBStorage.open({ indexedDB: undefined }), { code: "storage.unavailable" });
  script.openFault = null;
  await IndexedDBStorage.open({ indexedDB: factory });
});

test("a full disk is an error of the entry that did not fit, and only of that", async () => {
  const { factory, script } = scriptedIndexedDB();
  const storage = new IndexedDBStorage({ indexedDB: factory });
  await storage.put({ key: "a" });
  script.fault = Object.assign(new Error("full"), { name: "QuotaExceededError" });
  await assert.rejects(storage.put({ key: "b" }), { code: "storage.unavailable", passing: true });
  script.fault = null;
  await storage.put({ key: "c" });
  assert.deepEqual((await storage.list()).map(({ key }) => key), ["a", "c"]);
});

test("a connection that was closed is opened again", async () => {
  const { factory, script } = scriptedIndexedDB();
  const storage = new IndexedDBStorage({ indexedDB: factory });
  await storage.put({ key: "a" });
  script.databases[0].onversionchange();
  assert.ok(script.databases[0].isClosed);
  await storage.put({ key: "b" });
  script.databases[1].isClosed = true;
  await assert.rejects(storage.list(), { code: "storage.unavailable" });
  script.databases[1].onclose();
  assert.equal((await storage.list()).length, 2);
  assert.equal(script.opened, 3);
});

test("a lock lets one in after the other, by name, also after one that failed", async () => {
  const locks = new LocalLocks();
  const said = [];
  let release;
  const first = locks.request("a", async () => {
    said.push("first in");
    await new Promise((resolve) => (release = resolve));
    said.push("first out");
    throw new Error("failed");
  });
  const second = locks.request("a", () => said.push("second"));
  assert.equal(await locks.request("b", () => "beside"), "beside");
  assert.deepEqual(said, ["first in"]);
  release();
  await assert.rejects(first, /failed/);
  await second;
  assert.deepEqual(said, ["first in", "first out", "second"]);
});

test("an ID made here is 32 hexadecimal digits", () => {
  const crypto = { getRandomValues: (bytes) => bytes.fill(10) };
  assert.equal(randomID(crypto), "0a".repeat(16));
  assert.match(randomID(), /^[0-9a-f]{32}$/);
});
