import Domain
import Primitives
import Store

extension SQLiteStore: AccessStore {
  package func createUser(_ user: User, by actor: String) async throws(StoreError) {
    try await change { (connection) throws(StoreError) in try connection.create(user, by: actor) }
  }

  package func user(_ id: String) async throws(StoreError) -> User? {
    try await read { (connection) throws(StoreError) in try connection.user(id) }
  }

  package func user(named name: String) async throws(StoreError) -> User? {
    try await read { (connection) throws(StoreError) in try connection.user(named: name) }
  }

  package func users(page: PageRequest) async throws(StoreError) -> Page<User> {
    let after = try PageCursor.lastID(before: page, .users)
    return try await read { (connection) throws(StoreError) in
      let found = try connection.all(
        "SELECT id, name, role, disabled, created_at FROM users WHERE id > ? ORDER BY id LIMIT ?", after, page.limit + 1
      ) { (row) throws(StoreError) in try User(&row) }
      return PageCursor.page(found, limit: page.limit, .users, id: \.id)
    }
  }

  package func changeUser(_ id: String, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) async throws(StoreError) -> User {
    try await change { (connection) throws(StoreError) in
      try connection.changeUser(id, role: role, isDisabled: isDisabled, by: actor, now: now)
    }
  }

  package func hasKeys() async throws(StoreError) -> Bool {
    try await read { (connection) throws(StoreError) in try connection.exists("SELECT 1 FROM api_keys LIMIT 1") }
  }

  package func createKey(_ key: APIKey, hash: String, by actor: String) async throws(StoreError) {
    try await change { (connection) throws(StoreError) in try connection.create(key, hash: hash, by: actor) }
  }

  package func key(prefix: String) async throws(StoreError) -> KeyRecord? {
    try await read { (connection) throws(StoreError) in try connection.keyRecord(prefix: prefix) }
  }

  package func key(_ id: String) async throws(StoreError) -> KeyRecord? {
    try await read { (connection) throws(StoreError) in try connection.keyRecord(id) }
  }

  package func keys(of user: String?, page: PageRequest) async throws(StoreError) -> Page<APIKey> {
    let after = try PageCursor.lastID(before: page, .keys)
    return try await read { (connection) throws(StoreError) in
      let found: [APIKey]
      if let user {
        found = try connection.all(
          """
          SELECT id, prefix, user_id, role, scopes, label, created_at, expires_at, revoked_at, rotated_at, overlap_until
          FROM api_keys WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?
          """, user, after, page.limit + 1
        ) { (row) throws(StoreError) in try APIKey(&row) }
      } else {
        found = try connection.all(
          """
          SELECT id, prefix, user_id, role, scopes, label, created_at, expires_at, revoked_at, rotated_at, overlap_until
          FROM api_keys WHERE id > ? ORDER BY id LIMIT ?
          """, after, page.limit + 1
        ) { (row) throws(StoreError) in try APIKey(&row) }
      }
      return PageCursor.page(found, limit: page.limit, .keys, id: \.id)
    }
  }

  package func revokeKey(_ id: String, by actor: String, now: Timestamp) async throws(StoreError) -> APIKey {
    try await change { (connection) throws(StoreError) in try connection.revokeKey(id, by: actor, now: now) }
  }

  package func rotateKey(
    _ id: String, hash: String, overlapMilliseconds: Int64, by actor: String, now: Timestamp
  ) async throws(StoreError) -> APIKey {
    try await change { (connection) throws(StoreError) in
      try connection.rotateKey(id, hash: hash, overlapMilliseconds: overlapMilliseconds, by: actor, now: now)
    }
  }

  package func relation(of user: String, to chat: ChatID) async throws(StoreError) -> ChatRelation? {
    try await read { (connection) throws(StoreError) in try connection.relation(of: user, to: chat) }
  }

  package func chats(of user: String, origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat> {
    try await read { (connection) throws(StoreError) in
      let below = try PageCursor(page.cursor, list: .chats, count: 1)?.positions[0] ?? Int64.max
      let rows = try connection.chatRows(
        of: user, origins: origins, matching: text.map { ChatSearch($0) }, below: below, limit: page.limit + 1)
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.chats, $0.number).text } : nil
      return Page(items: shown.map(\.chat), nextCursor: cursor)
    }
  }

  package func shares(of chat: ChatID) async throws(StoreError) -> [ChatGuest] {
    try await read { (connection) throws(StoreError) in try connection.shares(of: chat) }
  }

  package func share(_ chat: ChatID, with user: String, as role: ShareRole, by actor: String, now: Timestamp) async throws(StoreError) {
    try await change { (connection) throws(StoreError) in try connection.share(chat, with: user, as: role, by: actor, now: now) }
  }

  package func unshare(_ chat: ChatID, with user: String, by actor: String, now: Timestamp) async throws(StoreError) {
    try await change { (connection) throws(StoreError) in try connection.unshare(chat, with: user, by: actor, now: now) }
  }

  package func sharedSecret(named name: String, proposing secret: [UInt8], now: Timestamp) async throws(StoreError) -> [UInt8] {
    try await change { (connection) throws(StoreError) in
      try connection.run("INSERT OR IGNORE INTO shared_secrets (name, secret, created_at) VALUES (?, ?, ?)", name, secret, now)
      return try connection.first("SELECT secret FROM shared_secrets WHERE name = ?", name) { row in row.bytes() } ?? secret
    }
  }

  package func record(_ events: [AccessEvent]) async throws(StoreError) {
    try await change { (connection) throws(StoreError) in for event in events { try connection.record(event) } }
  }
}
