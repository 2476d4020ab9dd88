import Primitives

/// What is known of a key without its secret.
package struct APIKey: Sendable, Equatable {
  /// ULID.
  package var id: String
  /// The part of the key by which it is found.
  package var prefix: String
  /// ULID of the user that it speaks for.
  package var user: String
  package var role: Role
  /// Empty: everything that the role may.
  package var scopes: Set<Scope>
  package var label: String?
  package var createdAt: Timestamp
  /// `nil`: never.
  package var expiresAt: Timestamp?
  package var revokedAt: Timestamp?
  package var rotatedAt: Timestamp?
  /// Until when the secret before the last rotation is taken, too.
  package var overlapUntil: Timestamp?

  package init(
    id: String, prefix: String, user: String, role: Role, scopes: Set<Scope> = [], label: String? = nil, createdAt: Timestamp,
    expiresAt: Timestamp? = nil, revokedAt: Timestamp? = nil, rotatedAt: Timestamp? = nil, overlapUntil: Timestamp? = nil
  ) {
    self.id = id
    self.prefix = prefix
    self.user = user
    self.role = role
    self.scopes = scopes
    self.label = label
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.rotatedAt = rotatedAt
    self.overlapUntil = overlapUntil
  }

  package func isUsable(at now: Timestamp) -> Bool {
    revokedAt == nil && expiresAt.map { now < $0 } ?? true
  }
}
