import Domain
import Primitives
import Wire

/// A message as the store keeps it.
package struct MessageRow {
  package var key: EntityKey
  package var message: Message
  package var branch: MessageBranch

  /// Columns: `key, parent, role, content, status, frontend_id, created_at, run_id, finish_reason, prompt_tokens, completion_tokens,
  /// cache_read_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, provider, model, response_time_ms, time_to_first_token_ms,
  /// metadata`, then the key of the last answer before it, or NULL for an answer.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row, chat: ChatID, reader: JSONReader) throws(StoreError) {
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
    branch = try MessageBranch(metadata: row.text(), of: id, reader: reader)
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
  fileprivate init?<Row: StoredRow & ~Copyable>(promptAndCompletionIn row: inout Row) {
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
