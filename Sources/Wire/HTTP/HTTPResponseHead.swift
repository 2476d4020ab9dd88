/// Writes what stands before a response's body (RFC 9112 section 4).
package enum HTTPResponseHead {
  /// How the reader finds the body's end.
  package enum Framing: Equatable, Sendable {
    /// Nothing is said, because a response of that status has no body.
    case none
    case length(Int)
    case chunked
    /// The body ends with the connection: all that HTTP/1.0 knows beside a length.
    case untilClose
  }

  /// Appends status line, the given headers, and those that belong to the connection: Date, Content-Length or Transfer-Encoding, Connection.
  /// The given headers must not have these. Always answers as HTTP/1.1 (RFC 9110 section 6.2).
  /// - Parameters:
  ///   - date: text of `HTTPDate`.
  ///   - version: of the request; decides whether keeping the connection open must be said.
  package static func append(
    status: Int, headers: HTTPHeaders, framing: Framing, keepsAlive: Bool, version: HTTPVersion, date: String, to output: inout [UInt8]
  ) {
    output.append(contentsOf: "HTTP/1.1 ".utf8)
    output.append(contentsOf: "\(status) ".utf8)
    output.append(contentsOf: HTTPStatus.reason(status).utf8)
    output.append(contentsOf: "\r\nDate: ".utf8)
    output.append(contentsOf: date.utf8)
    output.append(contentsOf: "\r\n".utf8)
    headers.write(into: &output)
    switch framing {
    case .none, .untilClose: break
    case .length(let bytes): output.append(contentsOf: "Content-Length: \(bytes)\r\n".utf8)
    case .chunked: output.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
    }
    if !keepsAlive {
      output.append(contentsOf: "Connection: close\r\n".utf8)
    } else if version == .http10 {
      output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    output.append(contentsOf: "\r\n".utf8)
  }

  /// The interim answer to `Expect: 100-continue`.
  package static let `continue`: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends the answer that turns the connection into a WebSocket (RFC 6455 section 4.2.2).
  package static func appendSwitch(acceptKey: String, subprotocol: String?, headers: HTTPHeaders, date: String, to output: inout [UInt8]) {
    output.append(contentsOf: "HTTP/1.1 101 Switching Protocols\r\nDate: \(date)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n".utf8)
    output.append(contentsOf: "Sec-WebSocket-Accept: \(acceptKey)\r\n".utf8)
    if let subprotocol { output.append(contentsOf: "Sec-WebSocket-Protocol: \(subprotocol)\r\n".utf8) }
    headers.write(into: &output)
    output.append(contentsOf: "\r\n".utf8)
  }
}
