/// Spellings of functions of numbers, and of aggregates.
extension FunctionCall {
  func number() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "CEILING": return try call(.ceil)
    case "INT" where arguments.count == 1: return .call(.floor, arguments)
    case "POW": return try call(.power)
    case "REMAINDER": return try call(.mod)
    case "TRUNC", "TRUNCATE", "ROUNDDOWN": return try truncated()
    case "SAFE_DIVIDE", "TRY_DIVIDE", "DIVIDE":
      try take(2...2, "a / b")
      return .binary(.divide, arguments[0], arguments[1])
    case "TO_NUMBER", "VALUE", "NUMBERVALUE", "TO_DOUBLE":
      try take(1...1, "CAST(x AS DECIMAL(p, s)); a pattern is not read")
      return .cast(arguments[0], .double)
    case "TO_DECIMAL", "TO_NUMERIC":
      try take(3...3, "CAST(x AS DECIMAL(p, s))")
      guard let precision = literalInteger(1), let scale = literalInteger(2), (1...38).contains(precision), (0...precision).contains(scale) else {
        throw failure("the places of \(name)", "CAST(x AS DECIMAL(p, s))")
      }
      return .cast(arguments[0], .decimal(precision: Int(precision), scale: Int(scale)))
    case "PARSEINT", "PARSELONG", "PARSEDOUBLE", "PARSEFLOAT", "VALUEOF":
      // Java's, of classes: Integer.parseInt(x), String.valueOf(x).
      guard let namespace, arguments.count == 1 else { return nil }
      let isWhole = ["INTEGER", "LONG"].contains(namespace)
      return .cast(arguments[0], namespace == "STRING" ? .text(length: nil) : isWhole ? .integer(bits: namespace == "LONG" ? 64 : 32) : .double)
    case "ISNUMERIC", "ISNUMBER":
      try take(1...1, "\(name)(text)")
      return .isNull(.cast(arguments[0], .double), negated: true)
    case "STRING", "BIGINT", "DOUBLE", "FLOAT", "BOOLEAN", "TO_VARCHAR", "TO_TEXT", "STR", "CSTR":
      guard arguments.count == 1 else { return name == "TO_VARCHAR" ? try shown() : nil }
      let type: DataType =
        name == "BIGINT" ? .integer(bits: 64) : name == "BOOLEAN" ? .boolean : name == "DOUBLE" || name == "FLOAT" ? .double : .text(length: nil)
      return .cast(arguments[0], type)
    default: return nil
    }
  }

  /// Towards zero. Of a date, which is what `TRUNC(x)` and `TRUNC(x, 'MM')` of Oracle may be, its day or month: the resolver knows which.
  private func truncated() throws(ExpressionFailure) -> Expression {
    try take(1...2, "TRUNC(number, places) or TRUNC(date, 'MM')")
    if arguments.count == 1 { return .call(.dateTrunc, [Self.text(DateUnit.day.rawValue), arguments[0]]) }
    if word(1) != nil { return .call(.dateTrunc, [Self.text(try unit(1).rawValue), arguments[0]]) }
    guard let places = literalInteger(1), (0...18).contains(places) else { throw failure("\(arguments[1]) places", "a number of places from 0") }
    return Self.towardsZero(arguments[0], places: Int(places))
  }

  static func towardsZero(_ number: Expression, places: Int) -> Expression {
    if places == 0 { return .binary(.multiply, .call(.sign, [number]), .call(.floor, [.call(.abs, [number])])) }
    var factor: Int64 = 1
    for _ in 0..<places { factor *= 10 }
    let scaled = Expression.call(.floor, [.binary(.multiply, .call(.abs, [number]), integer(factor))])
    return .binary(.divide, .binary(.multiply, .call(.sign, [number]), scaled), integer(factor))
  }

  // MARK: Aggregates

  func aggregate() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "COUNT":
      if isOfRows { return .aggregate(.init(.count, [])) }
      try take(1...1, "COUNT(*), COUNT(value) or COUNT(DISTINCT value)")
      return .aggregate(.init(.count, arguments, isDistinct: isDistinct))
    case "COUNT_IF",
      "COUNTIF" where !isExcel:
      try take(1...1, "COUNT_IF(condition)")
      return .aggregate(.init(.count, [.searchedCase([.init(when: arguments[0], then: Self.integer(1))], otherwise: nil)]))
    case "COUNTA": return try of(.count)
    case "SUM", "AVG", "AVERAGE", "MEAN":
      if let sum = try several() { return sum }
      return try of(name == "SUM" ? .sum : .average)
    case "MIN", "MAX":
      if arguments.count > 1, !isDistinct { return .call(name == "MIN" ? .least : .greatest, arguments) }
      return try of(name == "MIN" ? .minimum : .maximum)
    case "STRING_AGG", "LISTAGG", "GROUP_CONCAT":
      try take(1...2, "STRING_AGG(text, separator ORDER BY …)")
      let separator = Self.text(name == "LISTAGG" ? "" : ",")
      return .aggregate(
        .init(.stringAggregate, arguments.count == 1 ? arguments + [separator] : arguments, isDistinct: isDistinct, order: isDistinct ? [] : order))
    case "COLLECT_LIST", "COLLECT_SET", "ARRAY_AGG":
      try take(1...1, "\(name)(value)")
      let isSet = isDistinct || name == "COLLECT_SET"
      return .aggregate(.init(.stringAggregate, arguments, isDistinct: isSet, order: isSet ? [] : order))
    case "SORT_ARRAY", "ARRAY_SORT", "ARRAY_DISTINCT", "ARRAY_JOIN", "ARRAY_TO_STRING":
      guard case .aggregate(var list)? = arguments.first, list.function == .stringAggregate, list.arguments.count == 1 else { return nil }
      if name == "ARRAY_JOIN" || name == "ARRAY_TO_STRING" {
        try take(2...2, "\(name)(COLLECT_LIST(value), separator)")
        list.arguments.append(arguments[1])
      } else {
        try take(1...1, "\(name)(COLLECT_LIST(value))")
        list.order = []
        if name == "ARRAY_DISTINCT" { list.isDistinct = true }
      }
      return .aggregate(list)
    default: return nil
    }
  }

  private func of(_ function: AggregateFunction) throws(ExpressionFailure) -> Expression {
    try take(1...1, "\(function.rawValue)(value)")
    guard !isOfRows, order.isEmpty else { throw failure("* or ORDER BY in \(name)", "\(function.rawValue)(value)") }
    return .aggregate(.init(function, arguments, isDistinct: isDistinct))
  }

  /// `SUM(a, b)` of Excel adds values of one row; empty ones count nothing.
  private func several() throws(ExpressionFailure) -> Expression? {
    guard name == "SUM", arguments.count > 1, arguments.count <= 64, !isDistinct else { return nil }
    let parts = arguments.map { Expression.call(.coalesce, [$0, Self.integer(0)]) }
    return parts.dropFirst().reduce(parts[0]) { .binary(.add, $0, $1) }
  }

  /// Those of a window function, checked.
  func windowArguments(_ window: WindowFunction, isOrdered: Bool) throws(ExpressionFailure) -> [Expression] {
    guard !isDistinct, !isOfRows, order.isEmpty else { throw failure("DISTINCT, * or ORDER BY in \(name)", "\(name)(…) OVER (…)") }
    switch window {
    case .rowNumber, .rank, .denseRank: try take(0...0, "\(name)() OVER (ORDER BY …)")
    case .lag, .lead: try take(1...3, "\(name)(value, rows, default) OVER (ORDER BY …)")
    case .firstValue, .lastValue: try take(1...1, "\(name)(value) OVER (…)")
    }
    guard isOrdered || window == .firstValue || window == .lastValue else {
      throw failure("\(name) without ORDER BY", "\(name)(…) OVER (ORDER BY …): without an order every run gives other values")
    }
    if window == .lag || window == .lead, arguments.count > 1 {
      guard let rows = literalInteger(1), (0...1_000_000).contains(rows) else { throw failure("\(arguments[1]) rows in \(name)", "a whole number") }
    }
    return arguments
  }
}
