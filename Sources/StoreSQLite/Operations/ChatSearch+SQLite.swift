import Domain
import Store

extension Connection {
  /// Chats that the search means, newest first, below `number`. - Parameter origins: `nil` for every one.
  func chatRows(matching search: ChatSearch, origins: Set<String>?, below number: Int64, limit: Int) throws(StoreError) -> [ChatRow] {
    // SQLite folds the letters A to Z only: titles with others are looked at here.
    var found: [ChatRow] = []
    try forEach(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages, user_id
      FROM chats
      WHERE number < ? AND (instr(upper(title), ?) OR instr(id, ?) = 1 OR title GLOB '*[^ -~]*')
      ORDER BY number DESC
      """, number, search.folded, search.idPrefix
    ) { (row) throws(StoreError) in
      let row = try ChatRow(withUser: &row)
      if origins?.contains(row.chat.origin) != false, search.matches(id: row.chat.id.text, title: row.chat.title) { found.append(row) }
      return found.count < limit
    }
    return found
  }
}
