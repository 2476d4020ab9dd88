/// Writes the frames that a server sends: whole messages, never masked (RFC 6455 section 5).
package enum WebSocketFrame {
  package enum Opcode: UInt8, Sendable {
    case text = 0x1
    case close = 0x8
    case ping = 0x9
    case pong = 0xA
  }

  /// A header has 2, 4 or 10 bytes.
  package static let maxHeaderBytes = 10

  /// Bytes that the header in front of such a payload has.
  package static func headerBytes(payloadBytes: Int) -> Int {
    payloadBytes < 126 ? 2 : payloadBytes <= 0xFFFF ? 4 : 10
  }

  /// Appends the header; the payload follows it.
  package static func appendHeader(_ opcode: Opcode, payloadBytes: Int, to output: inout [UInt8]) {
    output.append(0x80 | opcode.rawValue)
    if payloadBytes < 126 {
      output.append(UInt8(payloadBytes))
    } else if payloadBytes <= 0xFFFF {
      output.append(126)
      appendBigEndian(payloadBytes, bytes: 2, to: &output)
    } else {
      output.append(127)
      appendBigEndian(payloadBytes, bytes: 8, to: &output)
    }
  }

  /// Appends a whole text message, which must be UTF-8.
  package static func appendText(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    appendHeader(.text, payloadBytes: text.count, to: &output)
    output.append(contentsOf: text)
  }

  /// Appends a ping or pong; a control frame carries at most 125 bytes, more are cut.
  package static func appendControl(_ opcode: Opcode, payload: ArraySlice<UInt8> = [], to output: inout [UInt8]) {
    let payload = payload.prefix(125)
    appendHeader(opcode, payloadBytes: payload.count, to: &output)
    output.append(contentsOf: payload)
  }

  /// Appends a close frame. A reason too long for a control frame is cut at a character's end.
  package static func appendClose(_ code: WebSocketCloseCode, reason: String = "", to output: inout [UInt8]) {
    var text: [UInt8] = []
    for character in reason.unicodeScalars {
      let encoded = Array(String(character).utf8)
      guard text.count + encoded.count <= 123 else { break }
      text.append(contentsOf: encoded)
    }
    appendHeader(.close, payloadBytes: 2 + text.count, to: &output)
    appendBigEndian(Int(code.rawValue), bytes: 2, to: &output)
    output.append(contentsOf: text)
  }

  private static func appendBigEndian(_ value: Int, bytes: Int, to output: inout [UInt8]) {
    for shift in stride(from: (bytes - 1) * 8, through: 0, by: -8) { output.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }
}
