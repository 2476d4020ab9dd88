import assert from "node:assert/strict";
import { test } from "node:test";
import { readCalls, spendByModel } from "../model-spend.js";
import { processFacts } from "../process-facts.js";

const call = (fields) => ({ provider: "openai", model: "a", status: "completed", input_tokens: 10, output_tokens: 5, cost: "0.25", ...fields });

test("calls are summed up by model, the dearest first", () => {
  const rows = spendByModel([call({}), call({ model: "b", cost: "1" }), call({ cost: null }), call({ status: "failed", input_tokens: null, output_tokens: null, cost: null })]);
  assert.deepEqual(rows, [
    { provider: "openai", model: "b", calls: 1, failed: 0, input: 10, output: 5, cost: 1, unpriced: 0 },
    { provider: "openai", model: "a", calls: 3, failed: 1, input: 20, output: 10, cost: 0.25, unpriced: 1 },
  ]);
});

test("a ledger is read page by page and no further than agreed", async () => {
  const asked = [];
  const client = { ledger: async (query) => (asked.push(query), { items: [call({})], next_cursor: "more" }) };
  const { calls, isWhole } = await readCalls(client, { from: 0, to: 60 }, { pages: 3 });
  assert.deepEqual([calls.length, isWhole], [3, false]);
  assert.deepEqual(asked[0], { from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:01:00.000Z", cursor: null, limit: 200 });
  assert.equal(asked[1].cursor, "more");
  const short = await readCalls({ ledger: async () => ({ items: [], next_cursor: null }) }, { from: 0, to: 60 });
  assert.deepEqual(short, { calls: [], isWhole: true });
});

test("a process says its version and since when it runs", () => {
  const text = 'throughline_build_info{version="0.1.0"} 1\nprocess_start_time_seconds 1795221590.258723\n';
  assert.deepEqual(processFacts(text), { version: "0.1.0", startedAt: 1_795_221_590.258723 });
  assert.deepEqual(processFacts("up 1\n"), { version: null, startedAt: null });
});
