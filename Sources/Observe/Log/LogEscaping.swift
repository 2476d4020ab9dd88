/// Makes outside text safe to stand in a line: no line break, no terminal control, no change of writing direction gets through,
/// so that one record is always one line and shows what it says (CWE-117).
enum LogEscaping {
  /// Longest value written, in bytes of UTF-8; more is cut and marked, so that no caller can fill the log with one record.
  static let maxValueBytes = 8192

  /// A value of the text form: bare when it is one word of harmless characters, else in quotes.
  static func appendTextValue(_ text: String, to bytes: inout [UInt8]) {
    if text.utf8.count <= maxValueBytes, !text.utf8.isEmpty, isAll(text, isBare) {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendQuoted(text, to: &bytes)
    }
  }

  /// In double quotes, escaped as a JSON string (RFC 8259 §7): both forms of the log quote the same way.
  static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    if text.utf8.count <= maxValueBytes, isAll(text, isPlain) {
      bytes.append(contentsOf: text.utf8)
    } else {
      appendEscaped(text, to: &bytes)
    }
    bytes.append(0x22)
  }

  private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    var written = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      guard written + width <= maxValueBytes else {
        bytes.append(contentsOf: "…(\(text.utf8.count) bytes)".utf8)
        return
      }
      written += width
      switch scalar {
      case "\"": bytes.append(contentsOf: [0x5C, 0x22])
      case "\\": bytes.append(contentsOf: [0x5C, 0x5C])
      case "\n": bytes.append(contentsOf: [0x5C, 0x6E])
      case "\r": bytes.append(contentsOf: [0x5C, 0x72])
      case "\t": bytes.append(contentsOf: [0x5C, 0x74])
      default:
        if isHarmful(scalar) { appendUnicodeEscape(scalar, to: &bytes) } else { bytes.append(contentsOf: String(scalar).utf8) }
      }
    }
  }

  /// Controls (C0, DEL, C1), line and paragraph separators, and the marks that turn the writing direction. All lie in the basic plane.
  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func appendUnicodeEscape(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: [0x5C, 0x75])
    for shift in stride(from: UInt32(12), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: (scalar.value >> shift) & 0xF)
      bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
    }
  }

  /// As `allSatisfy`, which steps from one index of a string to the next.
  private static func isAll(_ text: String, _ holds: (UInt8) -> Bool) -> Bool {
    let bytes = text.utf8Span.span
    for index in bytes.indices where !holds(bytes[index]) { return false }
    return true
  }

  /// Printable ASCII that needs no escape between quotes.
  private static func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C }

  /// What may stand without quotes: no space and no `=`, so that a line splits into its fields again.
  private static func isBare(_ byte: UInt8) -> Bool { isPlain(byte) && byte != 0x20 && byte != 0x3D }
}
