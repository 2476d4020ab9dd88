import Domain
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// `POST /api/chats/{chat}/messages`, `POST /chat`, and reading messages and artifacts.
enum MessageEndpoints {
  static let contentBytes = 1...(1 << 20)

  static func post(_ call: Call) async throws -> HTTPResponse {
    let chat = try call.chatID()
    var body = try call.body()
    return try await submit(call, &body, chat: .existing(chat))
  }

  /// The chat stands in the body and is made when absent or unknown.
  static func postAnywhere(_ call: Call) async throws -> HTTPResponse {
    var body = try call.body()
    let chat = MessageFields.chatChoice(&body, makeChatID: call.services.makeChatID)
    return try await submit(call, &body, chat: chat)
  }

  private static func submit(_ call: Call, _ body: inout BodyReader, chat: MessageAcceptance.ChatChoice) async throws -> HTTPResponse {
    var submission = try MessageFields.read(&body, chat: chat, settings: call.services.settings)
    submission.session = try call.session()
    submission.request.traceparent = call.headers["traceparent"]
    let cancelsOnDisconnect = try call.cancelsOnDisconnect()
    let idempotency: Idempotency<AcceptedMessage>? = try call.idempotency { IdempotentAnswer(status: 202, body: answer($0)) }
    switch try await call.services.submit(submission, by: call.caller, idempotency: idempotency) {
    case .created(let submitted):
      return respond(call, submitted, status: 202, cancelsOnDisconnect: cancelsOnDisconnect)
    case .existing(let submitted):
      return respond(call, submitted, status: 200, cancelsOnDisconnect: false)
    case .replayed(let kept):
      guard call.wantsEventStream, let name = try? JSONReader().value(kept.body[...])["stream"]?.string else {
        var response = HTTPResponse.replayed(kept)
        if let name = try? JSONReader().value(kept.body[...])["stream"]?.string { response.headers.set("x-throughline-stream", name) }
        return response
      }
      return EventStreamResponse.native(
        call, try await call.services.streams.find(name), reader: StreamReader(), headers: ["x-throughline-stream": name], onEnd: { _, _ in })
    }
  }

  private static func respond(_ call: Call, _ submitted: Submitted, status: Int, cancelsOnDisconnect: Bool) -> HTTPResponse {
    let run = submitted.accepted.run
    let headers: HTTPHeaders = [
      "x-throughline-stream": run.stream, "x-throughline-run": run.id, "x-throughline-chat": submitted.accepted.userMessage.chat.text,
    ]
    guard call.wantsEventStream else { return .json(status, headers: headers, bytes: answer(submitted.accepted)) }
    let services = call.services
    return EventStreamResponse.native(call, submitted.stream, reader: StreamReader(), headers: headers) { end, _ in
      guard end == .disconnected, cancelsOnDisconnect else { return }
      Task { _ = try? await services.cancel(stream: run.stream, by: .disconnect) }
    }
  }

  static func answer(_ accepted: AcceptedMessage) -> [UInt8] {
    json { writer in
      writer.beginObject()
      MessageFields.writeAnswer(accepted, to: &writer)
      writer.endObject()
    }
  }

  // MARK: Reading

  static func get(_ call: Call) async throws -> HTTPResponse {
    let message = call.services.current(try await message(call))
    return .json { $0.write(message) }
  }

  static func children(_ call: Call) async throws -> HTTPResponse {
    let id = try await known(call)
    let children = try await call.services.store.children(of: id)
    let page = try Page(of: children, call.page(), id: \.id)
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func tree(_ call: Call) async throws -> HTTPResponse {
    let id = try await known(call)
    let entities = try await call.services.store.entities(in: id.chat, withContent: false)
    var wanted: Set<EntityID> = [id]
    var below: [Entity] = []
    // In sequence order a parent stands before its children.
    for entity in entities where entity.id == id || entity.parent.map({ wanted.contains($0) }) == true {
      wanted.insert(entity.id)
      below.append(entity)
    }
    return .json { writer in
      writer.beginObject()
      writer.key("roots")
      EntityTree(below).write(to: &writer)
      writer.endObject()
    }
  }

  static func path(_ call: Call) async throws -> HTTPResponse {
    let id = try await known(call)
    let entities = try await call.services.store.entities(in: id.chat, withContent: false)
    let byID = Dictionary(uniqueKeysWithValues: entities.map { ($0.id, $0) })
    var path: [Entity] = []
    var at = byID[id]
    while let entity = at {
      path.append(entity)
      at = entity.parent.flatMap { byID[$0] }
    }
    let page = try Page(of: Array(path.reversed()), call.page(), id: \.id)
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func artifacts(_ call: Call) async throws -> HTTPResponse {
    let message = try await message(call)
    let artifacts = try await call.services.store.artifacts(of: message.id)
    let page = try Page(of: artifacts, call.page(), id: \.id)
    return .json { $0.write(page) { $0.write($1) } }
  }

  static func artifact(_ call: Call) async throws -> HTTPResponse {
    let artifact = try await storedArtifact(call)
    return .json { $0.write(artifact) }
  }

  static func artifactContent(_ call: Call) async throws -> HTTPResponse {
    let artifact = try await storedArtifact(call)
    guard artifact.status != .void, let content = artifact.content else { throw Problem.notFound("content of \(artifact.id)") }
    let type = artifact.mediaType ?? (artifact.kind == .html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8")
    let name = artifact.name ?? artifact.title ?? "\(artifact.id)"
    return HTTPResponse(
      status: 200,
      headers: [
        "content-type": HeaderText.isSafe(type) ? type : "application/octet-stream",
        "content-disposition": "attachment; filename*=UTF-8''\(HeaderText.percentEncoded(name))", "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
      ],
      body: .bytes(content))
  }

  private static func message(_ call: Call) async throws -> Message {
    let id = try call.entityID("id", of: [.userMessage, .assistantMessage])
    try await call.services.check(.view, on: id.chat, by: call.caller, missing: "message \(id)")
    guard let message = try await call.services.store.message(id) else { throw Problem.notFound("message \(id)") }
    return message
  }

  /// Any entity: the lineage calls answer for artifacts too.
  private static func known(_ call: Call) async throws -> EntityID {
    let id = try call.entityID("id", of: Set(EntityKind.allCases))
    try await call.services.check(.view, on: id.chat, by: call.caller, missing: id.kind.isMessage ? "message \(id)" : "artifact \(id)")
    if id.kind.isMessage {
      guard try await call.services.store.message(id) != nil else { throw Problem.notFound("message \(id)") }
    } else {
      guard try await call.services.store.artifact(id) != nil else { throw Problem.notFound("artifact \(id)") }
    }
    return id
  }

  private static func storedArtifact(_ call: Call) async throws -> Artifact {
    let id = try call.entityID("id", of: [.code, .output, .html, .attachment])
    try await call.services.check(.view, on: id.chat, by: call.caller, missing: "artifact \(id)")
    guard let artifact = try await call.services.store.artifact(id) else { throw Problem.notFound("artifact \(id)") }
    return artifact
  }
}
