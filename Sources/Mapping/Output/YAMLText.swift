/// Text as YAML takes it whatever is in it, also where a reader keeps to YAML 1.1.
enum YAMLText {
  static func quoted(_ text: String) -> String { EscapedText.doubleQuoted(text, isPrintable: isPrintable) }

  /// Line and paragraph separators are printable, but end a line in YAML 1.1.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
