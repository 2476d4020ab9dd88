/** Calls to providers by model, the dearest first: `[{provider, model, calls, failed, input, output, cost, unpriced}]`; `cost` in dollars of what has a price. Pure. */
export function spendByModel(calls) {
  const rows = new Map();
  for (const call of calls) {
    const key = `${call.provider}\n${call.model}`;
    const row = rows.get(key) ?? { provider: call.provider, model: call.model, calls: 0, failed: 0, input: 0, output: 0, cost: 0, unpriced: 0 };
    rows.set(key, row);
    row.calls += 1;
    if (call.status === "failed") row.failed += 1;
    row.input += call.input_tokens ?? 0;
    row.output += call.output_tokens ?? 0;
    if (call.cost !== null) row.cost += Number(call.cost);
    else if (call.output_tokens !== null) row.unpriced += 1;
  }
  return [...rows.values()].sort((one, other) => other.cost - one.cost || other.calls - one.calls || one.model.localeCompare(other.model));
}

/** The calls between two times in seconds since 1970, the oldest first, page by page; `isWhole` is false when there are more than `pages` pages. */
export async function readCalls(client, { from, to }, { pages = 5, signal } = {}) {
  const [start, end] = [from, to].map((time) => new Date(time * 1_000).toISOString());
  const calls = [];
  let cursor = null;
  for (let page = 0; page < pages; page += 1) {
    const list = await client.ledger({ from: start, to: end, cursor, limit: 200 }, { signal });
    calls.push(...list.items);
    cursor = list.next_cursor ?? null;
    if (cursor === null) return { calls, isWhole: true };
  }
  return { calls, isWhole: false };
}
