import assert from "node:assert/strict";
import { test } from "node:test";
import { ArtifactContents } from "../artifact-contents.js";

function kept(limit) {
  const asked = [];
  const answers = {};
  const client = {
    artifactContent: async (id) => {
      asked.push(id);
      return answers[id] ?? new Blob([id.repeat(10)]);
    },
  };
  return { asked, answers, contents: new ArtifactContents(client, limit) };
}

test("a content is asked for once, also by two at a time", async () => {
  const { asked, contents } = kept();
  const [first, second] = await Promise.all([contents.load("a"), contents.load("a")]);
  assert.equal(first, second);
  assert.equal(await contents.load("a"), first);
  assert.deepEqual(asked, ["a"]);
});

test("the longest unused is forgotten when there is too much", async () => {
  const { asked, contents } = kept(25);
  for (const id of ["a", "b", "a", "c", "a", "b"]) await contents.load(id);
  assert.deepEqual(asked, ["a", "b", "c", "b"]);
});

test("a failure is told and asked again", async () => {
  const { asked, answers, contents } = kept();
  answers.a = Promise.reject(new Error("no network"));
  await assert.rejects(contents.load("a"), /no network/);
  answers.a = undefined;
  assert.equal(await (await contents.load("a")).text(), "aaaaaaaaaa");
  assert.deepEqual(asked, ["a", "a"]);
});
