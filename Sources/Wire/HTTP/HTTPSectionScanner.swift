/// Finds the empty line that ends a head or a trailer section, byte by byte, so that a broken line is refused at the same byte however
/// the input is split.
struct HTTPSectionScanner: BitwiseCopyable {
  /// What to do with a byte that was looked at.
  enum Step: Equatable {
    case more
    /// An empty line before anything else.
    case emptyStart
    case complete
  }

  private(set) var bytes = 0
  private var lines = 0
  private var lineBytes = 0
  private var sawCarriageReturn = false

  /// - Parameter firstLineLimit: bytes that the first line may have; `nil` when it is like the others.
  mutating func scan(_ byte: UInt8, limit: Int, firstLineLimit: Int?) throws(HTTPFailure) -> Step {
    bytes += 1
    guard bytes <= limit else { throw HTTPFailure(431, .headTooLarge, "request line and headers may have \(limit) bytes together and have more") }
    if sawCarriageReturn {
      guard byte == HTTPCharacters.lineFeed else { throw .framing("a line ends in CR LF; found a CR alone") }
      sawCarriageReturn = false
      if lineBytes == 0 { return lines == 0 ? .emptyStart : .complete }
      lines += 1
      lineBytes = 0
      return .more
    }
    switch byte {
    case HTTPCharacters.carriageReturn:
      sawCarriageReturn = true
      return .more
    case HTTPCharacters.lineFeed:
      throw .framing("a line ends in CR LF; found a LF alone")
    case HTTPCharacters.space, HTTPCharacters.tab:
      if lineBytes == 0 {
        throw lines == 0 ? .malformed("a request begins with its method") : .framing("a header is one line; found one folded over two lines")
      }
    case 0..<0x20, 0x7F:
      throw .malformed("a head has no control characters; found byte \(byte)")
    default: break
    }
    lineBytes += 1
    if lines == 0, let firstLineLimit, lineBytes > firstLineLimit {
      throw HTTPFailure(414, .targetTooLong, "the request line may have \(firstLineLimit) bytes and has more")
    }
    return .more
  }
}
