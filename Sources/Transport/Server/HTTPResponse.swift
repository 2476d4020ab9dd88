import EventLoop
import Wire

/// What a service answers. Date, Content-Length, Transfer-Encoding and Connection are the server's; the headers must not have them.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  package var body: HTTPResponseBody

  package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: HTTPResponseBody = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What follows a response's head. Left out when the request was HEAD or the status has no body.
package enum HTTPResponseBody: Sendable {
  case empty
  case bytes([UInt8])
  /// A body that comes piece by piece. The source is made on the connection's loop once the head is on its way. In HTTP/1.1 its bytes are
  /// whole chunks (`HTTPChunk`), the last one included; in HTTP/1.0 they are bare and the connection closes behind them.
  case source(@Sendable (any ByteSink, EventLoop) -> any ByteSource)
  /// The connection becomes a WebSocket; a request that is no proper handshake is refused instead. The handler is made on the loop.
  case webSocket(protocol: String?, @Sendable (WebSocketConnection, EventLoop) -> any WebSocketHandler)
}
