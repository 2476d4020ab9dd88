import Wire

@testable import Transport

/// Frames: what a client sends means the same however it is cut, and what is written is what a reader of the RFC finds.
enum WebSocketFuzz {
  static func complaint(_ input: [UInt8]) -> String? {
    let cuts = Cuts(Array(input.prefix(1)) + Array(wholeFrames(input.dropFirst())))
    if let found = cuts.disagreement({ Ears().hear($0).withOneRefusal }) { return found }
    return readBack(cuts.whole, choice: cuts.choice) ?? written(cuts.whole)
  }

  /// The input without a frame at its end of which a part is missing: how early such a one is refused depends on the cut.
  private static func wholeFrames(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while rest.count >= 2 {
      let second = rest[rest.startIndex + 1]
      let sizeBytes = second & 0x7F < 126 ? 0 : second & 0x7F == 126 ? 2 : 8
      let header = 2 + sizeBytes + (second & 0x80 == 0 ? 0 : 4)
      let size = rest.dropFirst(2).prefix(sizeBytes).reduce(sizeBytes == 0 ? UInt64(second & 0x7F) : 0) { $0 << 8 | UInt64($1) }
      guard rest.count >= header else { break }
      // A message that is too long is refused by its header alone.
      if size > 4096 { return bytes }
      guard rest.count >= header + Int(size) else { break }
      rest = rest.dropFirst(header + Int(size))
    }
    return bytes[..<rest.startIndex]
  }

  /// A masked message of this payload is heard as it was said, or refused because it is no UTF-8.
  private static func readBack(_ payload: [UInt8], choice: UInt8) -> String? {
    let payload = Array(payload.prefix(4096))
    let mask: [UInt8] = [choice, 0x5A, 0xFF, 0]
    var header: [UInt8] = []
    WebSocketFrame.appendHeader(.text, payloadBytes: payload.count, to: &header)
    header[1] |= 0x80
    let frame = header + mask + payload.indices.map { payload[$0] ^ mask[$0 & 3] }
    let heard = Ears().hear([frame[...]])
    if String(validating: payload, as: UTF8.self) != nil {
      return heard.texts == [payload] && heard.closeCode == nil ? nil : "said \(payload), heard \(heard)"
    }
    return heard.texts.isEmpty && heard.closeCode == 1007 ? nil : "no UTF-8, heard \(heard)"
  }

  /// What the server writes is read by RFC 6455 section 5.2.
  private static func written(_ payload: [UInt8]) -> String? {
    let reason = String(decoding: payload, as: UTF8.self)
    var bytes: [UInt8] = []
    WebSocketFrame.appendText(payload[...], to: &bytes)
    WebSocketFrame.appendControl(.pong, payload: payload[...], to: &bytes)
    WebSocketFrame.appendClose(.normal, reason: reason, to: &bytes)
    var at = 0
    var frames: [(UInt8, [UInt8])] = []
    while at < bytes.count {
      guard at + 2 <= bytes.count else { return "half a header" }
      var length = Int(bytes[at + 1])
      var start = at + 2
      if length >= 126 {
        let size = length == 126 ? 2 : 8
        length = bytes[start..<start + size].reduce(0) { $0 << 8 | Int($1) }
        if length < (size == 2 ? 126 : 65_536) { return "not the shortest length" }
        start += size
      }
      guard start + length <= bytes.count else { return "beyond the end" }
      frames.append((bytes[at], Array(bytes[start..<start + length])))
      at = start + length
    }
    guard frames.map(\.0) == [0x81, 0x8A, 0x88], frames[0].1 == payload, frames[1].1 == Array(payload.prefix(125)) else { return "other frames" }
    let close = frames[2].1
    guard close.count <= 125, close.prefix(2) == [0x03, 0xE8], let said = String(validating: close.dropFirst(2), as: UTF8.self) else {
      return "a bad close"
    }
    return reason.utf8.starts(with: said.utf8) && (said.utf8.count == reason.utf8.count || said.utf8.count > 119) ? nil : "another reason"
  }
}

/// What a server makes of a client's frames.
private final class Ears: WebSocketReader.Delegate {
  struct Heard: Equatable {
    var texts: [[UInt8]] = []
    var pongs = 0
    var sent: [UInt8] = []
    var isUsable = true
    var closeCode: UInt16?

    /// With every close as one: a broken close frame gets 1002, 1007 or its echo by what wslay sees of it first; all of them end the connection.
    var withOneRefusal: Heard {
      guard closeCode != nil else { return self }
      var heard = self
      heard.closeCode = 1002
      heard.sent = []
      return heard
    }
  }

  private var heard = Heard()

  func readerGotText(_ text: UnsafeBufferPointer<UInt8>) { unsafe heard.texts.append(Array(text)) }
  func readerGotPong() { heard.pongs += 1 }

  func hear(_ pieces: [ArraySlice<UInt8>]) -> Heard {
    let reader = WebSocketReader(maxMessageBytes: 4096, delegate: self)
    for piece in pieces where heard.isUsable && !(reader.isCloseSent && reader.isReadOver) {
      heard.isUsable = unsafe piece.withUnsafeBufferPointer { unsafe reader.read($0) }
      if heard.isUsable { heard.sent += reader.takeOutput() }
    }
    // Broken frames end the connection; what was sent before depends on what came in the same piece.
    guard heard.isUsable else {
      heard.sent = []
      return heard
    }
    if reader.isCloseSent {
      heard.closeCode = reader.closeCode.rawValue
      // So does a pong, which need not be sent any more once a close was received (RFC 6455 section 5.5.2).
      while heard.sent.count > 1, heard.sent[0] == 0x8A { heard.sent.removeFirst(2 + Int(heard.sent[1])) }
    }
    return heard
  }
}
