extension PySparkExpressions {
  mutating func aggregate(_ aggregate: Expression.Aggregate) throws(NotInSpark) -> PythonExpression {
    try self.aggregate(aggregate, over: nil)
  }

  mutating func window(_ call: Expression.WindowCall) throws(NotInSpark) -> PythonExpression {
    let window = try specification(call)
    switch call.function {
    case .aggregate(let function):
      return try aggregate(Expression.Aggregate(function, call.arguments), over: window)
    case .window(let function):
      let value = try windowFunction(function, call.arguments)
      switch function {
      case .firstValue, .lastValue:
        return value.method(
          "over", window.method("rowsBetween", .atom("Window.unboundedPreceding"), .atom("Window.unboundedFollowing")))
      case .rowNumber, .rank, .denseRank, .lag, .lead: return value.method("over", window)
      }
    }
  }

  /// NULLs are last in both directions.
  private mutating func specification(_ call: Expression.WindowCall) throws(NotInSpark) -> PythonExpression {
    var window = PythonExpression.atom("Window")
    if !call.partition.isEmpty || call.order.isEmpty { window = .method(window, "partitionBy", try columns(call.partition)) }
    guard !call.order.isEmpty else { return window }
    var keys: [PythonExpression] = []
    for key in call.order { keys.append(try column(key.expression).method(key.isDescending ? "desc_nulls_last" : "asc_nulls_last")) }
    return .method(window, "orderBy", keys)
  }

  private mutating func windowFunction(_ function: WindowFunction, _ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    switch function {
    case .rowNumber: return .spark("row_number")
    case .rank: return .spark("rank")
    case .denseRank: return .spark("dense_rank")
    case .firstValue: return .call("F.first", try columns(arguments))
    case .lastValue: return .call("F.last", try columns(arguments))
    case .lag, .lead:
      let name = function == .lag ? "lag" : "lead"
      guard let first = arguments.first else { throw NotInSpark(what: "\(function.rawValue) lacks its argument") }
      let value = try column(first)
      guard arguments.count > 1 else { return .call("F.\(name)", [value]) }
      guard let count = Self.constant(arguments[1]) else {
        throw NotInSpark(what: "\(function.rawValue) in Spark takes a number of rows that is written in the rule")
      }
      guard arguments.count > 2, arguments[2] != .literal(.null) else { return .call("F.\(name)", [value, .number(count)]) }
      return .spark("call_function", .text(name), value, .lit(.number(count)), try column(arguments[2]))
    }
  }

  private mutating func aggregate(_ aggregate: Expression.Aggregate, over window: PythonExpression?) throws(NotInSpark) -> PythonExpression {
    func over(_ value: PythonExpression) -> PythonExpression { window.map { value.method("over", $0) } ?? value }
    guard let argument = aggregate.arguments.first else { return over(.spark("count", .lit(.number(1)))) }
    switch aggregate.function {
    case .count: return over(.spark(aggregate.isDistinct ? "count_distinct" : "count", try column(argument)))
    case .sum: return over(.spark(aggregate.isDistinct ? "sum_distinct" : "sum", try column(argument)))
    case .minimum: return over(.spark("min", try column(argument)))
    case .maximum: return over(.spark("max", try column(argument)))
    case .average:
      let number = try double(argument)
      guard aggregate.isDistinct else { return over(.spark("avg", number)) }
      return .spark("try_divide", over(.spark("sum_distinct", number)), over(.spark("count_distinct", number)))
    case .stringAggregate: return try joined(aggregate, argument, window)
    }
  }

  private mutating func joined(
    _ aggregate: Expression.Aggregate, _ text: Expression, _ window: PythonExpression?
  ) throws(NotInSpark) -> PythonExpression {
    let separator = aggregate.arguments.count > 1 ? aggregate.arguments[1] : .literal(.text(","))
    guard case .literal(.text(let between)) = separator else {
      throw NotInSpark(what: "STRING_AGG in Spark takes a separator that is written in the rule")
    }
    var arguments: [PythonExpression] = [try column(text), .text(between)]
    if !aggregate.isDistinct {
      for key in aggregate.order {
        arguments.append(.atom("(\(try column(key.expression).flat), \(key.isDescending ? "True" : "False"))"))
      }
    }
    if aggregate.isDistinct { arguments.append(.atom("distinct=\"\(aggregate.order.first?.isDescending == true ? "down" : "up")\"")) }
    if let window { arguments.append(.atom("window=\(window.flat)")) }
    helpers.insert(.joinTexts)
    return .call(PySparkHelper.joinTexts.rawValue, arguments)
  }
}
