import Domain
import Store

/// Which chats a search means: those whose title has the text in it, in any case and any script, and those whose ID begins with it.
///
/// An index helps nobody who looks inside of words, so titles are read. SQLite folds the letters A to Z only: it sorts out what is written
/// in those, and titles with others are looked at here.
struct ChatSearch {
  /// The text with all its letters large.
  let folded: String
  let idPrefix: String

  /// - Parameter text: at least one character; every character means itself.
  init(_ text: String) {
    folded = Self.folded(text)
    idPrefix = text.lowercased()
  }

  func matches(id: String, title: String) -> Bool {
    id.hasPrefix(idPrefix) || Self.contains(Array(Self.folded(title).utf8), Array(folded.utf8))
  }

  /// Lower case first: letters that differ in lower case only, such as both sigmas, become one.
  private static func folded(_ text: String) -> String { text.lowercased().uppercased() }

  private static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard whole.count >= part.count else { return false }
    return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
  }
}

extension Connection {
  /// Chats that the search means, newest first, below `number`. - Parameter origins: `nil` for every one.
  func chatRows(matching search: ChatSearch, origins: Set<String>?, below number: Int64, limit: Int) throws(StoreError) -> [ChatRow] {
    var found: [ChatRow] = []
    try forEach(
      """
      SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
        unpriced_messages
      FROM chats
      WHERE number < ? AND (instr(upper(title), ?) OR instr(id, ?) = 1 OR title GLOB '*[^ -~]*')
      ORDER BY number DESC
      """, number, search.folded, search.idPrefix
    ) { (row) throws(StoreError) in
      let row = try ChatRow(&row)
      if origins?.contains(row.chat.origin) != false, search.matches(id: row.chat.id.text, title: row.chat.title) { found.append(row) }
      return found.count < limit
    }
    return found
  }
}
