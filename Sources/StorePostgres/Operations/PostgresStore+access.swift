import Domain
import Primitives
import Store

extension PostgresStore: AccessStore {
  package func createUser(_ user: User, by actor: String) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let made = try await transaction.reply(
        """
        INSERT INTO users (id, name, role, disabled, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING RETURNING id
        """, user.id, user.name, user.role, user.isDisabled, user.createdAt)
      guard made.exists else { throw .exists(user: user.name) }
      transaction.record(.created(user, by: actor))
    }
  }

  package func user(_ id: String) async throws(StoreError) -> User? {
    try await read { query in
      let found = query.user(id)
      return { () throws(StoreError) in try found.first { (row) throws(StoreError) in try User(&row) } }
    }
  }

  package func user(named name: String) async throws(StoreError) -> User? {
    try await read { query in
      let found = query.send("SELECT id, name, role, disabled, created_at FROM users WHERE name = $1", name)
      return { () throws(StoreError) in try found.first { (row) throws(StoreError) in try User(&row) } }
    }
  }

  package func users(page: PageRequest) async throws(StoreError) -> Page<User> {
    let after = try PageCursor.lastID(before: page, .users)
    return try await read { query in
      let found = query.send(
        "SELECT id, name, role, disabled, created_at FROM users WHERE id > $1 ORDER BY id LIMIT $2", after, page.limit + 1)
      return { () throws(StoreError) in
        PageCursor.page(try found.all { (row) throws(StoreError) in try User(&row) }, limit: page.limit, .users, id: \.id)
      }
    }
  }

  package func changeUser(_ id: String, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) async throws(StoreError) -> User {
    try await transaction { (transaction) async throws(StoreError) in
      let found = try await transaction.reply("SELECT id, name, role, disabled, created_at FROM users WHERE id = $1 FOR NO KEY UPDATE", id)
      guard var user = try found.first({ (row) throws(StoreError) in try User(&row) }) else { throw .unknown(user: id) }
      let events = AccessEvent.changes(of: user, role: role, isDisabled: isDisabled, by: actor, now: now)
      user.role = role ?? user.role
      user.isDisabled = isDisabled ?? user.isDisabled
      if !events.isEmpty { transaction.send("UPDATE users SET role = $1, disabled = $2 WHERE id = $3", user.role, user.isDisabled, id) }
      for event in events { transaction.record(event) }
      return user
    }
  }

  package func relation(of user: String, to chat: ChatID) async throws(StoreError) -> ChatRelation? {
    try await read { query in
      let found = query.send(
        "SELECT c.user_id, s.role FROM chats c LEFT JOIN chat_shares s ON s.chat = c.number AND s.user_id = $1 WHERE c.id = $2", user, chat)
      return { () throws(StoreError) in try found.first { row in ChatRelation(of: user, &row) } }
    }
  }

  package func chats(of user: String, origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat> {
    let below = try PageCursor(page.cursor, list: .chats, count: 1)?.positions[0] ?? Int64.max
    let search = text.map { ChatSearch($0) }
    return try await read { query in
      let found = query.send(
        """
        SELECT number, last_sequence, front_end_owns_ids, id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost,
          unpriced_messages, user_id
        FROM chats
        WHERE number < $2 AND number IN (SELECT number FROM chats WHERE user_id = $1 UNION SELECT chat FROM chat_shares WHERE user_id = $1)
        ORDER BY number DESC
        """, user, below)
      return { () throws(StoreError) in
        let rows = try found.all { (row) throws(StoreError) in try ChatRow(withUser: &row) }.filter { row in
          (search?.matches(id: row.chat.id.text, title: row.chat.title) ?? true) && origins?.contains(row.chat.origin) != false
        }
        let shown = rows.prefix(page.limit)
        let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.chats, $0.number).text } : nil
        return Page(items: shown.map(\.chat), nextCursor: cursor)
      }
    }
  }

  package func ledger(ofUser user: String, from: Timestamp?, to: Timestamp?, page: PageRequest) async throws(StoreError) -> Page<ProviderCall> {
    let after = try PageCursor(page.cursor, list: .ledger, count: 2)?.positions ?? [.min, 0]
    return try await read(mayBeLate: true) { query in
      // Of chats and generations that the user has; what a deleted chat cost is seen by those who see everything. Each part is looked up by its index.
      let found = query.send(
        """
        SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
          output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
        FROM provider_calls
        WHERE number IN (
            SELECT number FROM provider_calls WHERE chat_id IN (SELECT id FROM chats WHERE user_id = $1) AND started_at >= $2 AND started_at < $3
            UNION ALL
            SELECT number FROM provider_calls WHERE run_id IN (
              SELECT r.run_id FROM generations g JOIN generation_runs r ON r.generation = g.number WHERE g.user_id = $1)
          )
          AND started_at >= $2 AND started_at < $3 AND (started_at, number) > ($4, $5)
        ORDER BY started_at, number LIMIT $6
        """, user, max(from?.microseconds ?? .min, after[0]), to?.microseconds ?? Int64.max, after[0], after[1], page.limit + 1)
      return { () throws(StoreError) in
        try Page(ledgerRows: found.all { (row) throws(StoreError) in try ProviderCallRow(&row) }, limit: page.limit)
      }
    }
  }

  package func shares(of chat: ChatID) async throws(StoreError) -> [ChatGuest] {
    try await read { query in
      let found = query.send(
        """
        SELECT s.user_id, u.name, s.role, s.created_at FROM chat_shares s JOIN users u ON u.id = s.user_id
        WHERE s.chat = (SELECT number FROM chats WHERE id = $1) ORDER BY s.user_id
        """, chat)
      return { () throws(StoreError) in try found.all { (row) throws(StoreError) in try ChatGuest(&row) } }
    }
  }

  package func share(_ chat: ChatID, with user: String, as role: ShareRole, by actor: String, now: Timestamp) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockChat(chat)
      let guest = transaction.user(user)
      try await transaction.flush()
      guard let number = try locked.first({ row in row.integer() }) else { throw .unknown(chat: chat) }
      guard guest.exists else { throw .unknown(user: user) }
      transaction.send(
        """
        INSERT INTO chat_shares (user_id, chat, role, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, chat) DO UPDATE SET role = excluded.role
        """, user, number, role, now)
      transaction.record(.shared(chat, with: user, as: role, by: actor, now: now))
    }
  }

  package func unshare(_ chat: ChatID, with user: String, by actor: String, now: Timestamp) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let locked = transaction.lockChat(chat)
      let gone = transaction.send(
        "DELETE FROM chat_shares WHERE user_id = $1 AND chat = (SELECT number FROM chats WHERE id = $2)", user, chat)
      try await transaction.flush()
      guard locked.exists else { throw .unknown(chat: chat) }
      if gone.changed > 0 { transaction.record(.shared(chat, with: user, as: nil, by: actor, now: now)) }
    }
  }

  package func sharedSecret(named name: String, proposing secret: [UInt8], now: Timestamp) async throws(StoreError) -> [UInt8] {
    try await transaction { (transaction) async throws(StoreError) in
      transaction.send("INSERT INTO shared_secrets (name, secret, created_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING", name, secret, now)
      let found = try await transaction.reply("SELECT secret FROM shared_secrets WHERE name = $1", name)
      return try found.first { row in row.bytes() } ?? secret
    }
  }

  package func record(_ events: [AccessEvent]) async throws(StoreError) {
    guard !events.isEmpty else { return }
    try await transaction { (transaction) async throws(StoreError) in for event in events { transaction.record(event) } }
  }
}

extension PostgresAsking {
  func user(_ id: String) -> PostgresReply { send("SELECT id, name, role, disabled, created_at FROM users WHERE id = $1", id) }
}

extension PostgresTransaction {
  func record(_ event: AccessEvent) { emit(.access(event), now: event.time) }
}

extension Page where Item == ProviderCall {
  /// A page of the ledger out of one row more than it shows, if there are more.
  init(ledgerRows rows: [ProviderCallRow], limit: Int) {
    let shown = rows.prefix(limit)
    let cursor = rows.count > limit ? shown.last.map { PageCursor(.ledger, $0.call.startedAt.microseconds, $0.number).text } : nil
    self.init(items: shown.map(\.call), nextCursor: cursor)
  }
}

extension Role: PostgresBindable {}
extension ShareRole: PostgresBindable {}
