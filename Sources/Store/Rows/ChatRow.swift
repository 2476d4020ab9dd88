import Domain
import Primitives

/// A chat as the store keeps it.
package struct ChatRow {
  package var number: Int64
  package var lastSequence: Int
  package var frontEndOwnsIDs: Bool
  package var chat: Chat

  package init(number: Int64, lastSequence: Int, frontEndOwnsIDs: Bool, chat: Chat) {
    self.number = number
    self.lastSequence = lastSequence
    self.frontEndOwnsIDs = frontEndOwnsIDs
    self.chat = chat
  }
}

extension ChatRow {
  /// Columns: `number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
  /// unpriced_messages`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    number = row.integer()
    lastSequence = row.int()
    frontEndOwnsIDs = row.bool()
    guard let id = row.chatID() else { throw .unreadable("chat \(number)", "id") }
    chat = Chat(
      id: id, title: row.text(), createdAt: row.timestamp(), updatedAt: row.timestamp(), origin: row.text(), messageCount: row.int(),
      totalTokens: row.integer(), totalCost: row.money(), unpricedMessages: row.int())
  }

  /// Columns: as above, and `user_id`.
  package init<Row: StoredRow & ~Copyable>(withUser row: inout Row) throws(StoreError) {
    try self.init(&row)
    chat.user = row.optionalText()
  }
}
