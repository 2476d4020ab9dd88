/// Names, comments and texts as they may stand in a file without changing what surrounds them.
struct SQLNames: Sendable {
  let rules: any SQLDialectRules
  private let reserved: Set<String>
  /// In a dbt model: what Jinja would read is kept from it.
  let isTemplate: Bool

  init(rules: any SQLDialectRules, isTemplate: Bool) {
    self.rules = rules
    self.reserved = ReservedWords.of(rules.dialect)
    self.isTemplate = isTemplate
  }

  /// A name, in quotes when it is reserved or not `[a-z_][a-z0-9_]*`.
  func name(_ name: String) -> String {
    guard !Self.isPlain(name) || reserved.contains(name) else { return name }
    return rules.quoted(Self.printable(name))
  }

  func table(_ table: TableName) -> String { table.parts.map(name).joined(separator: ".") }

  func column(alias: String?, name column: String) -> String { (alias.map { name($0) + "." } ?? "") + name(column) }

  /// Braces that Jinja would read, written as the texts that it makes them of again.
  func escapedForTemplate(_ text: String) -> String {
    guard isTemplate, text.utf8.contains(0x7b) else { return text }
    var escaped = String.UnicodeScalarView()
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "{", let next = rest.first, next == "{" || next == "%" || next == "#" {
        rest.removeFirst()
        escaped += "{{ '{\(next)' }}".unicodeScalars
      } else {
        escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// `/* words */`, in which nothing can end the comment, begin another or break the line.
  func comment(_ words: String) -> String {
    var text = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in words.unicodeScalars {
      // A blank between them keeps `*/` and `/*` from ending or nesting the comment, `{{` from Jinja, `${` from Spark.
      let isPair =
        switch (last, scalar) {
        case ("*", "/"), ("/", "*"), ("{", "{"), ("{", "%"), ("{", "#"), ("}", "}"), ("$", "{"): true
        default: false
        }
      if scalar.properties.isWhitespace || Self.isHidden(scalar) {
        if last != " " { text.append(" ") }
        last = " "
      } else {
        if isPair { text.append(" ") }
        text.append(scalar)
        last = scalar
      }
    }
    while text.last == " " { text.removeLast() }
    if text.last == "*" || text.last == "/" { text += " .".unicodeScalars }
    return "/* \(String(text)) */"
  }

  private static func isPlain(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
  }

  /// Without the character that no engine holds in a text.
  static func printable(_ text: String) -> String { text.replacingBytes("\0", with: "") }

  /// Controls, and what turns the direction of writing.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0x200e, 0x200f, 0x202a...0x202e, 0x2028, 0x2029, 0x2066...0x2069: true
    default: false
    }
  }
}
