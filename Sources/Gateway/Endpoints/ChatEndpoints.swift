import Bus
import Domain
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// `/api/chats`
enum ChatEndpoints {
  private static let searchCharacters = 1...256

  static func create(_ call: Call) async throws -> HTTPResponse {
    var body = try call.body()
    let idText = body.string("id", bytes: 1...64)
    let title = body.string("title", bytes: 0...1024)
    if let idText, ChatID(idText) == nil { body.note("id", "expected a UUID in lower case, found \"\(idText)\"") }
    try body.finish()
    let now = call.services.time.now()
    let chat = Chat(
      id: idText.flatMap { ChatID($0) } ?? call.services.makeChatID(), title: title ?? "", createdAt: now, updatedAt: now, origin: "native",
      user: call.caller.user)
    let idempotency: Idempotency<Chat>? = try call.idempotency { chat in IdempotentAnswer(status: 201, body: json { $0.write(chat) }) }
    switch try await call.services.store.createChat(chat, idempotency: idempotency) {
    case .created(let chat): return .json(201, headers: ["location": "/api/chats/\(chat.id)"]) { $0.write(chat) }
    case .existing(let chat):
      if let user = call.caller.user, chat.user != user { throw Problem(409, "id.conflict", "there is a chat \(chat.id) already; take another ID") }
      return .json { $0.write(chat) }
    case .replayed(let answer): return .replayed(answer)
    }
  }

  /// Newest first, with `?q=` those that it finds; one's own and shared ones, everybody's with `?all=true` for those who may see them; chats that compatible endpoints made are listed with `?origin=api` or `?origin=all` only.
  static func list(_ call: Call) async throws -> HTTPResponse {
    let origins: Set<String>?
    switch call.query("origin") {
    case nil, "native": origins = ["native"]
    case "api": origins = ["api"]
    case "all": origins = nil
    case .some(let other): throw Problem.invalidQuery("origin is \"\(other)\"; expected native, api or all")
    }
    let text = call.query("q")
    if let text, !searchCharacters.contains(text.unicodeScalars.count) {
      throw Problem.invalidQuery("q is \(text.unicodeScalars.count) characters long; expected 1 to 256")
    }
    let isForAll = try call.flag("all")
    if isForAll { try call.caller.require(.readEverything) }
    let page: Page<Chat>
    if let user = call.caller.user, !isForAll {
      page = try await call.services.access.store.chats(of: user, origins: origins, matching: text, page: try call.page())
    } else {
      page = try await call.services.store.chats(origins: origins, matching: text, page: try call.page())
    }
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func get(_ call: Call) async throws -> HTTPResponse {
    let id = try await call.chat(for: .view)
    guard let chat = try await call.services.store.chat(id) else { throw Problem.notFound("chat \(id)") }
    return .json { $0.write(chat) }
  }

  static func update(_ call: Call) async throws -> HTTPResponse {
    let id = try await call.chat(for: .write)
    var body = try call.body()
    let title = body.string("title", isRequired: true, bytes: 0...1024)
    try body.finish()
    let chat = try await call.services.store.renameChat(id, title: title ?? "", now: call.services.time.now())
    return .json { $0.write(chat) }
  }

  static func delete(_ call: Call) async throws -> HTTPResponse {
    let id = try await call.chat(for: .manage)
    for stream in try await call.services.store.deleteChat(id) {
      if let live = call.services.streams.directory.find(stream, now: call.services.time.monotonic()) {
        call.services.bus.publish(control: .cancel(run: live.descriptor.run, by: .user), to: .everyWorker)
        endWaiting(live, now: call.services.time.monotonic())
      }
    }
    call.services.streams.removeStreams(of: id)
    return .noContent
  }

  /// A run that was waiting for its turn is gone before any worker had it: nobody else will tell its readers.
  private static func endWaiting(_ live: LiveStream, now: MonotonicTime) {
    guard live.facts.status == .queued else { return }
    var encoder = NativeEventEncoder(live.descriptor)
    let ending = StreamEvent(
      position: Position(epoch: 1, sequence: 1), body: .cancelled(StreamCancelled(by: .user, partial: false)))
    live.receive(ending, json: encoder.encode(ending), now: now)
  }

  static func messages(_ call: Call) async throws -> HTTPResponse {
    let services = call.services
    let order = try order(call)
    let includesArtifacts = try includesArtifacts(call)
    let id = try await existing(call)
    var page = try await services.store.messages(in: id, order: order, page: try call.page())
    guard includesArtifacts else {
      page.items = page.items.map { services.current($0) }
      return .json { $0.write(page) { $0.write($1) } }
    }
    let artifacts = try await services.store.artifactsWithoutContent(ofMessages: page.items.map(\.id))
    let now = services.time.monotonic()
    return .json { writer in
      writer.write(page) { writer, message in
        let live = message.status == .streaming ? services.streams.directory.find(message.id.description, now: now) : nil
        ListedMessage(message, stored: artifacts[message.id] ?? [], live: live).write(to: &writer)
      }
    }
  }

  private static func order(_ call: Call) throws(Problem) -> ListOrder {
    guard let text = call.query("order") else { return .ascending }
    guard let order = ListOrder(rawValue: text) else { throw .invalidQuery("order is \"\(text.prefix(64))\"; expected asc or desc") }
    return order
  }

  private static func includesArtifacts(_ call: Call) throws(Problem) -> Bool {
    switch call.query("include") {
    case nil: return false
    case "artifacts": return true
    case .some(let other): throw .invalidQuery("include is \"\(other.prefix(64))\"; expected artifacts")
    }
  }

  static func tree(_ call: Call) async throws -> HTTPResponse {
    let id = try await existing(call)
    let entities = try await call.services.store.entities(in: id, withContent: false)
    return .json { writer in
      writer.beginObject()
      writer.key("roots")
      EntityTree(entities).write(to: &writer)
      writer.endObject()
    }
  }

  static func export(_ call: Call) async throws -> HTTPResponse {
    let id = try await call.chat(for: .view)
    guard let chat = try await call.services.store.chat(id) else { throw Problem.notFound("chat \(id)") }
    let entities = try await call.services.store.entities(in: id, withContent: true)
    return .json { writer in
      writer.beginObject()
      writer.key("chat")
      writer.write(chat)
      writer.key("entities")
      writer.beginArray()
      for entity in entities { writer.write(entity) }
      writer.endArray()
      writer.endObject()
    }
  }

  static func stats(_ call: Call) async throws -> HTTPResponse {
    let id = try await call.chat(for: .view)
    guard let statistics = try await call.services.store.statistics(of: id) else { throw Problem.notFound("chat \(id)") }
    return .json { writer in
      writer.beginObject()
      writer.key("counts")
      writer.beginObject()
      for kind in EntityKind.allCases {
        writer.key(escaping: kind.rawValue)
        writer.integer(statistics.counts[kind] ?? 0)
      }
      writer.endObject()
      writer.field("last_sequence", statistics.lastSequence)
      writer.endObject()
    }
  }

  private static func existing(_ call: Call) async throws -> ChatID {
    let id = try await call.chat(for: .view)
    guard try await call.services.store.chat(id) != nil else { throw Problem.notFound("chat \(id)") }
    return id
  }
}
