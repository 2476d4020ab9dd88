import Domain
import Primitives
import Store
import Wire

extension JSONWriter {
  mutating func write(_ user: User) {
    beginObject()
    field("user", user.id)
    field("name", user.name)
    field("role", user.role.rawValue)
    field("disabled", user.isDisabled)
    field("created_at", user.createdAt.rfc3339)
    endObject()
  }

  /// - Parameter secret: the whole key, for the one answer that shows it.
  mutating func write(_ key: APIKey, secret: String? = nil) {
    beginObject()
    field("key", key.id)
    if let secret { field("secret", secret) }
    field("prefix", "tl_\(key.prefix)")
    field("user", key.user)
    field("role", key.role.rawValue)
    self.key("scopes")
    write(key.scopes)
    field("label", key.label)
    field("created_at", key.createdAt.rfc3339)
    field("expires_at", key.expiresAt?.rfc3339)
    field("rotated_at", key.rotatedAt?.rfc3339)
    field("overlap_until", key.overlapUntil?.rfc3339)
    field("revoked_at", key.revokedAt?.rfc3339)
    endObject()
  }

  mutating func write(_ scopes: Set<Scope>) {
    beginArray()
    for scope in Scope.allCases where scopes.contains(scope) { string(scope.rawValue) }
    endArray()
  }

  mutating func write(_ share: ChatGuest) {
    beginObject()
    field("user", share.user)
    field("name", share.name)
    field("role", share.role.rawValue)
    field("created_at", share.createdAt.rfc3339)
    endObject()
  }
}
