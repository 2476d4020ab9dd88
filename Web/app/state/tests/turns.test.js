import assert from "node:assert/strict";
import { test } from "node:test";
import { Turns } from "../turns.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function waiting(turns, names, signal) {
  const inside = new Map();
  for (const name of names) turns.enter(name, signal).then((leave) => inside.set(name, leave), (error) => inside.set(name, error));
  await settled();
  return inside;
}

test("a few are let in, the next when one leaves", async () => {
  const turns = new Turns(2);
  const inside = await waiting(turns, ["a", "b", "c", "d"]);
  assert.deepEqual([...inside.keys()], ["a", "b"]);
  inside.get("a")();
  await settled();
  assert.deepEqual([...inside.keys()], ["a", "b", "c"]);
});

test("who is looked at does not wait", async () => {
  const turns = new Turns(1);
  const inside = await waiting(turns, ["a", "b", "c"]);
  turns.hurry("c");
  turns.hurry("nobody");
  await settled();
  assert.deepEqual([...inside.keys()], ["a", "c"]);
  inside.get("a")();
  await settled();
  assert.equal(inside.has("b"), false, "as long as one is inside");
  inside.get("c")();
  await settled();
  assert.equal(inside.has("b"), true);
});

test("who gives up waits no longer", async () => {
  const turns = new Turns(1);
  const abort = new AbortController();
  const inside = await waiting(turns, ["a"]);
  const others = await waiting(turns, ["b"], abort.signal);
  abort.abort(new Error("enough"));
  await settled();
  assert.equal(others.get("b").message, "enough");
  inside.get("a")();
});
