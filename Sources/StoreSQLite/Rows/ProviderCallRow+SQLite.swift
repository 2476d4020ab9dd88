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
    let wasOpen = try first("SELECT status = 'open' FROM provider_calls WHERE id = ?", call.id) { row in row.bool() }
    guard let wasOpen else { return false }
    try run(
      """
      UPDATE provider_calls SET provider = ?, model = ?, status = ?, input_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?,
        output_tokens = ?, reasoning_tokens = ?, estimated = ?, cost = ?, price_version = ?, ended_at = ?, provider_request_id = ?
      WHERE id = ?
      """, call.provider, call.model, call.status, call.tokens?.input, call.tokens?.cacheRead, call.tokens?.cacheWrite, call.tokens?.output,
      call.tokens?.reasoning, call.tokens?.isEstimated ?? false, call.cost, call.priceVersion, call.endedAt, call.providerRequestID, call.id)
    if wasOpen, call.status != .open { try emit(.response(call), now: now) }
    return true
  }

  /// Ends the calls of a run whose worker will not say how they ended: nothing is known of what they used.
  func closeOpenCalls(ofRun run: String, status: ProviderCallStatus, now: Timestamp) throws(StoreError) {
    try self.run("UPDATE provider_calls SET status = ?, ended_at = ? WHERE run_id = ? AND status = 'open'", status, now, run)
  }
}
