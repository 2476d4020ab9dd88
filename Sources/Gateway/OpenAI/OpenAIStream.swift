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
    if let cursor = try cursor(call, stream, includesUsage: includesUsage, framing: framing) {
      try StreamEndpoints.check(cursor, of: stream)
      call.services.metrics.streamResumes.add()
      if stream.answer(to: cursor) == .atEnd { return .noContent }
      reader = StreamReader(after: cursor)
    }
    return response(call, stream, reader: reader, includesUsage: includesUsage, headers: OpenAIChat.headers(stream))
  }

  private static func cursor(_ call: Call, _ stream: LiveStream, includesUsage: Bool, framing: FormKey.Framing) throws(Problem) -> Position? {
    if let text = call.headers["last-event-id"] { return try StreamEndpoints.position(text) }
    guard let text = call.query("after") else { return nil }
    if text.contains("-") { return try StreamEndpoints.position(text) }
    guard text.utf8.count <= 16, let count = Int(text), count >= 0, count <= Position.maxNumber, String(count) == text else {
      throw Problem(400, "stream.bad_position", "\"\(text.prefix(64))\" is no count of frames; expected a whole number such as 17")
    }
    guard count > 0 else { return nil }
    let position = stream.position(afterFrames: count, of: OpenAIFormEncoder.form(includesUsage: includesUsage, framing: framing)) {
      OpenAIFormEncoder(framing: framing, includesUsage: includesUsage)
    }
    guard let position else {
      throw Problem(409, "stream.unknown_position", "the stream has fewer than \(count) frames, or no longer knows them; read without a cursor")
    }
    return position
  }
}
