/// A type's cell without what is said of keys in it: `int (PK)`, `bigint NOT NULL`, `uuid primary key`.
struct TypeText {
  var type: String
  var isPrimaryKey = false
  /// `nil` where the cell does not say.
  var isNullable: Bool?

  private static let marks: Set<String> = [
    "pk", "primary", "key", "fk", "foreign", "not", "null", "nn", "identity", "auto", "increment", "autoincrement", "unique", "nullable", "sk", "nk",
    "bk",
    "surrogate",
  ]

  init(_ text: String) {
    type = text
    if let open = text.lastIndex(of: "("), text.hasSuffix(")") {
      let inside = Self.words(String(text[text.index(after: open)...].dropLast()))
      if !inside.isEmpty, inside.allSatisfy(Self.marks.contains) {
        take(inside)
        type = ComparableText.trimmed(String(text[..<open]))
      }
    }
    var pieces = type.split(whereSeparator: \.isWhitespace).map(String.init)
    var tail: [String] = []
    while pieces.count > 1, let last = pieces.last, Self.words(last).allSatisfy(Self.marks.contains), !Self.words(last).isEmpty {
      tail = Self.words(last) + tail
      pieces.removeLast()
    }
    guard !tail.isEmpty else { return }
    take(tail)
    type = pieces.joined(separator: " ")
    while type.hasSuffix(",") || type.hasSuffix(";") { type.removeLast() }
  }

  private mutating func take(_ words: [String]) {
    if words.contains("pk") || words.contains("primary") { isPrimaryKey = true }
    if words.contains("nn") || (words.contains("not") && words.contains("null")) {
      isNullable = false
    } else if words.contains("null") || words.contains("nullable") {
      isNullable = true
    }
  }

  private static func words(_ text: String) -> [String] { ComparableText.words(text) }
}
