import Domain
import Primitives
import Store

/// A message as the store keeps it.
struct MessageRow {
  var key: EntityKey
  var message: Message
  var branch: MessageBranch

  /// Columns: `key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
  /// cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
  /// metadata`, then the key of the last answer before it, or NULL for an answer.
  init(_ row: inout Row, chat: ChatID, connection: Connection) throws(StoreError) {
    key = EntityKey(value: row.integer())
    let parent = row.optionalInteger().map { EntityID(chat: chat, sequence: EntityKey(value: $0).sequence, kind: .userMessage) }
    let id = EntityID(chat: chat, sequence: key.sequence, kind: parent == nil ? .userMessage : .assistantMessage)
    let role = row.text()
    let content = row.text()
    guard let status = MessageStatus(rawValue: row.text()) else { throw .unreadable("message \(id)", "status") }
    message = Message(
      id: id, parent: parent, role: role, content: content, status: status, frontendID: row.optionalText(), createdAt: row.timestamp(),
      run: row.optionalText(), finishReason: row.optionalText(), tokens: TokenUsage(promptAndCompletionIn: &row), cost: row.optionalMoney(),
      provider: row.optionalText(), model: row.optionalText(), responseTimeMilliseconds: row.optionalInteger(),
      timeToFirstTokenMilliseconds: row.optionalInteger())
    branch = try MessageBranch(metadata: row.text(), of: id, reader: connection.jsonReader)
    let lastAnswer = row.optionalInteger()
    message.edits = branch.edits
    switch branch.follows {
    case .lastAnswer: message.follows = lastAnswer.map { EntityID(chat: chat, sequence: EntityKey(value: $0).sequence, kind: .assistantMessage) }
    case .nothing: break
    case .answer(let id): message.follows = id
    }
  }
}

extension TokenUsage {
  /// Columns: `prompt_tokens, completion_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated`. The table speaks in the
  /// sums that people know; the buckets follow from them.
  fileprivate init?(promptAndCompletionIn row: inout Row) {
    guard let prompt = row.optionalInteger() else {
      row.skip(5)
      return nil
    }
    let completion = row.integer()
    let read = row.integer()
    let written = row.integer()
    self.init(
      input: prompt - read - written, cacheRead: read, cacheWrite: written, output: completion, reasoning: row.integer(), isEstimated: row.bool())
  }
}

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
    ) { (row: inout Row) throws(StoreError) in try MessageRow(&row, chat: chat, connection: self) }
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
