import Domain
import Primitives
import Store

/// A chat as the store keeps it.
struct ChatRow {
  var number: Int64
  var lastSequence: Int
  var frontEndOwnsIDs: Bool
  var chat: Chat
}

extension ChatRow {
  /// Columns: `number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
  /// unpriced_messages`.
  init(_ row: inout Row) throws(StoreError) {
    number = row.integer()
    lastSequence = row.int()
    frontEndOwnsIDs = row.bool()
    guard let id = row.chatID() else { throw .unreadable("chat \(number)", "id") }
    chat = Chat(
      id: id, title: row.text(), createdAt: row.timestamp(), updatedAt: row.timestamp(), origin: row.text(), messageCount: row.int(),
      totalTokens: row.integer(), totalCost: row.money(), unpricedMessages: row.int())
  }
}

extension Connection {
  func chatRow(_ id: ChatID) throws(StoreError) -> ChatRow? {
    try first(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages
      FROM chats WHERE id = ?
      """, id
    ) { (row) throws(StoreError) in try ChatRow(&row) }
  }

  /// Newest first, below `number`. - Parameter origin: `nil` for every one.
  func chatRows(origin: String?, below number: Int64, limit: Int) throws(StoreError) -> [ChatRow] {
    guard let origin else {
      return try all(
        """
        SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
          unpriced_messages
        FROM chats WHERE number < ? ORDER BY number DESC LIMIT ?
        """, number, limit
      ) { (row) throws(StoreError) in try ChatRow(&row) }
    }
    return try all(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages
      FROM chats WHERE origin = ? AND number < ? ORDER BY number DESC LIMIT ?
      """, origin, number, limit
    ) { (row) throws(StoreError) in try ChatRow(&row) }
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
      "INSERT INTO chats (id, title, origin, created_at, updated_at) VALUES (?, ?, ?, ?, ?)", chat.id, chat.title, chat.origin, chat.createdAt,
      chat.updatedAt)
    return lastInsertedNumber
  }
}

extension StoreError {
  /// A row whose column holds what this program never writes.
  static func unreadable(_ what: String, _ column: String) -> StoreError {
    StoreError(.failed, "reading \(what): its \(column) is not what this program writes; restore a backup, or look who else writes the database")
  }
}
