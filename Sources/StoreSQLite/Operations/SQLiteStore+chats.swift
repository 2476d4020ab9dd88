import Domain
import Primitives
import Store

extension SQLiteStore {
  package func createChat(_ chat: Chat, idempotency: Idempotency<Chat>?) async throws(StoreError) -> Creation<Chat> {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      let now = writer.time.now()
      if let answer = try connection.idempotentAnswer(idempotency, now: now) { return .replayed(answer) }
      if let known = try connection.chatRow(chat.id) { return .existing(known.chat) }
      _ = try connection.insert(chat)
      let created = Chat(id: chat.id, title: chat.title, createdAt: chat.createdAt, updatedAt: chat.updatedAt, origin: chat.origin, user: chat.user)
      try connection.keepAnswer(to: created, for: idempotency, now: now)
      return .created(created)
    }
  }

  package func chat(_ id: ChatID) async throws(StoreError) -> Chat? {
    try await read { (connection) throws(StoreError) in try connection.chatRow(id)?.chat }
  }

  package func chats(origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat> {
    try await read { (connection) throws(StoreError) in
      let below = try PageCursor(page.cursor, list: .chats, count: 1)?.positions[0] ?? Int64.max
      // One more than asked tells whether there is a next page.
      var rows: [ChatRow] = []
      if let text {
        rows = try connection.chatRows(matching: ChatSearch(text), origins: origins, below: below, limit: page.limit + 1)
      } else if let origins {
        for origin in origins { rows += try connection.chatRows(origin: origin, below: below, limit: page.limit + 1) }
        rows.sort { $0.number > $1.number }
      } else {
        rows = try connection.chatRows(origin: nil, below: below, limit: page.limit + 1)
      }
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.chats, $0.number).text } : nil
      return Page(items: shown.map(\.chat), nextCursor: cursor)
    }
  }

  package func chats(idPrefix: String) async throws(StoreError) -> [ChatID] {
    try await read { (connection) throws(StoreError) in
      // The tilde sorts behind everything that a UUID is made of.
      let found = try connection.all(
        "SELECT id FROM chats WHERE id >= ? AND id < ? ORDER BY id LIMIT 20", idPrefix, idPrefix + "~"
      ) { row in row.chatID() }
      return found.compactMap { $0 }.filter { $0.text.hasPrefix(idPrefix) }
    }
  }

  package func renameChat(_ id: ChatID, title: String, now: Timestamp) async throws(StoreError) -> Chat {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      guard try connection.run("UPDATE chats SET title = ?, updated_at = max(updated_at, ?) WHERE id = ?", title, now, id) == 1,
        let row = try connection.chatRow(id)
      else { throw .unknown(chat: id) }
      return row.chat
    }
  }
}
