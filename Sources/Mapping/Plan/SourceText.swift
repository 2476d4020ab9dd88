/// What stands in the cell of a source column.
enum SourceText: Equatable {
  /// Names as they stand, perhaps with an alias or a table before them.
  case columns([Name])
  case constant(Expression.Literal)
  case expression(Expression)

  struct Name: Equatable {
    var qualifier: [String]
    var name: String

    init?(_ text: String) {
      guard let parts = TableName(reading: text)?.parts, let last = parts.last else { return nil }
      qualifier = Array(parts.dropLast())
      name = last
    }

    init(plain name: String) {
      qualifier = []
      self.name = name
    }
  }

  /// `isKnown` says whether a text, whole, is the name of a column of the row's own table.
  static func read(_ text: String, isKnown: (String) -> Bool) -> SourceText? {
    let trimmed = text.withoutOuterBlanks
    guard !trimmed.isEmpty else { return nil }
    if isKnown(trimmed) { return .columns([Name(plain: trimmed)]) }
    if let literal = constant(trimmed, isKnown: isKnown) { return .constant(literal) }
    if looksLikeExpression(trimmed), let expression = try? ExpressionParser.parse(trimmed) {
      // A name with blanks or signs in it is a name all the same; only what computes is an expression.
      if case .column(let alias, let name) = expression { return .columns([Name(qualifier: alias, name)]) }
      return .expression(expression)
    }
    let pieces = trimmed.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }).map { String($0).withoutOuterBlanks }.filter {
      !$0.isEmpty
    }
    let names = pieces.compactMap { isKnown($0) || isLocationLike($0) ? Name(plain: $0) : Name($0) }
    return names.isEmpty ? nil : .columns(names)
  }

  private static func constant(_ text: String, isKnown: (String) -> Bool) -> Expression.Literal? {
    if let inner = unquoted(text, by: "'") { return .text(inner) }
    if let inner = unquoted(text, by: "\""), !isKnown(inner) { return .text(inner) }
    switch text.uppercased() {
    case "TRUE": return .boolean(true)
    case "FALSE": return .boolean(false)
    case "NULL": return .null
    default: break
    }
    // A cell of a date gives its day, and no column is called so.
    if text.contains("-"), let day = DateLiteral.date(text) { return .date(day) }
    if text.contains(":"), let time = DateLiteral.timestamp(text) { return .timestamp(time) }
    return DefaultValue.number(text)
  }

  /// What stands between a pair of marks, doubled ones read as one; `nil` where the text is not one such piece.
  static func unquoted(_ text: String, by mark: Character) -> String? {
    guard text.count >= 2, text.first == mark, text.last == mark else { return nil }
    var inner = ""
    var isOpen = false
    for character in text.dropFirst().dropLast() {
      if character == mark {
        isOpen.toggle()
        if isOpen { continue }
      } else if isOpen {
        return nil
      }
      inner.append(character)
    }
    return isOpen ? nil : inner
  }

  private static func looksLikeExpression(_ text: String) -> Bool {
    text.contains("(") || text.contains("||") || text.contains("'") || [" + ", " - ", " * ", " / ", " & ", " % "].contains { text.contains($0) }
      || text.uppercased().hasPrefix("CASE ")
  }

  private static func isLocationLike(_ text: String) -> Bool { text.contains("/") || text.contains("\\") }
}

extension SourceText.Name {
  init(qualifier: String?, _ name: String) {
    self.qualifier = qualifier.map { [$0] } ?? []
    self.name = name
  }
}
