import Primitives

/// Who asks: a user, by a key or a token.
package struct Principal: Sendable, Hashable {
  /// ULID.
  package var user: String
  package var name: String
  /// The least of the user's role and that of what it came with.
  package var role: Role
  /// Empty: everything that the role may.
  package var scopes: Set<Scope>
  /// ULID of the key that it came with; `nil` for a token.
  package var key: String?
  /// When a token that it came with ends; `nil` for a key, whose end the store knows.
  package var expiresAt: Timestamp?

  package init(user: String, name: String, role: Role, scopes: Set<Scope> = [], key: String? = nil, expiresAt: Timestamp? = nil) {
    self.user = user
    self.name = name
    self.role = role
    self.scopes = scopes
    self.key = key
    self.expiresAt = expiresAt
  }

  package func may(_ permission: Permission) -> Bool {
    role >= permission.role && (scopes.isEmpty || scopes.contains(permission.scope))
  }
}
