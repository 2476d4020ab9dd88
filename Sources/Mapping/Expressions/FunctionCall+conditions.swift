/// Spellings of conditions.
extension FunctionCall {
  func condition() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "IF", "IIF", "IFF":
      try take(2...3, "\(name)(condition, then, else)")
      return .searchedCase([.init(when: arguments[0], then: arguments[1])], otherwise: arguments.count == 3 ? arguments[2] : nil)
    case "NVL", "IFNULL", "IFERROR", "IFNA":
      try take(2...2, "\(name)(value, other)")
      return .call(.coalesce, arguments)
    case "ISNULL":
      try take(1...2, "ISNULL(value, other), or value IS NULL")
      return arguments.count == 2 ? .call(.coalesce, arguments) : .isNull(arguments[0], negated: false)
    case "ISBLANK", "ISNOTNULL", "ISNOTBLANK":
      try take(1...1, "\(name)(value)")
      return .isNull(arguments[0], negated: name != "ISBLANK")
    case "NVL2":
      try take(3...3, "NVL2(value, then, else)")
      return .searchedCase([.init(when: .isNull(arguments[0], negated: true), then: arguments[1])], otherwise: arguments[2])
    case "ZEROIFNULL":
      try take(1...1, "ZEROIFNULL(number)")
      return .call(.coalesce, [arguments[0], Self.integer(0)])
    case "NULLIFZERO":
      try take(1...1, "NULLIFZERO(number)")
      return .call(.nullif, [arguments[0], Self.integer(0)])
    case "DECODE": return try decoded()
    case "SWITCH": return try switched()
    case "IFS":
      try take(2...200, "IFS(condition, value, …)")
      guard arguments.count.isMultiple(of: 2) else { throw failure("a condition without a value in IFS", "IFS(condition, value, …)") }
      return .searchedCase(pairs(from: 0).map { .init(when: $0.0, then: $0.1) }, otherwise: nil)
    case "AND", "OR":
      try take(1...64, "\(name)(condition, …)")
      return arguments.dropFirst().reduce(arguments[0]) { .binary(name == "AND" ? .and : .or, $0, $1) }
    case "TRUE", "FALSE":
      try take(0...0, name)
      return .literal(.boolean(name == "TRUE"))
    case "EQUAL_NULL":
      try take(2...2, "EQUAL_NULL(value, value)")
      return .not(ExpressionParser.isDistinct(arguments[0], arguments[1]))
    case "LIT" where arguments.count == 1: return arguments[0]
    case "COL" where arguments.count == 1:
      guard let text = literalText(0) else { return nil }
      let parts = text.split(separator: ".").map(String.init)
      guard let last = parts.last else { return nil }
      return .column(alias: parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil, name: last)
    default: return nil
    }
  }

  private func pairs(from start: Int) -> [(Expression, Expression)] {
    stride(from: start, to: arguments.count - 1, by: 2).map { (arguments[$0], arguments[$0 + 1]) }
  }

  /// Oracle's `DECODE`, in which NULL equals NULL.
  private func decoded() throws(ExpressionFailure) -> Expression {
    try take(3...255, "DECODE(value, search, result, …, default)")
    let subject = arguments[0]
    let branches = pairs(from: 1).map { search, result in
      switch search {
      case .literal(.null): Expression.CaseBranch(when: .isNull(subject, negated: false), then: result)
      case .literal, .quoted: Expression.CaseBranch(when: .binary(.equal, subject, search), then: result)
      default: Expression.CaseBranch(when: .not(ExpressionParser.isDistinct(subject, search)), then: result)
      }
    }
    return .searchedCase(branches, otherwise: arguments.count.isMultiple(of: 2) ? arguments[arguments.count - 1] : nil)
  }

  private func switched() throws(ExpressionFailure) -> Expression {
    try take(3...255, "SWITCH(value, search, result, …, default)")
    let isOfConditions = arguments[0] == .literal(.boolean(true))
    let branches = pairs(from: 1).map { search, result in
      Expression.CaseBranch(when: isOfConditions ? search : .binary(.equal, arguments[0], search), then: result)
    }
    return .searchedCase(branches, otherwise: arguments.count.isMultiple(of: 2) ? arguments[arguments.count - 1] : nil)
  }

  // MARK: Methods

  /// What `value.name(arguments)` means.
  func method(on value: Expression) throws(ExpressionFailure) -> Expression {
    let first = arguments.first
    switch (name, arguments.count) {
    case ("TOUPPERCASE", 0), ("UPPER", 0), ("TOUPPER", 0): return .call(.upper, [value])
    case ("TOLOWERCASE", 0), ("LOWER", 0), ("TOLOWER", 0): return .call(.lower, [value])
    case ("TRIM", 0), ("STRIP", 0): return .call(.trim, [value])
    case ("LENGTH", 0): return .call(.length, [value])
    case ("TOSTRING", 0): return .cast(value, .text(length: nil))
    case ("ISEMPTY", 0): return .binary(.equal, value, Self.text(""))
    case ("ISBLANK", 0): return .binary(.equal, .call(.trim, [value]), Self.text(""))
    case ("ISNULL", 0), ("ISNOTNULL", 0): return .isNull(value, negated: name == "ISNOTNULL")
    case ("EQUALS", 1), ("EQUALSIGNORECASE", 1):
      let other = first ?? value
      return name == "EQUALS" ? .binary(.equal, value, other) : .binary(.equal, .call(.upper, [value]), .call(.upper, [other]))
    case ("CONCAT", 1): return .binary(.concatenate, value, first ?? value)
    case ("CONTAINS", 1), ("STARTSWITH", 1), ("ENDSWITH", 1): return Self.holds(name, value, first ?? value)
    case ("INDEXOF", 1): return .binary(.subtract, .call(.position, [first ?? value, value]), Self.integer(1))
    case ("REPLACE", 2): return .call(.replace, [value] + arguments)
    case ("REPLACEALL", 2): return try Self.replacing(self, on: value)
    case ("SPLIT", 1), ("SPLIT", 2):
      return .call(.splitPart, [value, try separator(0)])
    case ("GETITEM", 1):
      guard case .call(.splitPart, let list) = value, list.count == 2, let number = literalInteger(0), (0..<10_000).contains(number) else { break }
      return .call(.splitPart, list + [Self.integer(number + 1)])
    case ("CHARAT", 1), ("SUBSTRING", 1), ("SUBSTRING", 2): return try javaSubstring(of: value)
    case ("ISIN", 1...): return .isIn(value, arguments, negated: false)
    case ("BETWEEN", 2): return .between(value, low: arguments[0], high: arguments[1], negated: false)
    case ("LIKE", 1): return .like(value, pattern: first ?? value, negated: false)
    default: break
    }
    throw failure(
      "the method \(name.lowercased()) with \(arguments.count) arguments",
      "a method such as toUpperCase(), trim(), substring(a, b), replace(a, b), split(s)[0], or a function")
  }

  private static func replacing(_ call: FunctionCall, on value: Expression) throws(ExpressionFailure) -> Expression {
    var function = FunctionCall(name: "REGEXP_REPLACE", namespace: nil, offset: call.offset, isExcel: false)
    function.arguments = [value] + call.arguments
    return try function.regexpReplace()
  }

  /// Java counts from 0 and names the end.
  private func javaSubstring(of value: Expression) throws(ExpressionFailure) -> Expression {
    let first = arguments[0]
    if let start = literalInteger(0), start < 0 { throw failure("the start \(start)", "a start from 0") }
    let start = Self.sum(first, 1)
    if name == "CHARAT" { return .call(.substring, [value, start, Self.integer(1)]) }
    guard arguments.count == 2 else { return .call(.substring, [value, start]) }
    if let begin = literalInteger(0), let end = literalInteger(1), end >= begin {
      return .call(.substring, [value, start, Self.integer(end - begin)])
    }
    return .call(.substring, [value, start, first == Self.integer(0) ? arguments[1] : .binary(.subtract, arguments[1], first)])
  }
}
