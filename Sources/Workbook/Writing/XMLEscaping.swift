/// Text as it may stand in the parts of a workbook.
enum XMLEscaping {
  static func attribute(_ text: String) -> String { escaped(text, isCell: false) }

  /// What XML cannot hold is spelled as Excel does, and so is text that looks like such a spelling.
  static func cell(_ text: String) -> String { escaped(text, isCell: true) }

  private static func escaped(_ text: String, isCell: Bool) -> String {
    let bytes = Array(text.utf8)
    var written: [UInt8] = []
    written.reserveCapacity(bytes.count)
    var skipped = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "&"): written += "&amp;".utf8
      case UInt8(ascii: "<"): written += "&lt;".utf8
      case UInt8(ascii: ">"): written += "&gt;".utf8
      case UInt8(ascii: "\""): written += "&quot;".utf8
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"): if isCell { written.append(byte) } else { written += "&#\(byte);".utf8 }
      case 0..<0x20: written += isCell ? Array("_x00\(hexadecimal(byte))_".utf8) : [UInt8(ascii: " ")]
      // U+FFFE and U+FFFF are no characters of XML.
      case 0xEF where bytes[index...].starts(with: [0xEF, 0xBF, 0xBE]) || bytes[index...].starts(with: [0xEF, 0xBF, 0xBF]):
        written += bytes[index + 2] == 0xBE ? "_xFFFE_".utf8 : "_xFFFF_".utf8
        skipped = 2
      case _ where skipped > 0: skipped -= 1
      case UInt8(ascii: "_") where isCell && looksEscaped(bytes[index...]): written += "_x005F_".utf8
      default: written.append(byte)
      }
    }
    return String(decoding: written, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0\(digits)" : digits
  }

  private static func looksEscaped(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 7, bytes[bytes.startIndex + 1] == UInt8(ascii: "x"), bytes[bytes.startIndex + 6] == UInt8(ascii: "_") else { return false }
    return bytes[(bytes.startIndex + 2)..<(bytes.startIndex + 6)].allSatisfy {
      switch $0 {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
      default: false
      }
    }
  }
}
