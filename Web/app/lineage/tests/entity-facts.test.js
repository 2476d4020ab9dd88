import assert from "node:assert/strict";
import { test } from "node:test";
import { factsOf, typeTitle } from "../entity-facts.js";
import { arrangeTree } from "../entity-tree.js";

const chat = "11111111-2222-4333-8444-555555555555";
const named = (facts) => Object.fromEntries(facts.map(({ name, text }) => [name, text]));
const nodeOf = (entity, others = []) => arrangeTree([entity, ...others]).nodes.get(entity.id);

test("an answer's facts", () => {
  const facts = factsOf(nodeOf({
    id: `${chat}_000002_AM`, parent: `${chat}_000001_UM`, frontend_id: "front-1", created_at: "2026-11-21T00:41:25.171Z", status: "complete", provider: "openai", model: "large",
    prompt_tokens: 8, completion_tokens: 1_236, total_tokens: 1_244, cost: "0.0123", estimated: true, response_time_ms: 2_740, time_to_first_token_ms: 20,
  }));
  const { Created, ...rest } = named(facts);
  assert.match(Created, /2026/);
  assert.deepEqual(rest, { "Frontend ID": "front-1", Status: "complete", Model: "openai / large", Tokens: "≈ 1,244 = 8 in + 1,236 out", Cost: "$0.012", "First token": "20 ms", Took: "2.7 s" });
  assert.equal(facts.find(({ name }) => name === "Cost").full, "0.0123 USD");
  assert.equal(facts.find(({ name }) => name === "Frontend ID").copies, true);
});

test("an artifact's facts, with the time of its first record", () => {
  const facts = factsOf(nodeOf({ id: `${chat}_000003_AC`, kind: "code", language: "python", status: "complete", bytes: 107, sha256: "d4d874fc562ccf7e", start: 147, end: 254 }), { createdAt: "2026-11-21T00:41:25.171537Z" });
  const { Created, ...rest } = named(facts);
  assert.match(Created, /25\.171$/);
  assert.deepEqual(rest, { Status: "complete", Kind: "code, python", Size: "107 B", "SHA-256": "d4d874fc562c…", Place: "147–254" });
});

test("a question's relations go both ways, and what is unknown is not said", () => {
  const first = { id: `${chat}_000001_UM`, parent: null, content: "One", total_tokens: null, cost: null };
  const second = { id: `${chat}_000005_UM`, parent: null, content: "Two", edits: first.id, follows: null };
  const node = nodeOf(first, [second]);
  assert.deepEqual(factsOf(node), [{ name: "Edited by", text: "#000005", entity: second.id, full: second.id }]);
  assert.deepEqual(named(factsOf(nodeOf(second, [first]))), { Edits: "#000001" });
  assert.equal(typeTitle("AO"), "AO, output");
});
