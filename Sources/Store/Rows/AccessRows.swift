import Domain
import Primitives

extension User {
  /// Columns: `id, name, role, disabled, created_at`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let (id, name) = (row.text(), row.text())
    guard let role = Role(rawValue: row.text()) else { throw .unreadable("user \(id)", "role") }
    self.init(id: id, name: name, role: role, isDisabled: row.bool(), createdAt: row.timestamp())
  }
}

extension APIKey {
  /// Columns: `id, prefix, user_id, role, scopes, label, created_at, expires_at, revoked_at, rotated_at, overlap_until`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let (id, prefix, user) = (row.text(), row.text(), row.text())
    guard let role = Role(rawValue: row.text()) else { throw .unreadable("key \(id)", "role") }
    let names = row.text().split(separator: " ")
    let scopes = Set(names.compactMap { Scope(rawValue: String($0)) })
    // A scope that this program does not know must not become "all of them".
    guard scopes.count == names.count else { throw .unreadable("key \(id)", "scopes") }
    self.init(
      id: id, prefix: prefix, user: user, role: role, scopes: scopes, label: row.optionalText(), createdAt: row.timestamp(),
      expiresAt: row.optionalTimestamp(), revokedAt: row.optionalTimestamp(), rotatedAt: row.optionalTimestamp(),
      overlapUntil: row.optionalTimestamp())
  }

  /// As the column `scopes` has them.
  package var scopesText: String { scopes.map(\.rawValue).sorted().joined(separator: " ") }
}

extension KeyRecord {
  /// Columns: those of the key, `hash, previous_hash`, those of the user.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let key = try APIKey(&row)
    let (hash, previous) = (row.text(), row.optionalText())
    self.init(key: key, user: try User(&row), hash: hash, previousHash: previous)
  }
}

extension ChatGuest {
  /// Columns: `user_id, name, role, created_at`.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let (user, name) = (row.text(), row.text())
    guard let role = ShareRole(rawValue: row.text()) else { throw .unreadable("what is shared with \(name)", "role") }
    self.init(user: user, name: name, role: role, createdAt: row.timestamp())
  }
}

extension ChatRelation {
  /// Columns: `user_id` of the chat, `role` of the share.
  package init<Row: StoredRow & ~Copyable>(of user: String, _ row: inout Row) {
    let (owner, role) = (row.optionalText(), row.optionalText())
    self = owner == user ? .owner : role.flatMap { ChatRelation(rawValue: $0) } ?? .stranger
  }
}

extension ChatReader {
  /// Columns: the user's ID, the chat's.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row) throws(StoreError) {
    let user = row.text()
    guard let chat = row.chatID() else { throw .unreadable("a chat that \(user) reads", "id") }
    self.init(user: user, chat: chat)
  }
}
