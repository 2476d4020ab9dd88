import Domain
import Primitives
import Store
import Transport
import Wire

/// `/api/me` and `/api/users`
enum UserEndpoints {
  static func me(_ call: Call) async throws -> HTTPResponse {
    .json(headers: ["cache-control": "no-store"]) { writer in
      let principal = call.caller.principal
      writer.beginObject()
      writer.field("user", principal?.user)
      writer.field("name", principal?.name)
      writer.field("role", principal?.role.rawValue)
      writer.key("scopes")
      writer.write(principal?.scopes ?? [])
      writer.field("key", principal?.key)
      writer.field("authentication", principal.map { $0.key == nil ? "token" : "key" } ?? "none")
      writer.key("permissions")
      writer.beginArray()
      for permission in Permission.allCases where call.caller.may(permission) { writer.string(permission.rawValue) }
      writer.endArray()
      writer.endObject()
    }
  }

  static func list(_ call: Call) async throws -> HTTPResponse {
    let page = try await call.services.access.store.users(page: try call.page())
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func create(_ call: Call) async throws -> HTTPResponse {
    var body = try call.body()
    let name = body.string("name", isRequired: true, bytes: 1...128)
    if let name, !User.isName(name) { body.note("name", "holds control characters, or a space at an end") }
    let role = body.choice("role", of: Role.self)
    try body.finish()
    let user = User(id: call.services.makeULID(), name: name ?? "", role: role ?? .member, createdAt: call.services.time.now())
    do {
      try await call.services.access.store.createUser(user, by: call.caller.actor)
    } catch {
      throw error.code == .exists ? Problem(409, "user.exists", error.message) : Problem(error)
    }
    return .json(201) { $0.write(user) }
  }

  static func update(_ call: Call) async throws -> HTTPResponse {
    var body = try call.body()
    let role = body.choice("role", of: Role.self)
    let isDisabled = body.bool("disabled")
    if role == nil, isDisabled == nil, body.errors.isEmpty { body.note("role", "or disabled is required") }
    try body.finish()
    let user = try await call.user(named: call.parameters["user"])
    // An administrator who shuts themselves out would need the machine to come back in.
    if user.id == call.caller.user { throw Problem(409, "user.self", "nobody changes their own role or state; ask another administrator") }
    let changed = try await call.services.access.store.changeUser(
      user.id, role: role, isDisabled: isDisabled, by: call.caller.actor, now: call.services.time.now())
    call.services.access.changed()
    return .json { $0.write(changed) }
  }
}

extension Call {
  /// A user by ID or name. - Throws: 404.
  func user(named text: String) async throws -> User {
    let store = services.access.store
    var found: User?
    if ULID(text) != nil { found = try await store.user(text) }
    if found == nil, User.isName(text) { found = try await store.user(named: text) }
    guard let found else { throw Problem.notFound("a user of this ID or name") }
    return found
  }
}
