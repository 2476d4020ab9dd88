import assert from "node:assert/strict";
import { test } from "node:test";
import { Credential } from "../credential.js";

function memory() {
  const values = new Map();
  return { getItem: (name) => values.get(name) ?? null, setItem: (name, value) => values.set(name, value) };
}

/** A server that takes one key. */
function server(good) {
  const seen = [];
  const fetch = async (url, { headers } = {}) => {
    seen.push(headers?.authorization);
    return { url, status: good === null || headers?.authorization === `Bearer ${good}` ? 200 : 401 };
  };
  return { seen, fetch };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a server that asks nobody gets no credential", async () => {
  const { seen, fetch } = server(null);
  const credential = new Credential(memory(), fetch);
  assert.equal((await credential.fetch("/a")).status, 200);
  assert.deepEqual(seen, [undefined]);
  assert.equal(credential.required.value, false);
});

test("requests wait for a sign-in and are made again with the key", async () => {
  const { seen, fetch } = server("k");
  const credential = new Credential(memory(), fetch);
  const answers = [credential.fetch("/a", { headers: { accept: "x" } }), credential.fetch("/b")];
  await turn();
  assert.equal(credential.required.value, true);
  assert.equal(credential.isRefused.value, false);
  credential.signIn(" k\n");
  assert.deepEqual((await Promise.all(answers)).map(({ status, url }) => [status, url]), [[200, "/a"], [200, "/b"]]);
  assert.equal(credential.required.value, false);
  assert.deepEqual(seen, [undefined, undefined, "Bearer k", "Bearer k"]);
});

test("a key that is refused leads back to the sign-in, which says so", async () => {
  const { fetch } = server("k");
  const credential = new Credential(memory(), fetch);
  credential.signIn("old");
  const answer = credential.fetch("/a");
  await turn();
  assert.equal(credential.required.value, true);
  assert.equal(credential.isRefused.value, true);
  credential.signIn("k");
  assert.equal((await answer).status, 200);
});

test("a request that is given up waits no longer", async () => {
  const { fetch } = server("k");
  const credential = new Credential(memory(), fetch);
  const abort = new AbortController();
  const answer = credential.fetch("/a", { signal: abort.signal });
  await turn();
  abort.abort(new Error("enough"));
  await assert.rejects(answer, /enough/);
});
