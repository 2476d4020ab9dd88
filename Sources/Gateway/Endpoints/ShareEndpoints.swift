import Domain
import Primitives
import Store
import Transport
import Wire

/// `/api/chats/{chat}/shares`
enum ShareEndpoints {
  static func list(_ call: Call) async throws -> HTTPResponse {
    let chat = try await call.chat(for: .view)
    guard try await call.services.store.chat(chat) != nil else { throw Problem.notFound("chat \(chat)") }
    let shares = try await call.services.access.store.shares(of: chat)
    let page = Page(items: shares, nextCursor: nil)
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func put(_ call: Call) async throws -> HTTPResponse {
    let chat = try await call.chat(for: .manage)
    var body = try call.body()
    let role = body.choice("role", of: ShareRole.self)
    if role == nil, body.errors.isEmpty { body.note("role", "is required") }
    try body.finish()
    let user = try await call.user(named: call.parameters["user"])
    let now = call.services.time.now()
    let store = call.services.access.store
    if try await store.relation(of: user.id, to: chat) == .owner {
      throw Problem(409, "share.owner", "the chat is this user's own")
    }
    try await store.share(chat, with: user.id, as: role ?? .viewer, by: call.caller.actor, now: now)
    let share = ChatGuest(user: user.id, name: user.name, role: role ?? .viewer, createdAt: now)
    return .json { $0.write(share) }
  }

  static func delete(_ call: Call) async throws -> HTTPResponse {
    let user = try await call.user(named: call.parameters["user"])
    // Whoever was given a chat may give it back.
    let chat = try await call.chat(for: user.id == call.caller.user ? .view : .manage)
    try await call.services.access.store.unshare(chat, with: user.id, by: call.caller.actor, now: call.services.time.now())
    call.services.access.sharesChanged()
    return .noContent
  }
}

extension Call {
  /// The chat that the path names, when the caller may do this with it. - Throws: 404, 403.
  func chat(for action: ChatAction) async throws -> ChatID {
    let id = try chatID()
    try await services.check(action, on: id, by: caller, missing: "chat \(id)")
    return id
  }
}
