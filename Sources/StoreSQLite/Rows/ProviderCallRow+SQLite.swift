import Domain
import Primitives
import Store

extension Connection {
  func insert(_ call: ProviderCall, epoch: Int64) throws(StoreError) {
    try run(
      """
      INSERT INTO provider_calls (id, run_id, stream, chat_id, provider, model, epoch, attempt, status, input_tokens, cache_read_tokens,
        cache_write_tokens, output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, call.id, call.run, call.stream, call.chat, call.provider, call.model, epoch, call.attempt, call.status, call.tokens?.input,
      call.tokens?.cacheRead, call.tokens?.cacheWrite, call.tokens?.output, call.tokens?.reasoning, call.tokens?.isEstimated ?? false, call.cost,
      call.priceVersion, call.startedAt, call.endedAt, call.providerRequestID)
  }

  /// Writes a call's end. What is known now replaces what was assumed when its run was taken from its worker.
  /// - Returns: `false` when there is no such row.
  func close(_ call: ProviderCall, now: Timestamp) throws(StoreError) -> Bool {
    let before = try first("SELECT status = 'open', input_tokens IS NULL FROM provider_calls WHERE id = ?", call.id) { row in
      (isOpen: row.bool(), isUnknown: row.bool())
    }
    guard let before else { return false }
    try run(
      """
      UPDATE provider_calls SET provider = ?, model = ?, status = ?, input_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?,
        output_tokens = ?, reasoning_tokens = ?, estimated = ?, cost = ?, price_version = ?, ended_at = ?, provider_request_id = ?
      WHERE id = ?
      """, call.provider, call.model, call.status, call.tokens?.input, call.tokens?.cacheRead, call.tokens?.cacheWrite, call.tokens?.output,
      call.tokens?.reasoning, call.tokens?.isEstimated ?? false, call.cost, call.priceVersion, call.endedAt, call.providerRequestID, call.id)
    if call.status != .open, before.isOpen || before.isUnknown && call.tokens != nil { try emit(.response(call), now: now) }
    return true
  }

  /// Whether a call's figures are part of an answer that is written already.
  func isBooked(call id: String) throws(StoreError) -> Bool {
    try first(
      """
      SELECT ended_at IS NOT NULL FROM runs
      WHERE id = (SELECT run_id FROM provider_calls WHERE id = ? AND status <> 'open' AND input_tokens IS NOT NULL)
      """, id
    ) { row in row.bool() } ?? false
  }

  /// The calls of a run before this epoch, in the order in which they were opened.
  func calls(ofRun run: String, beforeEpoch epoch: Int64) throws(StoreError) -> [EarlierCall] {
    try all(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id, epoch
      FROM provider_calls WHERE run_id = ? AND epoch < ? ORDER BY number
      """, run, epoch
    ) { (row) throws(StoreError) in EarlierCall(call: try ProviderCallRow(&row).call, epoch: row.integer()) }
  }

  /// Ends the calls of a run whose worker will not say how they ended: nothing is known of what they used.
  func closeOpenCalls(ofRun run: String, status: ProviderCallStatus, now: Timestamp) throws(StoreError) {
    try self.run("UPDATE provider_calls SET status = ?, ended_at = ? WHERE run_id = ? AND status = 'open'", status, now, run)
  }
}
