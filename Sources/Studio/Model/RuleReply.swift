/// What a model answered to a question, taken apart. What it gives is an expression in words still: it is parsed, resolved and checked like any cell's, and never
/// pasted. Pure.
package enum RuleReply: Sendable, Equatable {
  case expressions([RuleExpression])
  /// It has none to give, or said something else.
  case open(reason: String)

  /// An expression that is longer is no expression.
  private static let longestExpression = 8192

  package init(_ text: String, to question: RuleQuestion) {
    let body = Self.body(of: text)
    if body.isEmpty {
      self = .open(reason: "the model answered nothing")
    } else if Self.isRefusal(body) {
      self = .open(reason: String(Self.trimmed(body.drop { $0 != ":" }.dropFirst()).prefix(300)))
    } else if let column = question.column {
      let expression = Self.expression(body)
      guard expression.utf8.count <= Self.longestExpression else {
        self = .open(reason: "the model's answer has \(expression.utf8.count) bytes; expected one expression")
        return
      }
      self = .expressions([RuleExpression(table: question.table, column: column, branch: question.branch, expression: expression)])
    } else {
      self.init(lines: body, question)
    }
  }

  /// Lines `column = expression`, for columns that may change; others are passed over.
  private init(lines body: String, _ question: RuleQuestion) {
    var found: [RuleExpression] = []
    for line in body.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      var name = Self.trimmed(line[..<equals])
      if name.hasPrefix("- ") { name = Self.trimmed(name.dropFirst(2)) }
      name.removeAll { $0 == "`" || $0 == "\"" }
      if let dot = name.lastIndex(of: "."), name[..<dot].lowercased() == question.table.lowercased() {
        name = String(name[name.index(after: dot)...])
      }
      guard let column = question.columns.first(where: { $0.lowercased() == name.lowercased() }) else { continue }
      let expression = Self.expression(Self.trimmed(line[line.index(after: equals)...]))
      guard !expression.isEmpty, expression.utf8.count <= Self.longestExpression else { continue }
      found.removeAll { $0.column == column }
      found.append(RuleExpression(table: question.table, column: column, branch: question.branch, expression: expression))
    }
    self = found.isEmpty ? .open(reason: "the model named no column to change as column = expression") : .expressions(found)
  }

  /// What stands in the first code fence; all of it where there is none.
  private static func body(of text: String) -> String {
    guard let open = text.range(ofFence: text.startIndex) else { return trimmed(text) }
    let rest = text[open.upperBound...]
    // The fence's line may name a language.
    guard let lineEnd = rest.firstIndex(of: "\n") else { return trimmed(rest) }
    let inner = rest[rest.index(after: lineEnd)...]
    let close = text.range(ofFence: inner.startIndex)
    return trimmed(inner[..<(close?.lowerBound ?? inner.endIndex)])
  }

  private static func isRefusal(_ body: String) -> Bool {
    body.prefix(5).uppercased() == "OPEN:" || body.uppercased() == "OPEN"
  }

  /// Without what people and models like to put around an expression.
  private static func expression(_ text: String) -> String {
    var expression = trimmed(text)
    while expression.hasSuffix(";") { expression = trimmed(expression.dropLast()) }
    if expression.count > 2, expression.hasPrefix("`"), expression.hasSuffix("`"), !expression.dropFirst().dropLast().contains("`") {
      expression = String(expression.dropFirst().dropLast())
    }
    return trimmed(expression)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}

extension String {
  /// The next three backticks.
  fileprivate func range(ofFence start: Index) -> Range<Index>? {
    var at = start
    while let tick = self[at...].firstIndex(of: "`") {
      let end = index(tick, offsetBy: 3, limitedBy: endIndex) ?? endIndex
      if self[tick..<end] == "```" { return tick..<end }
      at = index(after: tick)
    }
    return nil
  }
}
