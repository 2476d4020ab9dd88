import Domain
import Primitives
import Store

extension Connection {
  /// Messages of a chat with keys in this range, in order: the first `limit` of them in that order.
  func messageRows(
    _ range: ClosedRange<EntityKey>, chat: ChatID, order: ListOrder = .ascending, limit: Int = .max
  ) throws(StoreError) -> [MessageRow] {
    var lowest = range.lowerBound
    if order == .descending {
      // Where the last `limit` of them begin, so that one text reads both orders.
      let begin = try first(
        "SELECT min(key) FROM (SELECT key FROM messages WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?)",
        range.lowerBound, range.upperBound, limit
      ) { row in row.optionalInteger() }
      guard let begin, let begin else { return [] }
      lowest = EntityKey(value: begin)
    }
    let rows = try all(
      """
      SELECT key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
        cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
        metadata,
        CASE WHEN parent IS NULL THEN (
          SELECT earlier.key FROM messages AS earlier
          WHERE earlier.key BETWEEN messages.key >> 20 << 20 AND messages.key AND earlier.parent IS NOT NULL
          ORDER BY earlier.key DESC LIMIT 1) END
      FROM messages WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?
      """, lowest, range.upperBound, limit
    ) { (row) throws(StoreError) in try MessageRow(&row, chat: chat, reader: self.jsonReader) }
    return order == .ascending ? rows : rows.reversed()
  }

  /// The key of a message that exists under exactly this ID.
  func messageKey(_ id: EntityID) throws(StoreError) -> EntityKey? {
    guard let key = try key(of: id), try exists("SELECT 1 FROM messages WHERE key = ? AND id = ?", key, id) else { return nil }
    return key
  }

  func message(_ id: EntityID) throws(StoreError) -> Message? {
    guard let key = try key(of: id), let found = try messageRows(key...key, chat: id.chat).first, found.message.id == id else { return nil }
    return found.message
  }
}
