/**
 * A trace as a document that stands alone. `records` are the items of `GET /api/trace/{entity}` and `provider_calls` those of
 * `GET /api/ledger`, as the server gave them; `version` changes when a field changes its meaning.
 */
export function traceDocument({ chat, entity, records, calls, exportedAt }) {
  return { format: "throughline.trace", version: 1, chat, entity, exported_at: exportedAt, records, provider_calls: calls };
}
