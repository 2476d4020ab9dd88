/// How a rule in words names columns.
extension Phrase {
  private static let empty: Set<String> = [
    "column", "columns", "field", "fields", "value", "values", "source", "the", "a", "an", "of", "from", "and", "or", "to", "with", "by", "in", "it",
    "this", "that",
    "these", "those", "then", "else", "if", "is", "as", "into", "all", "each", "every", "both", "space", "comma", "text", "string", "part",
    "characters", "using", "on",
    "format", "case", "null", "nulls", "before", "after", "for", "only", "data", "first", "last", "when", "not", "take", "get", "spaces", "input",
    "target",
  ]

  /// The row's source column, where it has one only.
  var onlySource: Expression? {
    sourceColumns.count == 1 ? Self.column(sourceColumns[0]) : nil
  }

  /// A name as the workbook writes it, with its alias where it has a point.
  static func column(_ name: String) -> Expression {
    let parts = name.split(separator: ".").map { $0.filter { !"[]\"`".contains($0) } }
    guard parts.count > 1, parts.allSatisfy({ $0.allSatisfy { $0.isLetterOrDigit || $0 == "$" || $0 == " " } }) else {
      return .column(alias: nil, name: name)
    }
    return .column(alias: parts.dropLast().joined(separator: "."), name: parts[parts.count - 1])
  }

  /// A column: one of the row's own, in words too (`first name` for `first_name`), or what can be nothing but a name. Words around it such as "the column" are left out.
  mutating func columnName() -> Expression? {
    let start = position
    skip(["the", "value of", "values of", "value from", "value in", "column", "field", "source column", "source field"])
    if let found = ownColumn() ?? foreignColumn() {
      skip(["column", "field", "value", "values"])
      return found
    }
    position = start
    return nil
  }

  /// One of the row's source columns, the longest that is next.
  private mutating func ownColumn() -> Expression? {
    switch piece {
    case .name(let text), .text(let text):
      guard let own = sourceColumns.first(where: { Self.letters($0) == Self.letters(text) }) else { return nil }
      position += 1
      return Self.column(own)
    default: break
    }
    for count in stride(from: min(6, pieces.count - position), to: 0, by: -1) {
      var joined = ""
      for piece in pieces[position..<position + count] {
        switch piece {
        case .word(let text), .number(let text): joined += Self.letters(text)
        default: joined += "\u{0}"
        }
      }
      guard let own = sourceColumns.first(where: { Self.letters($0) == joined || Self.letters($0).hasSuffix("." + joined) }) else { continue }
      position += count
      return Self.column(own)
    }
    return nil
  }

  /// A word with a point, an underscore, a digit or capitals in it; any word where the row has no source column.
  private mutating func foreignColumn() -> Expression? {
    switch piece {
    case .name(let text):
      position += 1
      return .column(alias: nil, name: text)
    case .word(let word) where !Self.empty.contains(word.lowercased()):
      let looksLikeName = word.contains("_") || word.contains(".") || word.contains { $0.isNumber } || word.dropFirst().contains { $0.isUppercase }
      guard (looksLikeName || sourceColumns.isEmpty) && !word.contains("'") && !word.contains("’") else { return nil }
      position += 1
      return Self.column(word)
    default: return nil
    }
  }

  /// Columns and texts with commas or "and" between them.
  mutating func columnList() -> [Expression] {
    var found: [Expression] = []
    var end = position
    while true {
      if let column = columnName() {
        found.append(column)
      } else if !found.isEmpty || pieces.count > position + 1, let text = quotedText() {
        found.append(.literal(.text(text)))
      } else {
        break
      }
      end = position
      guard takes(oneOf: [", and", ", then", ", &", ",", "and then", "and", "&", "+", "|"]) else { break }
    }
    position = end
    return found
  }

  static func letters(_ name: String) -> String {
    name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "[" && $0 != "]" && $0 != "\"" && $0 != "`" }
  }
}
