/// A 128-bit identifier that sorts by creation time: 48 bits of milliseconds, 80 bits of randomness.
/// Text form: 26 characters of Crockford's base 32, upper case (github.com/ulid/spec).
package struct ULID: Hashable, Sendable, Comparable, BitwiseCopyable, CustomStringConvertible {
  package let high: UInt64
  package let low: UInt64

  /// - Parameters:
  ///   - milliseconds: since 1970-01-01 UTC; only the low 48 bits are kept.
  ///   - random: source of the 80 random bits.
  package init(milliseconds: Int64, using random: inout some RandomNumberGenerator) {
    let time = UInt64(truncatingIfNeeded: milliseconds) & 0xFFFF_FFFF_FFFF
    high = (time << 16) | (random.next() & 0xFFFF)
    low = random.next()
  }

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads the text form; `nil` unless it is exactly 26 characters of the alphabet that fit 128 bits.
  package init?(_ text: some StringProtocol) {
    let utf8 = text.utf8
    guard utf8.count == 26 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, byte) in utf8.enumerated() {
      guard let digit = Self.value(of: byte) else { return nil }
      if index == 0, digit > 7 { return nil }
      high = (high << 5) | (low >> 59)
      low = (low << 5) | UInt64(digit)
    }
    self.high = high
    self.low = low
  }

  package var description: String {
    var digits: [UInt8] = Array(repeating: 0, count: 26)
    var high = self.high
    var low = self.low
    for index in stride(from: 25, through: 0, by: -1) {
      digits[index] = Self.alphabet[Int(low & 31)]
      low = (low >> 5) | (high << 59)
      high >>= 5
    }
    return String(decoding: digits, as: UTF8.self)
  }

  package static func < (left: ULID, right: ULID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x48: byte - 0x41 + 10
    case 0x4A, 0x4B: byte - 0x4A + 18
    case 0x4D, 0x4E: byte - 0x4D + 20
    case 0x50...0x54: byte - 0x50 + 22
    case 0x56...0x5A: byte - 0x56 + 27
    default: nil
    }
  }
}
