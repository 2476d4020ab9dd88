import Glibc

/// `_x000D_` for characters that XML cannot hold, and `_x005F_` for the underscore of a text that looks like that (ECMA-376 part 1, §22.9.2.19).
enum ExcelEscapes {
  private static let length = 7

  /// In place, since what an escape means is never longer.
  /// - Returns: how many bytes are left.
  static func unescape(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard bytes.count >= length, let base = bytes.baseAddress, memchr(base, CInt(UInt8(ascii: "_")), bytes.count) != nil else { return bytes.count }
    var read = 0
    var written = 0
    while read < bytes.count {
      guard let unit = unit(bytes, at: read) else {
        bytes[written] = bytes[read]
        read += 1
        written += 1
        continue
      }
      read += length
      var scalar = Unicode.Scalar(unit)
      if (0xD800..<0xDC00).contains(unit), let low = self.unit(bytes, at: read), (0xDC00..<0xE000).contains(low) {
        read += length
        scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
      }
      // Neither a zero byte nor half a character is text.
      for byte in UTF8.encode(scalar.flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
        bytes[written] = byte
        written += 1
      }
    }
    return written
  }

  private static func unit(_ bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> UInt16? {
    guard start + length <= bytes.count, bytes[start] == UInt8(ascii: "_"), bytes[start + 1] == UInt8(ascii: "x"),
      bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[(start + 2)..<(start + 6)] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }
}
