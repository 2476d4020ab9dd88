import Domain
import Primitives
import Store
import StreamLog

extension GatewayServices {
  /// Returns when the caller may do this with the chat.
  /// - Parameter missing: what does not exist in the words of the answer, when the chat does not, or is hidden from the caller.
  /// - Throws: 404, 403; `StoreError`.
  func check(_ action: ChatAction, on chat: ChatID, by caller: Caller, missing: @autoclosure () -> String) async throws {
    switch caller {
    case .anybody: return
    case .unknown: throw Problem.authenticationRequired
    case .known(let principal):
      guard let relation = try await access.store.relation(of: principal.user, to: chat) else { throw Problem.notFound(missing()) }
      switch ChatAccess(action, by: principal, who: relation) {
      case .allowed: return
      case .hidden: throw Problem.notFound(missing())
      case .forbidden: throw Problem.forbidden(action == .manage ? "only the chat's owner may do this" : "this chat was shared for reading")
      }
    }
  }

  /// As `check(_:on:by:)`, of the chat that a stream belongs to. One that belongs to none is seen by those who see everything.
  func check(_ action: ChatAction, onStream name: String, by caller: Caller) async throws {
    guard caller != .anybody else { return }
    guard ClientName.isStream(name) else { throw Problem.notFound("a stream of this name") }
    let chat: ChatID?
    if let entity = EntityID(name) {
      chat = entity.chat
    } else if let live = streams.directory.find(name, now: time.monotonic()) {
      chat = live.descriptor.chat
    } else if let stored = try await store.stream(name) {
      chat = stored.run.chat
    } else {
      throw Problem.notFound("stream \(name)")
    }
    if let generation = chat == nil ? try await generations?.store.generation(ofStream: name) : nil {
      try caller.check(action, ownedBy: generation.user, missing: "stream \(name)")
    } else if let chat {
      try await check(action, on: chat, by: caller, missing: "stream \(name)")
    } else {
      guard caller.may(action == .view ? .readEverything : .cancelEverything) else { throw Problem.notFound("stream \(name)") }
    }
  }

  /// Whether a caller sees this chat; no for one that does not exist.
  func sees(_ chat: ChatID, _ caller: Caller) async throws -> Bool {
    do {
      try await check(.view, on: chat, by: caller, missing: "")
      return true
    } catch let problem as Problem where problem.status == 404 || problem.status == 403 { return false }
  }
}
