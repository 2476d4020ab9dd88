/// Why a request was refused before anybody looked at what it wants. After all but those of a WebSocket handshake the connection closes,
/// because nobody can say where the next request would begin.
package struct HTTPFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure; the text is what a client's program sees.
  package enum Code: String, Sendable {
    /// The request line, a header or the target breaks the grammar.
    case malformed = "http.malformed"
    /// The message's length is ambiguous or its chunks are broken: what smuggling is made of.
    case framing = "http.framing"
    case headTooLarge = "http.head_too_large"
    case tooManyHeaders = "http.too_many_headers"
    case targetTooLong = "http.target_too_long"
    case bodyTooLarge = "http.body_too_large"
    case timeout = "http.timeout"
    case notImplemented = "http.not_implemented"
    case versionNotSupported = "http.version_not_supported"
    /// The process serves as many connections as it may.
    case tooManyConnections = "http.too_many_connections"
    case webSocketUpgrade = "websocket.upgrade"
    case webSocketVersion = "websocket.version"
    case webSocketHandshake = "websocket.handshake"
  }

  package let status: Int
  package let code: Code
  /// What was expected, what was found, what to do.
  package let detail: String

  package init(_ status: Int, _ code: Code, _ detail: String) {
    self.status = status
    self.code = code
    self.detail = detail
  }

  package var description: String { "\(status) \(code.rawValue): \(detail)" }

  static func malformed(_ detail: String) -> HTTPFailure { HTTPFailure(400, .malformed, detail) }
  static func framing(_ detail: String) -> HTTPFailure { HTTPFailure(400, .framing, detail) }

  /// A body is longer than its route takes.
  package static func bodyTooLarge(limit: Int, found: Int?) -> HTTPFailure {
    let found = found.map { "\($0) bytes" } ?? "more"
    return HTTPFailure(413, .bodyTooLarge, "the body may have at most \(limit) bytes and has \(found)")
  }
}
