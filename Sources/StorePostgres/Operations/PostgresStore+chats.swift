import Domain
import Primitives
import Store

extension PostgresStore {
  /// Chats that a search looks at in one go.
  private static let searchedPerRead = 1000

  package func createChat(_ chat: Chat, idempotency: Idempotency<Chat>?) async throws(StoreError) -> Creation<Chat> {
    let now = time.now()
    return try await transaction { (transaction) async throws(StoreError) in
      let question = IdempotencyQuestion(idempotency, in: transaction, now: now)
      try await transaction.flush()
      if let answer = try question.answer() { return .replayed(answer) }
      let made = transaction.insert(chat)
      let known = transaction.lockChat(chat.id)
      try await transaction.flush()
      if !made.exists, let known = try known.first({ (row) throws(StoreError) in try ChatRow(withUser: &row) }) { return .existing(known.chat) }
      let created = Chat(id: chat.id, title: chat.title, createdAt: chat.createdAt, updatedAt: chat.updatedAt, origin: chat.origin, user: chat.user)
      question.keepAnswer(to: created, in: transaction)
      return .created(created)
    }
  }

  package func chat(_ id: ChatID) async throws(StoreError) -> Chat? {
    try await read { query in
      let chat = query.chat(id)
      return { () throws(StoreError) in try chat.first { (row) throws(StoreError) in try ChatRow(withUser: &row).chat } }
    }
  }

  package func chats(origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat> {
    let below = try PageCursor(page.cursor, list: .chats, count: 1)?.positions[0] ?? Int64.max
    // One more than asked tells whether there is a next page.
    let limit = page.limit + 1
    var rows: [ChatRow] = []
    if let text {
      rows = try await chats(matching: ChatSearch(text), origins: origins, below: below, limit: limit)
    } else {
      rows = try await chatRows { query in query.chats(origins: origins, below: below, limit: limit) }
    }
    let shown = rows.prefix(page.limit)
    let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.chats, $0.number).text } : nil
    return Page(items: shown.map(\.chat), nextCursor: cursor)
  }

  private func chats(matching search: ChatSearch, origins: Set<String>?, below: Int64, limit: Int) async throws(StoreError) -> [ChatRow] {
    var found: [ChatRow] = []
    var place = below
    while found.count < limit {
      let candidates = try await chatRows { [place] query in query.chats(maybeMatching: search, below: place, limit: Self.searchedPerRead) }
      found += candidates.filter { origins?.contains($0.chat.origin) != false && search.matches(id: $0.chat.id.text, title: $0.chat.title) }
      guard candidates.count == Self.searchedPerRead, let last = candidates.last else { break }
      place = last.number
    }
    return Array(found.prefix(limit))
  }

  private func chatRows(_ ask: @Sendable (PostgresQuery) -> PostgresReply) async throws(StoreError) -> [ChatRow] {
    try await read(mayBeLate: true) { query in
      let rows = ask(query)
      return { () throws(StoreError) in try rows.all { (row) throws(StoreError) in try ChatRow(withUser: &row) } }
    }
  }

  package func chats(idPrefix: String) async throws(StoreError) -> [ChatID] {
    try await read { query in
      // The tilde sorts behind everything that a UUID is made of.
      let rows = query.send("SELECT id FROM chats WHERE id ~>=~ $1 AND id ~<~ $2 ORDER BY id USING ~<~ LIMIT 20", idPrefix, idPrefix + "~")
      return { () throws(StoreError) in try rows.all { row in row.chatID() }.compactMap { $0 }.filter { $0.text.hasPrefix(idPrefix) } }
    }
  }

  package func renameChat(_ id: ChatID, title: String, now: Timestamp) async throws(StoreError) -> Chat {
    let renamed: Chat? = try await write { query in
      let row = query.send(
        """
        UPDATE chats SET title = $2, updated_at = greatest(updated_at, $3) WHERE id = $1
        RETURNING number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
          unpriced_messages, user_id
        """, id, title, now)
      return { () throws(StoreError) in try row.first { (row) throws(StoreError) in try ChatRow(withUser: &row).chat } }
    }
    guard let renamed else { throw .unknown(chat: id) }
    return renamed
  }

  package func deleteChat(_ id: ChatID) async throws(StoreError) -> [String] {
    let now = time.now()
    return try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockChat(id)
      try await transaction.flush()
      guard let chat = try locked.first({ (row) throws(StoreError) in try ChatRow(withUser: &row) }) else { throw .unknown(chat: id) }
      return try await ChatDeletion(chat, transaction: transaction).perform(now: now)
    }
  }
}

/// One `deleteChat` at work inside its transaction, with the chat locked. The ledger and the trace stay: what was billed stays billed.
private struct ChatDeletion {
  private let chat: ChatRow
  private let transaction: PostgresTransaction

  init(_ chat: ChatRow, transaction: PostgresTransaction) {
    self.chat = chat
    self.transaction = transaction
  }

  /// - Returns: the streams of runs that were under way.
  func perform(now: Timestamp) async throws(StoreError) -> [String] {
    let underWay = transaction.send("SELECT stream FROM runs WHERE chat = $1 AND ended_at IS NULL ORDER BY number FOR UPDATE", chat.number)
    let range = EntityKey.all(inChat: chat.number)
    let blobs = transaction.send(
      "SELECT DISTINCT blob FROM artifacts WHERE key BETWEEN $1 AND $2 AND blob IS NOT NULL", range.lowerBound, range.upperBound)
    try await transaction.flush()
    deleteRuns(now: now)
    transaction.send("DELETE FROM artifacts WHERE key BETWEEN $1 AND $2", range.lowerBound, range.upperBound)
    transaction.send("DELETE FROM messages WHERE key BETWEEN $1 AND $2", range.lowerBound, range.upperBound)
    transaction.dropBlobs(ifUnused: try blobs.all { row in row.text() })
    transaction.send("DELETE FROM chats WHERE number = $1", chat.number)
    transaction.emit(.chatDeleted(chat.chat), now: now)
    return try underWay.all { row in row.text() }
  }

  private func deleteRuns(now: Timestamp) {
    // The worker may still say what its call used; if it is dead, nobody will.
    transaction.send(
      """
      UPDATE provider_calls SET status = 'cancelled', ended_at = $2
      WHERE status = 'open' AND run_id IN (SELECT id FROM runs WHERE chat = $1 AND ended_at IS NULL)
      """, chat.number, now)
    transaction.send("DELETE FROM stream_segments WHERE run IN (SELECT number FROM runs WHERE chat = $1)", chat.number)
    transaction.send("UPDATE session_streams SET is_left = TRUE WHERE run IN (SELECT number FROM runs WHERE chat = $1)", chat.number)
    transaction.send("DELETE FROM runs WHERE chat = $1", chat.number)
  }
}
