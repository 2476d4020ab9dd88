/// The identity of a chat: a UUID in lower-case text form, 36 characters.
package struct ChatID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  /// `nil` unless the text is a UUID in lower case with hyphens.
  package init?(_ text: some StringProtocol) {
    guard Self.isWellFormed(text.utf8) else { return nil }
    self.text = String(text)
  }

  /// A random UUID, version 4 (RFC 9562 §5.4).
  package init(using random: inout some RandomNumberGenerator) {
    let high: UInt64 = (random.next() & ~0xF000) | 0x4000
    let low: UInt64 = (random.next() & ~(0xC000 << 48)) | (0x8000 << 48)
    var digits: [UInt8] = []
    digits.reserveCapacity(36)
    for (word, base) in [(high, 0), (low, 8)] {
      for index in 0..<8 {
        if [4, 6, 8, 10].contains(base + index) { digits.append(0x2D) }
        let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - index * 8))
        digits.append(hexDigit(byte >> 4))
        digits.append(hexDigit(byte & 15))
      }
    }
    text = String(decoding: digits, as: UTF8.self)
  }

  package var description: String { text }

  package static func < (left: ChatID, right: ChatID) -> Bool { left.text < right.text }

  static func isWellFormed(_ utf8: some Collection<UInt8>) -> Bool {
    guard utf8.count == 36 else { return false }
    for (index, byte) in utf8.enumerated() {
      switch index {
      case 8, 13, 18, 23: if byte != 0x2D { return false }
      default: if !(0x30...0x39).contains(byte), !(0x61...0x66).contains(byte) { return false }
      }
    }
    return true
  }
}

func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
