import Domain
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// `/api/streams/{stream}`
enum StreamEndpoints {
  static func get(_ call: Call) async throws -> HTTPResponse {
    let name = try await name(call, for: .view)
    let stream = try await call.services.streams.find(name)
    let facts = stream.facts
    let delivery = stream.delivery
    var state = stream.state
    if let ending = stream.ending { state.apply(ending) }
    return .json { writer in
      writer.beginObject()
      writer.field("stream", name)
      writer.field("run", stream.descriptor.run)
      writer.field("epoch", max(1, facts.last.epoch))
      writer.field("seq", facts.last.sequence)
      writer.key("state")
      state.write(to: &writer, status: state.status)
      writer.key("delivery")
      writer.beginObject()
      writer.field("reordered", delivery.reordered)
      writer.field("duplicates", delivery.duplicates)
      writer.field("fenced", delivery.fenced)
      writer.field("holes", delivery.holes)
      writer.endObject()
      writer.endObject()
    }
  }

  static func events(_ call: Call) async throws -> HTTPResponse {
    let name = try await name(call, for: .view)
    switch call.query("wire") {
    case nil, "native": return try await native(call, name)
    case "openai": return try await OpenAIStream.resume(call, name)
    case "blocks": return try await GenerationStream.blocks(call, name)
    case .some(let other): throw Problem.invalidQuery("wire is \"\(other)\"; expected native, openai or blocks")
    }
  }

  static func cancel(_ call: Call) async throws -> HTTPResponse {
    let name = try await name(call, for: .cancel)
    let run = try await call.services.cancel(stream: name, by: .user)
    return .json { writer in
      writer.beginObject()
      writer.field("stream", run.stream)
      writer.field("run", run.id)
      writer.field("status", run.status.rawValue)
      writer.endObject()
    }
  }

  static func native(_ call: Call, _ name: String) async throws -> HTTPResponse {
    guard let (stream, reader) = try await reading(call, name) else { return .noContent }
    return EventStreamResponse.native(call, stream, reader: reader, onEnd: { _, _ in })
  }

  /// The stream with a reader where the request's cursor stands. - Returns: `nil` at the end of an ended stream.
  static func reading(_ call: Call, _ name: String) async throws -> (LiveStream, StreamReader)? {
    let text = call.headers["last-event-id"] ?? call.query("after")
    let cursor = try text.map(position)
    let stream = try await call.services.streams.find(name)
    guard let cursor else { return (stream, StreamReader()) }
    try await call.services.streams.check(cursor, of: stream)
    call.services.metrics.streamResumes.add()
    if stream.answer(to: cursor) == .atEnd { return nil }
    return (stream, StreamReader(after: cursor))
  }

  /// - Throws: 400 for what is no position.
  static func position(_ text: String) throws(Problem) -> Position {
    guard let position = Position(text) else {
      throw Problem(400, "stream.bad_position", "\"\(text.prefix(64))\" is no position; expected epoch-sequence, such as 1-17")
    }
    return position
  }

  private static func name(_ call: Call, for action: ChatAction) async throws -> String {
    let name = call.parameters["stream"]
    guard ClientName.isStream(name) else { throw Problem.notFound("a stream of this name") }
    try await call.services.check(action, onStream: name, by: call.caller)
    return name
  }
}
