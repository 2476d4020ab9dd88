/// What stands before a request's body.
package struct HTTPRequestHead: Sendable, Equatable {
  package let method: HTTPMethod
  package let target: HTTPTarget
  package let version: HTTPVersion
  package private(set) var headers: HTTPHeaders
  package let framing: HTTPBodyFraming

  /// The path as it came, still encoded.
  package var path: String { target.path }
  /// The path's parts, decoded.
  package var segments: [String] { target.segments }
  /// The query's items, decoded.
  package var query: [HTTPTarget.QueryItem] { target.query }
  /// Host and port that the client wants to talk to; `nil` only in HTTP/1.0.
  package var host: String? { target.authority ?? headers["host"] }

  /// Whether the client lets the connection stay open after this request (RFC 9112 section 9.3).
  package var keepsAlive: Bool {
    if headers.list("connection", has: "close") { return false }
    return version == .http11 || headers.list("connection", has: "keep-alive")
  }

  /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
  package var expectsContinue: Bool {
    version == .http11 && framing != .none && headers.list("expect", has: "100-continue")
  }

  /// Method, target and version alone, for what outlives the request: the headers of a browser are half a kilobyte and more.
  package var withoutHeaders: HTTPRequestHead {
    var slim = self
    slim.headers = HTTPHeaders()
    return slim
  }

  /// Whether the client asks for a WebSocket, rightly or not.
  package var wantsWebSocket: Bool { headers.list("upgrade", has: "websocket") && headers.list("connection", has: "upgrade") }
}
