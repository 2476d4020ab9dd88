import Domain
import Primitives
import Store

extension Connection {
  func user(_ id: String) throws(StoreError) -> User? {
    try first("SELECT id, name, role, disabled, created_at FROM users WHERE id = ?", id) { (row) throws(StoreError) in try User(&row) }
  }

  func user(named name: String) throws(StoreError) -> User? {
    try first("SELECT id, name, role, disabled, created_at FROM users WHERE name = ?", name) { (row) throws(StoreError) in try User(&row) }
  }

  func create(_ user: User, by actor: String) throws(StoreError) {
    if try self.user(named: user.name) != nil { throw .exists(user: user.name) }
    try run(
      "INSERT INTO users (id, name, role, disabled, created_at) VALUES (?, ?, ?, ?, ?)", user.id, user.name, user.role, user.isDisabled,
      user.createdAt)
    try record(.created(user, by: actor))
  }

  func changeUser(_ id: String, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) throws(StoreError) -> User {
    guard var user = try user(id) else { throw .unknown(user: id) }
    let events = AccessEvent.changes(of: user, role: role, isDisabled: isDisabled, by: actor, now: now)
    user.role = role ?? user.role
    user.isDisabled = isDisabled ?? user.isDisabled
    if !events.isEmpty { try run("UPDATE users SET role = ?, disabled = ? WHERE id = ?", user.role, user.isDisabled, id) }
    for event in events { try record(event) }
    return user
  }

  func record(_ event: AccessEvent) throws(StoreError) { try emit(.access(event), now: event.time) }
}

extension Role: SQLiteBindable {}
extension ShareRole: SQLiteBindable {}
