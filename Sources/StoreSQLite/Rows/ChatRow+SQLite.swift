import Domain
import Primitives
import Store

extension Connection {
  func chatRow(_ id: ChatID) throws(StoreError) -> ChatRow? {
    try first(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats WHERE id = ?
      """, id
    ) { (row) throws(StoreError) in try ChatRow(withUser: &row) }
  }

  /// Newest first, below `number`. - Parameter origin: `nil` for every one.
  func chatRows(origin: String?, below number: Int64, limit: Int) throws(StoreError) -> [ChatRow] {
    guard let origin else {
      return try all(
        """
        SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
          unpriced_messages, user_id
        FROM chats WHERE number < ? ORDER BY number DESC LIMIT ?
        """, number, limit
      ) { (row) throws(StoreError) in try ChatRow(withUser: &row) }
    }
    return try all(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats WHERE origin = ? AND number < ? ORDER BY number DESC LIMIT ?
      """, origin, number, limit
    ) { (row) throws(StoreError) in try ChatRow(withUser: &row) }
  }

  func chatNumber(_ id: ChatID) throws(StoreError) -> Int64? {
    try first("SELECT number FROM chats WHERE id = ?", id) { row in row.integer() }
  }

  /// The key that an entity has or would have; `nil` when its chat is unknown.
  func key(of id: EntityID) throws(StoreError) -> EntityKey? {
    try chatNumber(id.chat).map { EntityKey(chat: $0, sequence: id.sequence) }
  }

  /// - Returns: the new chat's number.
  func insert(_ chat: Chat) throws(StoreError) -> Int64 {
    try run(
      "INSERT INTO chats (id, user_id, title, origin, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)", chat.id, chat.user, chat.title,
      chat.origin, chat.createdAt, chat.updatedAt)
    return lastInsertedNumber
  }
}
