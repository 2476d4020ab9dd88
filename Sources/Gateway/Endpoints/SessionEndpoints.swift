import Domain
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// `/api/sessions/{session}`: all of a client's streams on one connection.
enum SessionEndpoints {
  static func join(_ call: Call) async throws -> HTTPResponse {
    let session = try session(call)
    var body = try call.body()
    let stream = body.string("stream", isRequired: true, bytes: 1...128)
    if let stream, !ClientName.isStream(stream) { body.note("stream", "is no stream's name") }
    try body.finish()
    try await call.services.check(.view, onStream: stream ?? "", by: call.caller)
    _ = try await call.services.store.join(session: session, stream: stream ?? "", now: call.services.time.now())
    call.services.sessions.changed(session)
    return .noContent
  }

  static func leave(_ call: Call) async throws -> HTTPResponse {
    let session = try session(call)
    let stream = call.parameters["stream"]
    guard ClientName.isStream(stream) else { throw Problem.notFound("a stream of this name") }
    try await call.services.store.leave(session: session, stream: stream)
    call.services.sessions.changed(session)
    return .noContent
  }

  static func events(_ call: Call) async throws -> HTTPResponse {
    try await events(call, session: try session(call))
  }

  /// `GET /sse?session=`
  static func sse(_ call: Call) async throws -> HTTPResponse {
    guard let session = call.query("session"), ClientName.isSession(session) else {
      throw Problem.invalidQuery("session is missing or malformed; expected 1 to 64 characters of A-Z a-z 0-9 _ -")
    }
    return try await events(call, session: call.caller.scoped(session))
  }

  private static func events(_ call: Call, session: String) async throws -> HTTPResponse {
    let text = call.headers["last-event-id"] ?? call.query("after")
    var cursor = SessionCursor()
    if let text {
      guard let read = SessionCursor(text) else {
        throw Problem(400, "stream.bad_position", "the cursor is none of this session's; read without one")
      }
      cursor = read
      call.services.metrics.streamResumes.add()
    }
    return SessionSource.response(call, session: session, cursor: cursor)
  }

  private static func session(_ call: Call) throws(Problem) -> String {
    let session = call.parameters["session"]
    guard ClientName.isSession(session) else { throw .notFound("a session of this name") }
    return call.caller.scoped(session)
  }
}
