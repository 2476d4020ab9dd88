import Domain
import Primitives
import Store

extension PostgresTransaction {
  /// Queues a new row of the ledger; one that is there already stays as it is.
  func insert(_ call: ProviderCall, epoch: Int64) {
    send(
      """
      INSERT INTO provider_calls (id, run_id, stream, chat_id, provider, model, epoch, attempt, status, input_tokens, cache_read_tokens,
        cache_write_tokens, output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
      ON CONFLICT (id) DO NOTHING
      """, call.id, call.run, call.stream, call.chat, call.provider, call.model, epoch, call.attempt, call.status, call.tokens?.input,
      call.tokens?.cacheRead, call.tokens?.cacheWrite, call.tokens?.output, call.tokens?.reasoning, call.tokens?.isEstimated ?? false, call.cost,
      call.priceVersion, call.startedAt, call.endedAt, call.providerRequestID)
  }

  /// Queues a call's end; it gives what was known before (`CallBefore`), and no row when there is no such call. What is known now replaces what was
  /// assumed when its run was taken from its worker.
  func close(_ call: ProviderCall) -> PostgresReply {
    send(
      """
      UPDATE provider_calls AS c SET provider = $2, model = $3, status = $4, input_tokens = $5, cache_read_tokens = $6, cache_write_tokens = $7,
        output_tokens = $8, reasoning_tokens = $9, estimated = $10, cost = $11, price_version = $12, ended_at = $13, provider_request_id = $14
      FROM (SELECT id, status, input_tokens FROM provider_calls WHERE id = $1 FOR UPDATE) AS before
      WHERE c.id = before.id RETURNING before.status = 'open', before.input_tokens IS NULL
      """, call.id, call.provider, call.model, call.status, call.tokens?.input, call.tokens?.cacheRead, call.tokens?.cacheWrite, call.tokens?.output,
      call.tokens?.reasoning, call.tokens?.isEstimated ?? false, call.cost, call.priceVersion, call.endedAt, call.providerRequestID)
  }

  /// Tells the outbox of a call's end, where that is news.
  func emitEnd(of call: ProviderCall, before: CallBefore, now: Timestamp) {
    if call.status != .open, before.isOpen || before.isUnknown && call.tokens != nil { emit(.response(call), now: now) }
  }

  /// Queues the calls of a run before this epoch, in the order in which they were opened.
  func calls(ofRun run: String, beforeEpoch epoch: Int64) -> PostgresReply {
    send(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id, epoch
      FROM provider_calls WHERE run_id = $1 AND epoch < $2 ORDER BY number
      """, run, epoch)
  }

  /// Ends the calls of a run whose worker will not say how they ended: nothing is known of what they used.
  func closeOpenCalls(ofRun run: String, status: ProviderCallStatus, now: Timestamp) {
    send("UPDATE provider_calls SET status = $1, ended_at = $2 WHERE run_id = $3 AND status = 'open'", status, now, run)
  }

  /// Adds to the outbox.
  func emit(_ entry: OutboxEntry, now: Timestamp) {
    send(
      "INSERT INTO domain_events (category, type, priority, subject, time, data) VALUES ($1, $2, $3, $4, $5, $6)", entry.category, entry.type,
      entry.priority, entry.subject, now, JSONText(text: Array(entry.data.utf8)))
  }
}

/// What the ledger knew of a call before its end was written.
struct CallBefore {
  let isOpen: Bool
  let isUnknown: Bool
}

extension PostgresReply {
  func callBefore() throws(StoreError) -> CallBefore? { try first { row in CallBefore(isOpen: row.bool(), isUnknown: row.bool()) } }

  func earlierCalls() throws(StoreError) -> [EarlierCall] {
    try all { (row) throws(StoreError) in EarlierCall(call: try ProviderCallRow(&row).call, epoch: row.integer()) }
  }
}
