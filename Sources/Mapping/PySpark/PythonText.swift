/// Words of Python.
enum PythonText {
  /// A string literal: printable characters as they are, so that names in any script can be read.
  static func quoted(_ text: String) -> String { EscapedText.doubleQuoted(text, isPrintable: isPrintable) }

  /// What may stand behind a `#`: one line, whatever the text holds.
  static func comment(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars { line.unicodeScalars.append(isPrintable(scalar) ? scalar : " ") }
    return line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }

  /// A name as Spark reads it in `F.col`, `spark.table` and the like: parts that are no plain words stand in backticks.
  static func name(_ parts: [String]) -> String {
    quoted(
      parts.map { isPlain($0) ? $0 : "`\($0.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``"))`" }.joined(
        separator: "."))
  }

  private static func isPlain(_ part: String) -> Bool {
    guard let first = part.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return part.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  /// Neither a control nor something that ends a line or turns the direction of writing.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
