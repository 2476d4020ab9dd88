import Credentials
import Domain
import Observe
import Primitives
import Store

/// `throughline key` and `throughline user`.
struct AccessCommand {
  private static let actor = "command line"

  let store: any AccessStore
  let console: any Console
  let time: any TimeSource

  func run(_ command: KeyCommand) async throws -> ExitCode {
    switch command {
    case .create(let user, let role, let scopes, let label, let expiry):
      return try await create(user: user, role: role, scopes: scopes, label: label, expiry: expiry)
    case .list(let user): return try await list(user: user)
    case .revoke(let text):
      guard let key = try await find(text) else { return .problems }
      _ = try await store.revokeKey(key.id, by: Self.actor, now: time.now())
      console.write("revoked \(key.id)\n")
    case .rotate(let text, let overlap):
      guard let key = try await find(text) else { return .problems }
      var random = SystemRandomNumberGenerator()
      let secret = KeyText(prefix: key.prefix, using: &random)
      _ = try await store.rotateKey(
        key.id, hash: try SecretHash.make(secret.text), overlapMilliseconds: overlap * 1000, by: Self.actor, now: time.now())
      console.write("\(secret.text)\n")
    }
    return .done
  }

  func run(_ command: UserCommand) async throws -> ExitCode {
    switch command {
    case .list:
      var cursor: String?
      repeat {
        let page = try await store.users(page: PageRequest(limit: 200, cursor: cursor))
        for user in page.items {
          console.write("\(user.id)  \(user.role.rawValue.padded(to: 8))  \(user.isDisabled ? "disabled" : "enabled ")  \(user.name)\n")
        }
        cursor = page.nextCursor
      } while cursor != nil
      return .done
    case .disable(let name): return try await change(name, isDisabled: true)
    case .enable(let name): return try await change(name, isDisabled: false)
    case .role(let name, let role): return try await change(name, role: role)
    }
  }

  private func create(user name: String, role: Domain.Role?, scopes: Set<Scope>, label: String?, expiry: KeyExpiry?) async throws -> ExitCode {
    let now = time.now()
    let expiresAt: Timestamp? =
      switch expiry {
      case nil: nil
      case .after(let seconds): now.adding(milliseconds: seconds * 1000)
      case .at(let time): time
      }
    if let expiresAt, expiresAt <= now {
      console.complain("the key would have expired already; give --expires a time to come")
      return .refused
    }
    var random = SystemRandomNumberGenerator()
    let text = KeyText(using: &random)
    let hash = try SecretHash.make(text.text)
    let user = try await user(name, role: role, now: now)
    let key = APIKey(
      id: ULID(milliseconds: now.milliseconds, using: &random).description, prefix: text.prefix, user: user.id, role: role ?? user.role,
      scopes: scopes, label: label, createdAt: now, expiresAt: expiresAt)
    try await store.createKey(key, hash: hash, by: Self.actor)
    console.write("\(text.text)\n")
    return .done
  }

  /// Whoever works on the machine itself may do everything: a user whose role is too low for the key gets the higher one, and it is said.
  private func user(_ name: String, role: Domain.Role?, now: Timestamp) async throws -> User {
    if let known = try await store.user(named: name) {
      guard let role, role > known.role else { return known }
      console.complain("the user \(name) was \(known.role.rawValue) and is \(role.rawValue) now")
      return try await store.changeUser(known.id, role: role, isDisabled: nil, by: Self.actor, now: now)
    }
    var random = SystemRandomNumberGenerator()
    let user = User(id: ULID(milliseconds: now.milliseconds, using: &random).description, name: name, role: role ?? .member, createdAt: now)
    try await store.createUser(user, by: Self.actor)
    return user
  }

  private func list(user name: String?) async throws -> ExitCode {
    var user: User?
    if let name {
      guard let known = try await store.user(named: name) else { return unknown(user: name) }
      user = known
    }
    var cursor: String?
    repeat {
      let page = try await store.keys(of: user?.id, page: PageRequest(limit: 200, cursor: cursor))
      for key in page.items {
        let owner = try await store.user(key.user)?.name ?? key.user
        console.write(line(key, owner: owner))
      }
      cursor = page.nextCursor
    } while cursor != nil
    return .done
  }

  private func line(_ key: APIKey, owner: String) -> String {
    let now = time.now()
    let state =
      key.revokedAt.map { "revoked \($0.rfc3339)" }
      ?? key.expiresAt.map { ($0 <= now ? "expired " : "expires ") + $0.rfc3339 } ?? "valid"
    let scopes = key.scopes.isEmpty ? "all scopes" : key.scopes.map(\.rawValue).sorted().joined(separator: ",")
    let label = key.label.map { "  \($0.logValue)" } ?? ""
    return "\(key.id)  tl_\(key.prefix)  \(key.role.rawValue.padded(to: 8))  \(owner)  \(scopes)  \(state)\(label)\n"
  }

  private func change(_ name: String, role: Domain.Role? = nil, isDisabled: Bool? = nil) async throws -> ExitCode {
    guard let user = try await store.user(named: name) else { return unknown(user: name) }
    let changed = try await store.changeUser(user.id, role: role, isDisabled: isDisabled, by: Self.actor, now: time.now())
    console.write("\(changed.name) is \(changed.role.rawValue) and \(changed.isDisabled ? "disabled" : "enabled")\n")
    return .done
  }

  /// By ID, by prefix with or without `tl_`, or by the whole key.
  private func find(_ text: String) async throws -> APIKey? {
    if let key = try await store.key(text)?.key { return key }
    let prefix = KeyText(text)?.prefix ?? (text.hasPrefix("tl_") ? String(text.dropFirst(3)) : text)
    if let key = try await store.key(prefix: prefix)?.key { return key }
    console.complain("there is no such key; `throughline key list` names them")
    return nil
  }

  private func unknown(user name: String) -> ExitCode {
    console.complain("there is no user \(ConfigurationError.quoted(name)); `throughline user list` names them")
    return .problems
  }
}
