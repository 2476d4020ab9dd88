import Domain
import Primitives
import Store

extension Connection {
  func relation(of user: String, to chat: ChatID) throws(StoreError) -> ChatRelation? {
    try first(
      "SELECT c.user_id, s.role FROM chats c LEFT JOIN chat_shares s ON s.chat = c.number AND s.user_id = ?1 WHERE c.id = ?2", user, chat
    ) { row in ChatRelation(of: user, &row) }
  }

  /// Own chats and shared ones, newest first, below `number`. - Parameter search: `nil` for all.
  func chatRows(
    of user: String, origins: Set<String>?, matching search: ChatSearch?, below number: Int64, limit: Int
  ) throws(StoreError) -> [ChatRow] {
    var found: [ChatRow] = []
    try forEach(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats
      WHERE number < ?2 AND number IN (SELECT number FROM chats WHERE user_id = ?1 UNION SELECT chat FROM chat_shares WHERE user_id = ?1)
      ORDER BY number DESC
      """, user, number
    ) { (row) throws(StoreError) in
      let row = try ChatRow(withUser: &row)
      let isWanted = search?.matches(id: row.chat.id.text, title: row.chat.title) ?? true
      if isWanted, origins?.contains(row.chat.origin) != false { found.append(row) }
      return found.count < limit
    }
    return found
  }

  func shares(of chat: ChatID) throws(StoreError) -> [ChatGuest] {
    try all(
      """
      SELECT s.user_id, u.name, s.role, s.created_at FROM chat_shares s JOIN users u ON u.id = s.user_id
      WHERE s.chat = (SELECT number FROM chats WHERE id = ?) ORDER BY s.user_id
      """, chat
    ) { (row) throws(StoreError) in try ChatGuest(&row) }
  }

  func share(_ chat: ChatID, with user: String, as role: ShareRole, by actor: String, now: Timestamp) throws(StoreError) {
    guard let number = try chatNumber(chat) else { throw .unknown(chat: chat) }
    guard try self.user(user) != nil else { throw .unknown(user: user) }
    try run(
      """
      INSERT INTO chat_shares (user_id, chat, role, created_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (user_id, chat) DO UPDATE SET role = excluded.role
      """, user, number, role, now)
    try record(.shared(chat, with: user, as: role, by: actor, now: now))
  }

  func unshare(_ chat: ChatID, with user: String, by actor: String, now: Timestamp) throws(StoreError) {
    guard let number = try chatNumber(chat) else { throw .unknown(chat: chat) }
    guard try run("DELETE FROM chat_shares WHERE user_id = ? AND chat = ?", user, number) > 0 else { return }
    try record(.shared(chat, with: user, as: nil, by: actor, now: now))
  }
}
