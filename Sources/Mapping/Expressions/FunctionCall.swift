/// A call as it is written, before it is one of the catalogue's: which spelling means what. Its parts stand in files by the kind of function.
struct FunctionCall {
  /// In capitals.
  var name: String
  let namespace: String?
  let offset: Int
  let isExcel: Bool
  var arguments: [Expression] = []
  var isDistinct = false
  /// `COUNT(*)`.
  var isOfRows = false
  var order: [Expression.SortKey] = []

  init(name: String, namespace: String?, offset: Int, isExcel: Bool) {
    self.name = name.uppercased()
    self.namespace = namespace
    self.offset = offset
    self.isExcel = isExcel
  }

  /// What it means. - Throws: where no function is spelled so, or its arguments are not those that it takes.
  func expression() throws(ExpressionFailure) -> Expression {
    if let aggregate = try aggregate() { return aggregate }
    guard !isDistinct, !isOfRows, order.isEmpty else {
      throw failure("DISTINCT, * or ORDER BY in \(name)", "them in an aggregate alone: COUNT, SUM, AVG, MIN, MAX, STRING_AGG")
    }
    if WindowFunction(rawValue: name) != nil { throw failure("\(name) without OVER", "\(name)(…) OVER (PARTITION BY … ORDER BY …)") }
    if let found = try text() { return found }
    if let found = try number() { return found }
    if let found = try condition() { return found }
    if let found = try date() { return found }
    guard let function = ScalarFunction(rawValue: name) else {
      let known = ScalarFunction.allCases.map(\.rawValue) + AggregateFunction.allCases.map(\.rawValue) + WindowFunction.allCases.map(\.rawValue)
      throw failure("the function \(name), which is not known", "a function of the catalogue" + NearMatches.sentence(NearMatches.of(name, in: known)))
    }
    return try call(function)
  }

  func failure(_ found: String, _ expected: String) -> ExpressionFailure {
    ExpressionFailure(at: offset, found: found, expected: expected)
  }

  /// The call with the arguments as they stand.
  func call(_ function: ScalarFunction) throws(ExpressionFailure) -> Expression {
    try call(function, arguments)
  }

  func call(_ function: ScalarFunction, _ arguments: [Expression]) throws(ExpressionFailure) -> Expression {
    guard function.arity.contains(arguments.count) else {
      throw failure("\(name) with \(Self.count(arguments.count))", function.usage)
    }
    return .call(function, arguments)
  }

  /// Fails unless there are so many arguments. - Parameter usage: the call as it should be.
  func take(_ counts: ClosedRange<Int>, _ usage: String) throws(ExpressionFailure) {
    guard counts.contains(arguments.count) else { throw failure("\(name) with \(Self.count(arguments.count))", usage) }
  }

  private static func count(_ count: Int) -> String { count == 1 ? "1 argument" : "\(count) arguments" }

  // MARK: Arguments

  /// Text that stands in an argument; a bare word too where words are expected, as in `DATEADD(day, …)`.
  func word(_ index: Int) -> String? {
    switch arguments[index] {
    case .literal(.text(let text)), .quoted(let text), .column(nil, let text): text
    default: nil
    }
  }

  func literalText(_ index: Int) -> String? {
    switch arguments[index] {
    case .literal(.text(let text)), .quoted(let text): text
    default: nil
    }
  }

  func literalInteger(_ index: Int) -> Int64? {
    guard case .literal(.integer(let value)) = arguments[index] else { return nil }
    return value
  }

  func unit(_ index: Int) throws(ExpressionFailure) -> DateUnit {
    // Java tells minutes from months by case.
    if namespace == "TALENDDATE", word(index) == "mm" { return .minute }
    guard let word = word(index), let unit = DateUnit(reading: word) else {
      throw failure("\(arguments[index]) as a unit in \(name)", "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND")
    }
    return unit
  }

  func pattern(_ index: Int) throws(ExpressionFailure) -> Expression {
    guard let text = literalText(index) else {
      throw failure("\(arguments[index]) as a pattern in \(name)", "a pattern in quotes, such as 'YYYY-MM-DD'")
    }
    guard let pattern = DatePattern(reading: text), DatePattern(reading: pattern.description) == pattern else {
      throw failure(
        "the pattern '\(text)'", "one of YYYY YY MM MON MONTH DD DY DAY HH24 HH12 MI SS MS AM Q, with leading zeros, such as 'YYYY-MM-DD HH24:MI:SS'")
    }
    return .literal(.text(pattern.description))
  }

  static func text(_ text: String) -> Expression { .literal(.text(text)) }
  static func integer(_ value: Int64) -> Expression { .literal(.integer(value)) }

  static func sum(_ left: Expression, _ right: Int64) -> Expression {
    if right == 0 { return left }
    if case .literal(.integer(let value)) = left, !value.addingReportingOverflow(right).overflow { return .literal(.integer(value + right)) }
    return right < 0 ? .binary(.subtract, left, integer(-right)) : .binary(.add, left, integer(right))
  }
}
