/// The character classes of RFC 9110 section 5.6 that the parser asks about.
enum HTTPCharacters {
  static let carriageReturn: UInt8 = 0x0D
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
  static let tab: UInt8 = 0x09
  static let colon: UInt8 = 0x3A

  /// One bit for each of the 128 ASCII characters.
  private static let tokenBits: (UInt64, UInt64) = {
    var bits: (UInt64, UInt64) = (0, 0)
    for byte in "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8 {
      if byte < 64 { bits.0 |= 1 << UInt64(byte) } else { bits.1 |= 1 << UInt64(byte - 64) }
    }
    return bits
  }()

  /// May stand in a method or a header name.
  static func isToken(_ byte: UInt8) -> Bool {
    if byte < 64 { return tokenBits.0 >> UInt64(byte) & 1 == 1 }
    return byte < 128 && tokenBits.1 >> UInt64(byte - 64) & 1 == 1
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// ASCII case-insensitive comparison.
  static func equal(_ left: ArraySlice<UInt8>, _ right: String) -> Bool {
    let other = right.utf8
    guard left.count == other.count else { return false }
    var index = left.startIndex
    for byte in other {
      if lowercased(left[index]) != lowercased(byte) { return false }
      index += 1
    }
    return true
  }
}
