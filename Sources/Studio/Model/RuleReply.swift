import Mapping
import Primitives

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

  // MARK: Lines

  /// Lines `column = expression`, `WHERE condition` and `LEFT JOIN alias ON condition`, for what may change; others are passed over. What begins none goes on
  /// with the line before it.
  private init(lines body: String, _ question: RuleQuestion) {
    var begun: [(change: RuleExpression, lines: [String])] = []
    var isOpen = false
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      if let (change, isWanted) = Self.beginning(line, question) {
        isOpen = isWanted
        guard isWanted else { continue }
        if change.subject != .filter { begun.removeAll { change.replaces($0.change) } }
        begun.append((change, [change.expression]))
      } else if isOpen {
        begun[begun.count - 1].lines.append(String(line))
      }
    }
    var found: [RuleExpression] = []
    for (change, lines) in begun {
      var change = change
      change.expression = Self.expression(in: lines)
      found.append(change)
    }
    if found.contains(where: { $0.subject == .filter && ["NONE", ""].contains($0.expression.uppercased()) }) {
      found.removeAll { $0.subject == .filter }
      found.append(RuleExpression(table: question.table, .filter, expression: ""))
    }
    found.removeAll { $0.subject != .filter && $0.expression.isEmpty }
    let longest = found.map(\.expression.utf8.count).max() ?? 0
    if longest > Self.longestExpression {
      self = .open(reason: "the model's answer has an expression of \(longest) bytes")
    } else if found.isEmpty {
      self = .open(reason: "the model named nothing that may be changed, as \(Self.forms(question))")
    } else {
      self = .expressions(found)
    }
  }

  /// As many of the lines as are an expression together: what a model says behind it is none of it. All of them where none are.
  private static func expression(in lines: [String]) -> String {
    for count in stride(from: lines.count, through: 1, by: -1) {
      let text = expression(lines[..<count].joined(separator: "\n"))
      if (try? ExpressionParser.parse(text)) != nil { return text }
    }
    return expression(lines.joined(separator: "\n"))
  }

  /// The forms of lines that may be answered.
  static func forms(_ question: RuleQuestion) -> String {
    var forms: [String] = []
    if !question.columns.isEmpty { forms.append("column = expression") }
    if !question.joins.isEmpty { forms.append("LEFT JOIN alias ON condition") }
    if question.hasFilters { forms.append("WHERE condition") }
    return forms.joined(separator: " or ")
  }

  /// What a line begins; `nil` for one that goes on with what stands before it.
  private static func beginning(_ line: Substring, _ question: RuleQuestion) -> (change: RuleExpression, isWanted: Bool)? {
    var text = trimmed(line)
    if text.hasPrefix("- ") { text = trimmed(text.dropFirst(2)) }
    if let (alias, kind, condition) = join(text) {
      let known = question.joins.first { $0.lowercased() == alias.lowercased() }
      return (RuleExpression(table: question.table, .join(alias: known ?? alias, kind: kind), expression: condition), known != nil)
    }
    for word in ["WHERE", "HAVING"] where text.uppercased().hasPrefix(word) && text.dropFirst(word.count).first?.isWhitespace ?? true {
      return (RuleExpression(table: question.table, .filter, expression: trimmed(text.dropFirst(word.count))), question.hasFilters)
    }
    guard let equals = text.firstIndex(of: "=") else { return nil }
    var name = trimmed(text[..<equals])
    name.removeAll { $0 == "`" || $0 == "\"" }
    if let dot = name.lastIndex(of: "."), name[..<dot].lowercased() == question.table.lowercased() {
      name = String(name[name.index(after: dot)...])
    }
    let expression = trimmed(text[text.index(after: equals)...])
    if let column = question.columns.first(where: { $0.lowercased() == name.lowercased() }) {
      return (RuleExpression(table: question.table, column: column, branch: question.branch, expression: expression), true)
    }
    // A name alone before the sign is a column that may not change; anything else is a comparison in what stands before it.
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), line.first?.isWhitespace != true else { return nil }
    return (RuleExpression(table: question.table, column: name, branch: nil, expression: expression), false)
  }

  /// `LEFT OUTER JOIN schema.table AS alias ON condition`, as far as it says more than the alias.
  private static func join(_ text: String) -> (alias: String, kind: String?, condition: String)? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let join = words.firstIndex(where: { $0.uppercased() == "JOIN" }), join <= 2,
      words[..<join].allSatisfy({ ["INNER", "LEFT", "RIGHT", "FULL", "OUTER"].contains($0.uppercased()) }),
      let on = words.firstIndex(where: { $0.uppercased() == "ON" }), on > join + 1
    else { return nil }
    var alias = String(words[on - 1])
    alias.removeAll { $0 == "`" || $0 == "\"" }
    let kind = words[..<join].first { $0.uppercased() != "OUTER" }.map { $0.lowercased() }
    return (alias, kind, trimmed(text[words[on].endIndex...]))
  }

  // MARK: Kept

  /// As the result of a step has it.
  package func json(to question: RuleQuestion) -> JSONValue {
    var fields = [JSONField("table", .string(question.table))]
    if let column = question.column { fields.append(JSONField("column", .string(column))) }
    if let branch = question.branch { fields.append(JSONField("branch", .integer(Int64(branch)))) }
    switch self {
    case .expressions(let given): fields.append(JSONField("expressions", .array(given.map(\.json))))
    case .open(let reason): fields.append(JSONField("open", .string(reason)))
    }
    return .object(fields)
  }

  /// Reads what `json(to:)` wrote; `nil` for anything else.
  static func kept(_ value: JSONValue) -> (question: RuleQuestion.Key, reply: RuleReply)? {
    guard let table = value["table"]?.string else { return nil }
    let key = RuleQuestion.Key(table: table, column: value["column"]?.string, branch: value["branch"]?.integer.map { Int($0) })
    if let given = value["expressions"]?.array { return (key, .expressions(given.map { RuleExpression($0) })) }
    return value["open"]?.string.map { (key, .open(reason: $0)) }
  }

  // MARK: Words

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
