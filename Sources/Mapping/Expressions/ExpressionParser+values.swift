/// Names, literals, `CASE`, and what follows a value: `::type`, `[0]`, `.method()`.
extension ExpressionParser {
  mutating func primary() throws(ExpressionFailure) -> Expression {
    let token = token
    switch token.kind {
    case .number(let digits):
      advance()
      return Int64(digits).map { .literal(.integer($0)) } ?? .literal(.decimal(digits))
    case .text(let text):
      advance()
      return .literal(.text(text))
    case .symbol("("):
      advance()
      try enter()
      defer { leave() }
      let inner = try parse(Level.all)
      try expect(")")
      return inner
    case .quoted, .name: return try path()
    case .word(let word): return try self.word(word)
    default: throw failure(expected: "a value")
    }
  }

  private mutating func word(_ word: String) throws(ExpressionFailure) -> Expression {
    let upper = word.uppercased()
    if upper == "CASE" { return try caseExpression() }
    let isCall = peek().kind == .symbol("(")
    if isCall, !Keywords.isReserved(upper) || upper == "AND" || upper == "OR" || upper == "TRUE" || upper == "FALSE" {
      let offset = token.offset
      advance()
      return try call(word, at: offset)
    }
    if peek().kind == .symbol(".") && !Keywords.isReserved(upper) { return try path() }
    switch upper {
    case "NULL":
      advance()
      return .literal(.null)
    case "TRUE", "FALSE":
      advance()
      return .literal(.boolean(upper == "TRUE"))
    case "SYSDATE", "SYSTIMESTAMP", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP":
      advance()
      return .call(.currentTimestamp, [])
    case "CURRENT_DATE":
      advance()
      return .call(.currentDate, [])
    default: break
    }
    if case .text(let text) = peek().kind {
      if upper == "N", peek().offset == token.end {
        advance()
        advance()
        return .literal(.text(text))
      }
      if upper == "DATE" || upper == "TIMESTAMP" {
        advance()
        guard
          let literal = upper == "DATE"
            ? DateLiteral.date(text).map(Expression.Literal.date) : DateLiteral.timestamp(text).map(Expression.Literal.timestamp)
        else { throw failure(expected: upper == "DATE" ? "a date like '2026-11-20'" : "a timestamp like '2026-11-20 13:05:00'") }
        advance()
        return .literal(literal)
      }
    }
    guard !Keywords.isReserved(upper) else { throw failure(expected: "a value") }
    return try path()
  }

  /// `a`, `a.b`, `schema.table.column`, `StringHandling.UPCASE(…)`, `name.trim()`.
  private mutating func path() throws(ExpressionFailure) -> Expression {
    let first = advance()
    var parts: [String] = []
    switch first.kind {
    case .word(let text), .name(let text): parts.append(text)
    case .quoted(let text):
      guard token.kind == .symbol("."), !quotesAreText, peek().kind != .end else { return quotesAreText ? .literal(.text(text)) : .quoted(text) }
      if case .word = peek().kind, peek(2).kind == .symbol("(") { return .literal(.text(text)) }
      parts.append(text)
    default: throw failure(expected: "a name")
    }
    while token.kind == .symbol(".") {
      let name: String
      switch peek().kind {
      case .word(let text), .name(let text), .quoted(let text): name = text
      default:
        advance()
        throw failure(expected: "a name after the point")
      }
      if case .word = peek().kind, peek(2).kind == .symbol("(") {
        let isNamespace = parts.count == 1 && Keywords.namespaces.contains(parts[0].uppercased()) || parts.last?.uppercased() == "ROUTINES"
        let isOwned = parts.count == 1 && parts[0].lowercased() == "dbo"
        guard isNamespace || isOwned || parts.count == 2 && parts[0].lowercased() == "routines" else {
          return Self.column(parts)
        }
        advance()
        advance()
        return try call(name, at: first.offset, of: parts.last)
      }
      advance()
      advance()
      parts.append(name)
    }
    return Self.column(parts)
  }

  private static func column(_ parts: [String]) -> Expression {
    .column(alias: parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil, name: parts[parts.count - 1])
  }

  /// `CASE WHEN …` and `CASE x WHEN …`.
  private mutating func caseExpression() throws(ExpressionFailure) -> Expression {
    advance()
    try enter()
    defer { leave() }
    let subject = isWord("WHEN") ? nil : try parse(Level.all)
    var branches: [Expression.CaseBranch] = []
    while takesWord("WHEN") {
      let condition = try parse(Level.all)
      try expectWord("THEN")
      let result = try parse(Level.all)
      branches.append(.init(when: subject.map { .binary(.equal, $0, condition) } ?? condition, then: result))
    }
    guard !branches.isEmpty else { throw failure(expected: "WHEN") }
    let otherwise = takesWord("ELSE") ? try parse(Level.all) : nil
    try expectWord("END")
    let made = Expression.searchedCase(branches, otherwise: otherwise)
    return subject == nil ? made : try bounded(made)
  }

  mutating func postfix(on value: Expression) throws(ExpressionFailure) -> Expression {
    var value = value
    var links = 0
    while true {
      links += 1
      guard links <= Self.maxNesting else { throw failure(expected: "an expression that is less deep") }
      if takes("::") {
        value = .cast(value, try typeName())
      } else if token.kind == .symbol("["), case .call(.splitPart, let arguments) = value, arguments.count == 2 {
        advance()
        value = .call(.splitPart, arguments + [.literal(.integer(try index()))])
      } else if token.kind == .symbol("."), case .word(let name) = peek().kind, peek(2).kind == .symbol("(") {
        let offset = peek().offset
        advance()
        advance()
        value = try method(name, on: value, at: offset)
      } else {
        return value
      }
    }
  }

  /// What stands in brackets behind a list: counted from 0, or as `ORDINAL` says from 1. The bracket is closed.
  private mutating func index() throws(ExpressionFailure) -> Int64 {
    var first: Int64 = 0
    let isNamed = isWord("OFFSET") || isWord("SAFE_OFFSET") || isWord("ORDINAL") || isWord("SAFE_ORDINAL")
    if isNamed {
      if isWord("ORDINAL") || isWord("SAFE_ORDINAL") { first = 1 }
      advance()
      try expect("(")
    }
    guard case .number(let digits) = token.kind, let number = Int64(digits), number >= first, number < 10_000 else {
      throw failure(expected: "the number of a part, from \(first)")
    }
    advance()
    if isNamed { try expect(")") }
    try expect("]")
    return number - first + 1
  }

  /// Whether `"x"` is text for sure.
  private var quotesAreText: Bool { isJava || isExcelFormula }

  /// A type as `CAST` and `::` name it.
  mutating func typeName() throws(ExpressionFailure) -> DataType {
    let start = token
    guard case .word = start.kind else { throw failure(expected: "a type") }
    var end = advance().end
    while case .word(let word) = token.kind, ["VARYING", "PRECISION", "LARGE", "OBJECT", "UNSIGNED", "SIGNED"].contains(word.uppercased()) {
      end = advance().end
    }
    if token.kind == .symbol("(") {
      advance()
      while token.kind != .symbol(")") {
        switch token.kind {
        case .number, .word, .symbol(","): advance()
        default: throw failure(expected: "the type's length")
        }
      }
      end = advance().end
    }
    if isWord("WITH") || isWord("WITHOUT") {
      advance()
      _ = takesWord("LOCAL")
      try expectWord("TIME")
      end = token.end
      try expectWord("ZONE")
    }
    let name = String(decoding: text[start.offset..<end], as: UTF8.self)
    guard let type = DataType(reading: name), type != .unknown else {
      throw ExpressionFailure(
        at: start.offset, found: "the type \(name)", expected: "a type such as VARCHAR(40), INTEGER, DECIMAL(10,2), DATE or TIMESTAMP")
    }
    return type
  }

  /// `INTERVAL '1' DAY`, `INTERVAL '1 day'`, `INTERVAL 1 DAY`. `nil`, and nothing read, where INTERVAL is a column.
  mutating func interval() throws(ExpressionFailure) -> (count: Expression, unit: DateUnit)? {
    switch peek().kind {
    case .text(let text):
      advance()
      let words = text.split(separator: " ")
      guard let first = words.first, let number = Int64(first), words.count <= 2 else { throw failure(expected: "a number, as in INTERVAL '1' DAY") }
      advance()
      let name: String
      if words.count == 2 {
        name = String(words[1])
      } else if case .word(let word) = token.kind {
        name = word
        advance()
      } else {
        throw failure(expected: "a unit such as DAY")
      }
      return (.literal(.integer(number)), try unit(name))
    case .number, .symbol("-"), .symbol("("), .word, .name:
      advance()
      let count = try parse(Level.product)
      guard case .word(let word) = token.kind else { throw failure(expected: "a unit such as DAY") }
      advance()
      return (count, try unit(word))
    default: return nil
    }
  }

  private func unit(_ name: String) throws(ExpressionFailure) -> DateUnit {
    guard let unit = DateUnit(reading: name), unit.isSpan else {
      throw failure(expected: "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND instead of \(name)")
    }
    return unit
  }
}
