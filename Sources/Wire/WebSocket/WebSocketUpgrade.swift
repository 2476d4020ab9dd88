/// A request that may become a WebSocket (RFC 6455 section 4.2.1).
package struct WebSocketUpgrade: Equatable, Sendable {
  /// Value of `Sec-WebSocket-Accept`.
  package let acceptKey: String
  /// What the client offers in `Sec-WebSocket-Protocol`, best first.
  package let subprotocols: [String]

  /// Judges the request's head. Status 426 is answered with `Upgrade: websocket` and `Sec-WebSocket-Version: 13`.
  package init(_ head: HTTPRequestHead) throws(HTTPFailure) {
    guard head.wantsWebSocket else {
      throw HTTPFailure(426, .webSocketUpgrade, "this address is a WebSocket: send Upgrade: websocket and Connection: Upgrade")
    }
    guard head.method == .get, head.version == .http11, head.framing == .none else {
      throw HTTPFailure(400, .webSocketHandshake, "a WebSocket begins with GET in HTTP/1.1 and without a body")
    }
    guard head.headers.values("sec-websocket-version") == ["13"] else {
      throw HTTPFailure(426, .webSocketVersion, "the WebSocket version spoken here is 13")
    }
    let keys = head.headers.values("sec-websocket-key")
    guard keys.count == 1, let key = keys.first, Self.isKey(key) else {
      throw HTTPFailure(400, .webSocketHandshake, "Sec-WebSocket-Key is 16 bytes in base 64")
    }
    acceptKey = Self.acceptKey(for: key)
    subprotocols = head.headers.list("sec-websocket-protocol")
  }

  /// The server's proof that it understood the key (RFC 6455 section 1.3).
  package static func acceptKey(for key: String) -> String {
    base64(SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
  }

  /// 16 bytes are 22 characters of the alphabet and two of padding.
  private static func isKey(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 24 && bytes[22...] == [0x3D, 0x3D] && bytes[..<22].allSatisfy { alphabet.contains($0) }
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value: UInt32 = 0
      for offset in 0..<3 { value = value << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0) }
      for digit in 0..<4 { text.append(digit <= group.count ? alphabet[Int(value >> UInt32(18 - 6 * digit)) & 63] : 0x3D) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
