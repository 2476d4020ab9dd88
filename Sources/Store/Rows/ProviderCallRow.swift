import Domain
import Primitives

/// A row of the ledger as the store keeps it.
package struct ProviderCallRow {
  package var number: Int64
  package var call: ProviderCall

  /// Columns: `number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
  /// output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    number = row.integer()
    call = ProviderCall(
      id: row.text(), run: row.text(), stream: row.text(), chat: row.chatID(), provider: row.text(), model: row.text(), attempt: row.int(),
      startedAt: Timestamp(microseconds: 0))
    guard let status = ProviderCallStatus(rawValue: row.text()) else { throw .unreadable("call \(call.id)", "status") }
    call.status = status
    if let input = row.optionalInteger() {
      call.tokens = TokenUsage(
        input: input, cacheRead: row.integer(), cacheWrite: row.integer(), output: row.integer(), reasoning: row.integer(), isEstimated: row.bool())
    } else {
      row.skip(5)
    }
    call.cost = row.optionalMoney()
    call.priceVersion = row.optionalText()
    call.startedAt = row.timestamp()
    call.endedAt = row.optionalTimestamp()
    call.providerRequestID = row.optionalText()
  }
}
