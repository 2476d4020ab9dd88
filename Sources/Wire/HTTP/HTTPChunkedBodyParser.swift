/// Reads a chunked body (RFC 9112 section 7.1). Extensions are skipped, trailers are checked and dropped.
struct HTTPChunkedBodyParser {
  enum Event: Equatable {
    /// Body bytes: this range of the input.
    case data(Range<Int>)
    case end
  }

  private enum State: Equatable {
    case size(digits: Int, value: Int)
    case chunkExtension(value: Int, bytes: Int)
    case sizeLineFeed(value: Int)
    case data(remaining: Int)
    case dataCarriageReturn
    case dataLineFeed
    case trailer
    case done
  }

  private var state = State.size(digits: 0, value: 0)
  private var scanner = HTTPSectionScanner()
  private var trailer: [UInt8] = []

  /// Extensions carry nothing here; what is longer than this is an attempt to keep the server busy.
  private static let maxExtensionBytes = 256
  private static let maxTrailerBytes = 16 * 1024

  /// Takes bytes from `position` on.
  /// - Returns: what they mean; `nil` when the input is used up.
  mutating func next(_ input: Span<UInt8>, at position: inout Int) throws(HTTPFailure) -> Event? {
    while position < input.count {
      if case .data(let remaining) = state {
        let taken = min(remaining, input.count - position)
        let range = position..<position + taken
        position += taken
        state = taken == remaining ? .dataCarriageReturn : .data(remaining: remaining - taken)
        return .data(range)
      }
      let byte = input[position]
      position += 1
      if try take(byte) { return .end }
    }
    return nil
  }

  /// - Returns: true when the byte ends the body.
  private mutating func take(_ byte: UInt8) throws(HTTPFailure) -> Bool {
    switch state {
    case .size(let digits, let value):
      if let digit = HTTPCharacters.hexValue(byte) {
        // 15 digits always fit.
        guard digits < 15 else { throw .framing("a chunk's size has at most 15 hexadecimal digits") }
        state = .size(digits: digits + 1, value: value << 4 | Int(digit))
      } else {
        guard digits > 0 else { throw .framing("a chunk begins with its size in hexadecimal digits; found byte \(byte)") }
        if byte == HTTPCharacters.carriageReturn {
          state = .sizeLineFeed(value: value)
        } else {
          guard byte == 0x3B else { throw .framing("a chunk's size is followed by CR LF or a semicolon; found byte \(byte)") }
          state = .chunkExtension(value: value, bytes: 0)
        }
      }
    case .chunkExtension(let value, let bytes):
      if byte == HTTPCharacters.carriageReturn {
        state = .sizeLineFeed(value: value)
      } else {
        guard byte >= 0x20 && byte != 0x7F || byte == HTTPCharacters.tab else {
          throw .framing("a chunk extension has no control characters; found byte \(byte)")
        }
        guard bytes < Self.maxExtensionBytes else { throw .framing("a chunk extension may have \(Self.maxExtensionBytes) bytes and has more") }
        state = .chunkExtension(value: value, bytes: bytes + 1)
      }
    case .sizeLineFeed(let value):
      try expect(HTTPCharacters.lineFeed, byte, "a chunk's size line")
      state = value == 0 ? .trailer : .data(remaining: value)
    case .dataCarriageReturn:
      try expect(HTTPCharacters.carriageReturn, byte, "a chunk's data")
      state = .dataLineFeed
    case .dataLineFeed:
      try expect(HTTPCharacters.lineFeed, byte, "a chunk's data")
      state = .size(digits: 0, value: 0)
    case .trailer:
      trailer.append(byte)
      switch try scanner.scan(byte, limit: Self.maxTrailerBytes, firstLineLimit: nil) {
      case .more: break
      case .emptyStart:
        state = .done
        return true
      case .complete:
        try checkTrailer()
        state = .done
        return true
      }
    case .data, .done:
      break
    }
    return false
  }

  private func expect(_ expected: UInt8, _ found: UInt8, _ place: String) throws(HTTPFailure) {
    guard found == expected else { throw .framing("\(place) ends in CR LF; found byte \(found)") }
  }

  private func checkTrailer() throws(HTTPFailure) {
    let bytes = trailer.span
    var start = 0
    while start < trailer.count - 2 {
      let end = HTTPRequestHead.lineEnd(bytes, from: start)
      _ = try HTTPRequestHead.field(bytes, start..<end)
      start = end + 2
    }
  }
}
