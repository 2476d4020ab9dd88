import Domain
import Primitives
import Store
import Wire

/// What can be asked for within a transaction and without one.
protocol PostgresAsking {
  @discardableResult
  func send<each Value: PostgresBindable>(_ sql: StaticString, _ values: repeat each Value) -> PostgresReply
}

extension PostgresTransaction: PostgresAsking {}
extension PostgresQuery: PostgresAsking {}

extension JSONReader {
  /// Reads stored JSON; deep enough for every document that the wire admits inside an envelope of ours.
  static var stored: JSONReader { JSONReader(maxDepth: 96) }
}

extension PostgresAsking {
  /// Messages of a chat with sequences in this range, in the order asked for: the first `limit` of them in that order.
  func messages(in chat: ChatID, _ range: ClosedRange<Int>, order: ListOrder = .ascending, limit: Int = .max) -> PostgresReply {
    switch order {
    case .ascending:
      send(
        """
        SELECT key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
          cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
          metadata::text,
          CASE WHEN parent IS NULL THEN (
            SELECT earlier.key FROM messages AS earlier
            WHERE earlier.key BETWEEN messages.key >> 20 << 20 AND messages.key AND earlier.parent IS NOT NULL
            ORDER BY earlier.key DESC LIMIT 1) END
        FROM messages
        WHERE key BETWEEN (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND (SELECT (number << 20) + $3 FROM chats WHERE id = $1)
        ORDER BY key LIMIT $4
        """, chat, range.lowerBound, range.upperBound, limit)
    case .descending:
      send(
        """
        SELECT key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
          cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
          metadata::text,
          CASE WHEN parent IS NULL THEN (
            SELECT earlier.key FROM messages AS earlier
            WHERE earlier.key BETWEEN messages.key >> 20 << 20 AND messages.key AND earlier.parent IS NOT NULL
            ORDER BY earlier.key DESC LIMIT 1) END
        FROM messages
        WHERE key BETWEEN (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND (SELECT (number << 20) + $3 FROM chats WHERE id = $1)
        ORDER BY key DESC LIMIT $4
        """, chat, range.lowerBound, range.upperBound, limit)
    }
  }

  /// The message with this sequence; look at the ID that is found.
  func message(_ id: EntityID) -> PostgresReply { messages(in: id.chat, id.sequence...id.sequence) }
}

extension PostgresReply {
  func messageRows(of chat: ChatID) throws(StoreError) -> [MessageRow] {
    let reader = JSONReader.stored
    return try all { (row) throws(StoreError) in try MessageRow(&row, chat: chat, reader: reader) }
  }

  /// The message, if it is exactly this one.
  func message(_ id: EntityID) throws(StoreError) -> Message? {
    let found = try messageRows(of: id.chat).first?.message
    return found?.id == id ? found : nil
  }
}
