import Domain
import Observe
import Store
import StreamLog
import Transport
import Wire

/// A stream in OpenAI's form, from its start or from where a caller was cut off.
enum OpenAIStream {
  static func response(
    _ call: Call, _ stream: LiveStream, reader: StreamReader, includesUsage: Bool, headers: HTTPHeaders,
    onEnd: @escaping @Sendable (StreamSource.End) -> Void = { _ in }
  ) -> HTTPResponse {
    let framing = EventStreamResponse.framing(call.request.head)
    return EventStreamResponse.make(
      call, stream, reader: reader, form: OpenAIFormEncoder.form(includesUsage: includesUsage, framing: framing), label: .openai, headers: headers,
      encoder: { OpenAIFormEncoder(framing: framing, includesUsage: includesUsage) }, onEnd: { end, _ in onEnd(end) })
  }

  /// `GET /api/streams/{stream}/events?wire=openai&after=N`: N frames were had; or `Last-Event-ID` with a position.
  static func resume(_ call: Call, _ name: String) async throws -> HTTPResponse {
    let stream = try await call.services.streams.find(name)
    guard let run = try await call.services.store.run(stream.descriptor.run) else { throw Problem.notFound("stream \(name)") }
    let includesUsage = run.request.includesUsage
    let framing = EventStreamResponse.framing(call.request.head)
    var reader = StreamReader()
    switch try await start(call, stream, includesUsage: includesUsage, framing: framing) {
    case .beginning: break
    case .after(let cursor):
      try await call.services.streams.check(cursor, of: stream)
      call.services.metrics.streamResumes.add()
      if stream.answer(to: cursor) == .atEnd { return .noContent }
      reader = StreamReader(after: cursor)
    case .void: return void(stream)
    }
    return response(call, stream, reader: reader, includesUsage: includesUsage, headers: OpenAIChat.headers(stream))
  }

  private enum Start {
    case beginning
    case after(Position)
    /// Some of what the caller has may have been voided by a take-over, and its count alone does not tell.
    case void
  }

  private static func start(
    _ call: Call, _ stream: LiveStream, includesUsage: Bool, framing: FormKey.Framing
  ) async throws(Problem) -> Start {
    if let text = call.headers["last-event-id"] { return .after(try StreamEndpoints.position(text)) }
    guard let text = call.query("after") else { return .beginning }
    if text.contains("-") { return .after(try StreamEndpoints.position(text)) }
    guard text.utf8.count <= 16, let count = Int(text), count >= 0, count <= Position.maxNumber, String(count) == text else {
      throw Problem(400, "stream.bad_position", "\"\(text.prefix(64))\" is no count of frames; expected a whole number such as 17")
    }
    guard count > 0 else { return .beginning }
    @Sendable func position(in stream: LiveStream) -> Position? {
      stream.position(afterFrames: count, of: OpenAIFormEncoder.form(includesUsage: includesUsage, framing: framing)) {
        OpenAIFormEncoder(framing: framing, includesUsage: includesUsage)
      }
    }
    try await call.services.streams.reach("\(count) frames", of: stream) { position(in: $0) != nil || $0.facts.last.epoch > 1 }
    if let position = position(in: stream) { return .after(position) }
    guard stream.facts.last.epoch > 1 else {
      throw Problem(409, "stream.unknown_position", "the stream has fewer than \(count) frames, or no longer knows them; read without a cursor")
    }
    return .void
  }

  /// Chunks cannot be taken back: the caller is told inside the stream, as it would have been on its old connection.
  private static func void(_ stream: LiveStream) -> HTTPResponse {
    var headers = EventStreamResponse.headers
    OpenAIChat.headers(stream).forEach { headers.set($0, $1) }
    let told = OpenAIFormEncoder(framing: .bare, includesUsage: false).encodeUnrecoverable(code: "stream.reset")
    return HTTPResponse(status: 200, headers: headers, body: .bytes(told))
  }
}
