import Domain
import Primitives

/// What is told of each change, whichever store makes it.
extension AccessEvent {
  package static func created(_ user: User, by actor: String) -> AccessEvent {
    AccessEvent(
      .userCreated, subject: user.id, actor: actor, time: user.createdAt,
      detail: [JSONField("name", .string(user.name)), JSONField("role", .string(user.role.rawValue))])
  }

  /// Empty when nothing changes.
  package static func changes(of user: User, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) -> [AccessEvent] {
    var events: [AccessEvent] = []
    if let role, role != user.role {
      events.append(
        AccessEvent(
          .roleChanged, subject: user.id, actor: actor, time: now,
          detail: [JSONField("before", .string(user.role.rawValue)), JSONField("role", .string(role.rawValue))]))
    }
    if let isDisabled, isDisabled != user.isDisabled {
      events.append(AccessEvent(isDisabled ? .userDisabled : .userEnabled, subject: user.id, actor: actor, time: now))
    }
    return events
  }

  package static func created(_ key: APIKey, by actor: String) -> AccessEvent {
    AccessEvent(
      .keyCreated, subject: key.id, actor: actor, time: key.createdAt,
      detail: [
        JSONField("user", .string(key.user)), JSONField("role", .string(key.role.rawValue)), JSONField("scopes", .string(key.scopesText)),
        JSONField("expires_at", key.expiresAt.map { .string($0.rfc3339) } ?? .null),
      ])
  }

  package static func revoked(_ key: APIKey, by actor: String, now: Timestamp) -> AccessEvent {
    AccessEvent(.keyRevoked, subject: key.id, actor: actor, time: now, detail: [JSONField("user", .string(key.user))])
  }

  /// - Parameter until: when the secret before ends.
  package static func rotated(_ key: APIKey, until: Timestamp, by actor: String, now: Timestamp) -> AccessEvent {
    AccessEvent(
      .keyRotated, subject: key.id, actor: actor, time: now,
      detail: [JSONField("user", .string(key.user)), JSONField("overlap_until", .string(until.rfc3339))])
  }

  /// - Parameter role: `nil`: not shared any more.
  package static func shared(_ chat: ChatID, with user: String, as role: ShareRole?, by actor: String, now: Timestamp) -> AccessEvent {
    AccessEvent(
      .shareChanged, subject: chat.text, actor: actor, time: now,
      detail: [JSONField("user", .string(user)), JSONField("role", role.map { .string($0.rawValue) } ?? .null)])
  }
}
