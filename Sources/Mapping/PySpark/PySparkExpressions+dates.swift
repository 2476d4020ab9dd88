extension PySparkExpressions {
  mutating func dateCall(_ function: ScalarFunction, _ arguments: [Expression]) throws(NotInSpark) -> PythonExpression {
    switch function {
    case .toDate:
      let text = try Self.argument(0, of: function, arguments)
      return try parsed(text, try Self.pattern(arguments, standard: .isoDate, function)).method("cast", .text("date"))
    case .toTimestamp:
      return try parsed(try Self.argument(0, of: function, arguments), try Self.pattern(arguments, standard: .isoTimestamp, function))
    case .toChar:
      let pattern = try Self.pattern(arguments, standard: nil, function)
      return Self.formatted(try column(try Self.argument(0, of: function, arguments)), pattern)
    case .extract: return try extract(try Self.unit(0, arguments, function), try column(try Self.argument(1, of: function, arguments)))
    case .dateTrunc: return try truncated(try Self.argument(1, of: function, arguments), to: try Self.unit(0, arguments, function))
    case .dateAdd:
      return try added(
        try Self.argument(0, of: function, arguments), try Self.argument(1, of: function, arguments), try Self.unit(2, arguments, function))
    case .dateDiff:
      return try difference(
        try Self.unit(0, arguments, function), try column(try Self.argument(1, of: function, arguments)),
        try column(try Self.argument(2, of: function, arguments)))
    case .currentDate: return .spark("current_date")
    case .currentTimestamp: return .spark("current_timestamp")
    case .lastDay: return .call("F.last_day", try columns(arguments))
    default: throw NotInSpark(what: "Spark has no \(function.rawValue)")
    }
  }

  private static func unit(_ index: Int, _ arguments: [Expression], _ function: ScalarFunction) throws(NotInSpark) -> DateUnit {
    guard let unit = DateUnit(try argument(index, of: function, arguments)) else {
      throw NotInSpark(what: "\(function.rawValue) wants its unit written in the rule")
    }
    return unit
  }

  private static func pattern(_ arguments: [Expression], standard: DatePattern?, _ function: ScalarFunction) throws(NotInSpark) -> DatePattern {
    if arguments.count < 2, let standard { return standard }
    guard let pattern = DatePattern(try argument(1, of: function, arguments)) else {
      throw NotInSpark(what: "\(function.rawValue) wants its pattern written in the rule")
    }
    return pattern
  }

  // MARK: Text to dates and back

  /// A timestamp, NULL where the text does not fit.
  private mutating func parsed(_ text: Expression, _ pattern: DatePattern) throws(NotInSpark) -> PythonExpression {
    switch type(text) {
    case .date, .timestamp: return try column(text).method("cast", .text("timestamp"))
    default: break
    }
    var spelled = ""
    for element in pattern.elements {
      switch element {
      case .quarter, .weekdayName: throw NotInSpark(what: "Spark reads no quarters and no weekdays, as \(pattern) asks for")
      default: spelled += Self.letters(element)
      }
    }
    let time = PythonExpression.spark("try_to_timestamp", try column(text), .lit(.text(spelled)))
    guard pattern.elements.contains(.yearOfCentury) else { return time }
    // Two digits are of 2000 to 2099 in Spark.
    let century = PythonExpression.spark("make_ym_interval", .lit(.number(100)))
    return .spark("when", .infix(">=", [.spark("year", time), .number(2070)]), .infix("-", [time, century])).method("otherwise", time)
  }

  private static func formatted(_ date: PythonExpression, _ pattern: DatePattern) -> PythonExpression {
    var pieces: [PythonExpression] = []
    var run = ""
    func finish() {
      if !run.isEmpty { pieces.append(.spark("date_format", date, .text(run))) }
      run = ""
    }
    for element in pattern.elements {
      switch element {
      case .monthName(_, let letters), .weekdayName(_, let letters):
        if letters == .capital {
          run += Self.letters(element)
        } else {
          finish()
          pieces.append(.spark(letters == .upper ? "upper" : "lower", .spark("date_format", date, .text(Self.letters(element)))))
        }
      default: run += Self.letters(element)
      }
    }
    finish()
    return pieces.count == 1 ? pieces[0] : .call("F.concat", pieces)
  }

  /// An element in the letters of Spark's patterns.
  private static func letters(_ element: DatePattern.Element) -> String { SparkRules.dateCodes[element.capitalized] ?? "" }

  // MARK: Parts, sums and differences

  private func extract(_ unit: DateUnit, _ date: PythonExpression) throws(NotInSpark) -> PythonExpression {
    switch unit {
    case .year: .spark("year", date)
    case .quarter: .spark("quarter", date)
    case .month: .spark("month", date)
    case .week: .spark("weekofyear", date)
    case .day: .spark("dayofmonth", date)
    case .hour: .spark("hour", date)
    case .minute: .spark("minute", date)
    case .second: .spark("second", date)
    case .dayOfWeek: .spark("dayofweek", date)
    case .isoDayOfWeek: .infix("+", [.spark("weekday", date), .number(1)])
    case .dayOfYear: .spark("dayofyear", date)
    }
  }

  private mutating func truncated(_ operand: Expression, to unit: DateUnit) throws(NotInSpark) -> PythonExpression {
    let date = try column(operand)
    guard unit.isSpan else { throw NotInSpark(what: "DATE_TRUNC has no unit \(unit.rawValue)") }
    guard type(operand) == .date else { return .spark("date_trunc", .text(unit.rawValue.lowercased()), date) }
    return unit == .day || unit.isOfTime ? date : .spark("trunc", date, .text(unit.rawValue.lowercased()))
  }

  private mutating func added(_ operand: Expression, _ count: Expression, _ unit: DateUnit) throws(NotInSpark) -> PythonExpression {
    let date = try column(operand)
    let number = try int(count)
    let isDate = type(operand) == .date
    func times(_ factor: Int) -> PythonExpression {
      if let constant = Self.constant(count) { return .lit(.number(constant * factor)) }
      return factor == 1 ? number : .infix("*", [number, .number(factor)])
    }
    let zero = PythonExpression.lit(.number(0))
    switch unit {
    case .year, .quarter, .month:
      let months = times(unit == .year ? 12 : unit == .quarter ? 3 : 1)
      return isDate ? .spark("add_months", date, months) : .infix("+", [date, .spark("make_ym_interval", zero, months)])
    case .week, .day:
      let days = times(unit == .week ? 7 : 1)
      return isDate ? .spark("date_add", date, days) : .infix("+", [date, .spark("make_dt_interval", days)])
    case .hour, .minute, .second:
      let time = isDate ? date.method("cast", .text("timestamp")) : date
      let parts = [zero] + [DateUnit.hour, .minute, .second].prefix { $0 != unit }.map { _ in zero } + [times(1)]
      return .infix("+", [time, .call("F.make_dt_interval", parts)])
    case .dayOfWeek, .isoDayOfWeek, .dayOfYear: throw NotInSpark(what: "DATE_ADD has no unit \(unit.rawValue)")
    }
  }

  /// Boundaries between the two.
  private func difference(_ unit: DateUnit, _ start: PythonExpression, _ end: PythonExpression) throws(NotInSpark) -> PythonExpression {
    func years(_ factor: Int, _ part: String) -> PythonExpression {
      .infix(
        "+",
        [
          .infix("*", [.infix("-", [.spark("year", end), .spark("year", start)]), .number(factor)]),
          .infix("-", [.spark(part, end), .spark(part, start)]),
        ])
    }
    func begun(_ date: PythonExpression) -> PythonExpression {
      .spark("unix_timestamp", .spark("date_trunc", .text(unit.rawValue.lowercased()), date))
    }
    func counted(_ seconds: Int) -> PythonExpression {
      let difference = PythonExpression.infix("-", [begun(end), begun(start)])
      return seconds == 1 ? difference : .method(.infix("/", [difference, .number(seconds)]), "cast", [.text("bigint")])
    }
    switch unit {
    case .year: return .infix("-", [.spark("year", end), .spark("year", start)])
    case .quarter: return years(4, "quarter")
    case .month: return years(12, "month")
    case .week:
      let days = PythonExpression.spark("datediff", .spark("trunc", end, .text("week")), .spark("trunc", start, .text("week")))
      return .method(.infix("/", [days, .number(7)]), "cast", [.text("int")])
    case .day: return .spark("datediff", end, start)
    case .hour: return counted(3600)
    case .minute: return counted(60)
    case .second: return counted(1)
    case .dayOfWeek, .isoDayOfWeek, .dayOfYear: throw NotInSpark(what: "DATE_DIFF has no unit \(unit.rawValue)")
    }
  }
}
