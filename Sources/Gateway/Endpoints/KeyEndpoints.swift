import Credentials
import Domain
import Primitives
import Store
import Transport
import Wire

/// `/api/keys`. A secret is in the answer that makes it and nowhere else, so no answer is kept for an `Idempotency-Key`.
enum KeyEndpoints {
  private static let longestSeconds: Int64 = 3650 * 86_400
  private static let overlapSeconds: ClosedRange<Int64> = 0...(30 * 86_400)

  /// Own keys; everybody's with `?all=true`, those of one user with `?user=`.
  static func list(_ call: Call) async throws -> HTTPResponse {
    var user = call.caller.user
    if let named = call.query("user") {
      let wanted = try await call.manageable(named)
      user = wanted.id
    } else if try call.flag("all") {
      try call.caller.require(.manageAccess)
      user = nil
    }
    let page = try await call.services.access.store.keys(of: user, page: try call.page())
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func create(_ call: Call) async throws -> HTTPResponse {
    // A stray request must not lock a server that nobody had a key for.
    guard call.caller != .anybody else {
      throw Problem.forbidden("the first key is made on the machine itself: throughline key create --user NAME --role admin")
    }
    var body = try call.body()
    let userName = body.string("user", bytes: 1...128)
    let role = body.choice("role", of: Role.self)
    let scopes = scopes(&body)
    let label = body.string("label", bytes: 1...128)
    let now = call.services.time.now()
    let expiresAt = expiry(&body, now: now)
    try body.finish()
    let user = try await owner(call, userName)
    let granted = role ?? min(user.role, call.caller.principal?.role ?? user.role)
    try check(call, role: granted, scopes: scopes, user: user)
    var random = SystemRandomNumberGenerator()
    let text = KeyText(using: &random)
    let key = APIKey(
      id: call.services.makeULID(), prefix: text.prefix, user: user.id, role: granted, scopes: scopes, label: label, createdAt: now,
      expiresAt: expiresAt)
    try await call.services.access.store.createKey(key, hash: try await hash(text), by: call.caller.actor)
    call.services.access.changed()
    return .json(201, headers: ["cache-control": "no-store"]) { $0.write(key, secret: text.text) }
  }

  static func revoke(_ call: Call) async throws -> HTTPResponse {
    let key = try await known(call)
    _ = try await call.services.access.store.revokeKey(key.id, by: call.caller.actor, now: call.services.time.now())
    call.services.access.changed()
    return .noContent
  }

  static func rotate(_ call: Call) async throws -> HTTPResponse {
    var overlap: Int64 = 3600
    if !call.request.body.isEmpty {
      var body = try call.body()
      if let value = body.take("overlap_seconds"), !value.isNull {
        if let seconds = value.integer, overlapSeconds.contains(seconds) {
          overlap = seconds
        } else {
          body.note("overlap_seconds", "expected a whole number from 0 to \(overlapSeconds.upperBound)")
        }
      }
      try body.finish()
    }
    let key = try await known(call)
    var random = SystemRandomNumberGenerator()
    let text = KeyText(prefix: key.prefix, using: &random)
    let rotated = try await call.services.access.store.rotateKey(
      key.id, hash: try await hash(text), overlapMilliseconds: overlap * 1000, by: call.caller.actor, now: call.services.time.now())
    call.services.access.changed()
    return .json(headers: ["cache-control": "no-store"]) { $0.write(rotated, secret: text.text) }
  }

  // MARK: Rules

  /// Nobody gives away more than they have.
  private static func check(_ call: Call, role: Role, scopes: Set<Scope>, user: User) throws(Problem) {
    if role > user.role {
      throw .invalid([.init(pointer: "/role", detail: "is \(role.rawValue), but the user's own role is \(user.role.rawValue)")])
    }
    guard let principal = call.caller.principal else { return }
    if role > principal.role { throw .forbidden("a key of the role \(principal.role.rawValue) makes none of a higher role") }
    if !principal.scopes.isEmpty, scopes.isEmpty || !scopes.isSubset(of: principal.scopes) {
      throw .forbidden("a key with scopes makes only keys with some of them")
    }
  }

  private static func owner(_ call: Call, _ name: String?) async throws -> User {
    if let name { return try await call.manageable(name) }
    guard let own = call.caller.user, let user = try await call.services.access.store.user(own) else {
      throw Problem.notFound("a user of this ID or name")
    }
    return user
  }

  /// An own key, or anybody's for those who manage them. - Throws: 404.
  private static func known(_ call: Call) async throws -> APIKey {
    let id = call.parameters["key"]
    guard ULID(id) != nil, let key = try await call.services.access.store.key(id)?.key,
      key.user == call.caller.user || call.caller.may(.manageAccess)
    else { throw Problem.notFound("a key of this ID") }
    return key
  }

  private static func scopes(_ body: inout BodyReader) -> Set<Scope> {
    var scopes: Set<Scope> = []
    for (index, element) in (body.array("scopes") ?? []).enumerated() {
      if let scope = element.string.flatMap({ Scope(rawValue: $0) }) {
        scopes.insert(scope)
      } else {
        body.note("scopes", "element \(index): expected one of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))")
      }
    }
    return scopes
  }

  private static func expiry(_ body: inout BodyReader, now: Timestamp) -> Timestamp? {
    guard let text = body.string("expires_at", bytes: 1...64) else { return nil }
    guard let time = Timestamp(rfc3339: text), time > now, time < now.adding(milliseconds: longestSeconds * 1000) else {
      body.note("expires_at", "expected an RFC 3339 time to come, within ten years")
      return nil
    }
    return time
  }

  /// Off the loop: it takes 30 ms.
  private static func hash(_ key: KeyText) async throws -> String {
    try await Task.detached { try SecretHash.make(key.text) }.value
  }
}

extension Call {
  /// A user whose keys the caller manages: itself, or anybody for those who may. - Throws: 403, 404.
  fileprivate func manageable(_ name: String) async throws -> User {
    if let principal = caller.principal, name != principal.user, name != principal.name { try caller.require(.manageAccess) }
    return try await user(named: name)
  }

  /// `?name=true`. - Throws: 400 for anything but `true` and `false`.
  func flag(_ name: String) throws(Problem) -> Bool {
    switch query(name) {
    case nil, "false": return false
    case "true": return true
    case .some(let other): throw .invalidQuery("\(name) is \"\(other.prefix(64))\"; expected true or false")
    }
  }
}

extension BodyReader {
  /// One of a type's words; `nil` when it is not there or wrong (which is noted).
  mutating func choice<Choice: CaseIterable & RawRepresentable>(_ key: String, of type: Choice.Type) -> Choice? where Choice.RawValue == String {
    guard let text = string(key, bytes: 1...64) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    note(key, "is \"\(text)\"; expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  mutating func bool(_ key: String) -> Bool? {
    guard let value = take(key), !value.isNull else { return nil }
    if let bool = value.bool { return bool }
    note(key, "expected a boolean, found \(value.kindName)")
    return nil
  }
}
