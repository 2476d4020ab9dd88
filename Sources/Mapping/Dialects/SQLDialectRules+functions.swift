extension SQLDialectRules {
  /// A function of the catalogue.
  func call(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL {
    let x = arguments.map(\.sql)
    guard Self.arity(of: function).contains(x.count) else {
      throw UnsupportedSQL("\(function.rawValue) does not take \(x.count) arguments")
    }
    if let special = try special(function, arguments) { return special }
    switch function {
    case .concat: return concatenated(arguments)
    case .upper, .lower, .reverse, .length, .abs, .replace, .coalesce, .nullif, .md5:
      return x.count == 1 && function == .coalesce ? x[0] : SQL.call(function.rawValue, x)
    case .title: return SQL.call("INITCAP", x)
    case .trim, .leftTrim, .rightTrim: return SQL.call(function.rawValue, x)
    case .substring: return substring(arguments)
    case .left: return left(arguments[0], arguments[1])
    case .right: return right(arguments[0], arguments[1])
    case .splitPart: return SQL.call("SPLIT_PART", x)
    case .leftPad, .rightPad: return SQL.call(function.rawValue, x.count == 2 ? x + [text(" ")] : x)
    case .position: return SQL.call("STRPOS", x[1], x[0])
    case .regexpReplace: return SQL.call("REGEXP_REPLACE", x + [text("g")])
    case .round: return rounded(arguments[0], places: arguments.count > 1 ? arguments[1] : nil)
    case .ceil, .floor: return arguments[0].isInteger ? x[0] : SQL.call(function.rawValue, x)
    case .mod: return remainder(arguments[0], arguments[1])
    case .power: return SQL.call("POWER", arguments.map(asDouble))
    case .sqrt: return SQL.call("SQRT", SQL.when(SQL.comparison(x[0], ">=", "0"), then: asDouble(arguments[0])))
    case .sign: return SQL.cast(SQL.call("SIGN", x), typeName(.integer(bits: 32)))
    case .greatest, .least: return x.count == 1 ? x[0] : SQL.call(function.rawValue, arguments.map(comparable))
    case .sha256: return SQL.call("SHA256", x)
    case .toDate, .toTimestamp, .toChar, .extract, .dateTrunc, .dateAdd, .dateDiff, .currentDate, .currentTimestamp, .lastDay:
      return try dateCall(function, arguments)
    }
  }

  private func dateCall(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL {
    switch function {
    case .toDate:
      if arguments[0].type == .date { return arguments[0].sql }
      if arguments[0].type.isTimestamp { return try cast(arguments[0], to: .date) }
      return try parsed(arguments[0], try pattern(arguments, otherwise: .isoDate), isTimestamp: false)
    case .toTimestamp:
      if arguments[0].type.isTimestamp { return arguments[0].sql }
      if arguments[0].type == .date { return try cast(arguments[0], to: .timestamp(withTimeZone: false)) }
      return try parsed(arguments[0], try pattern(arguments, otherwise: .isoTimestamp), isTimestamp: true)
    case .toChar:
      guard arguments.count > 1 else { return try text(of: arguments[0]) }
      return try formatted(arguments[0], try pattern(arguments, otherwise: .isoDate))
    case .extract:
      let unit = try unit(arguments[0], spansOnly: false)
      if arguments[1].type == .date, unit.isOfTime { return SQL.when(arguments[1].sql.isNull(negated: true), then: "0") }
      return try extracted(unit, from: arguments[1])
    case .dateTrunc:
      let unit = try unit(arguments[0], spansOnly: true)
      if arguments[1].type == .date, unit == .day || unit.isOfTime { return arguments[1].sql }
      return try truncated(arguments[1], to: unit)
    case .dateAdd: return try added(arguments[1], try unit(arguments[2], spansOnly: true), to: arguments[0])
    case .dateDiff: return try difference(try unit(arguments[0], spansOnly: true), from: arguments[1], to: arguments[2])
    case .currentDate: return currentDate
    case .currentTimestamp: return currentTimestamp
    default: return lastDay(ofMonthOf: arguments[0])
    }
  }

  private func unit(_ operand: SQLOperand, spansOnly: Bool) throws(UnsupportedSQL) -> DateUnit {
    guard let unit = DateUnit(operand.expression), unit.isSpan || !spansOnly else {
      throw UnsupportedSQL("the unit of a date function has to be one of the catalogue's words")
    }
    return unit
  }

  private func pattern(_ arguments: [SQLOperand], otherwise: DatePattern) throws(UnsupportedSQL) -> DatePattern {
    guard arguments.count > 1 else { return otherwise }
    guard let pattern = DatePattern(arguments[1].expression) else {
      throw UnsupportedSQL("the pattern of a date has to be a text that is written there")
    }
    return pattern
  }

  private static func arity(of function: ScalarFunction) -> ClosedRange<Int> {
    switch function {
    case .concat, .greatest, .least, .coalesce: 1...1000
    case .upper, .lower, .title, .length, .reverse, .abs, .ceil, .floor, .sqrt, .sign, .lastDay, .md5, .sha256: 1...1
    case .trim, .leftTrim, .rightTrim, .round, .toDate, .toTimestamp, .toChar: 1...2
    case .substring, .leftPad, .rightPad: 2...3
    case .left, .right, .position, .mod, .power, .extract, .dateTrunc, .nullif: 2...2
    case .replace, .splitPart, .regexpReplace, .dateAdd, .dateDiff: 3...3
    case .currentDate, .currentTimestamp: 0...0
    }
  }

  // Text

  /// `SUBSTRING` with positions that exist: engines differ about a start below 1 and a negative length.
  func substring(_ arguments: [SQLOperand], name: String = "SUBSTRING") -> SQL {
    let text = arguments[0].sql
    let count = arguments.count > 2 ? arguments[2] : nil
    if let start = arguments[1].integerLiteral {
      guard start < 1 else { return substring(text, start: integer(start), count: count.map(notNegative), name: name) }
      guard let count else { return text }
      if let number = count.integerLiteral {
        return substring(text, start: "1", count: integer(max(0, number + start - 1)), name: name)
      }
      let rest = start == 1 ? count.sql : SQL("\(count.sql, .additive) - \(1 - start)").bound(.additive)
      return substring(text, start: "1", count: notNegative(rest), name: name)
    }
    let start = arguments[1].sql
    let isBefore = SQL.comparison(start, "<", "1")
    let early: SQL
    if let count {
      let rest = SQL("\(start, .additive) + \(count.sql, .multiplicative) - 1").bound(.additive)
      early = substring(text, start: "1", count: notNegative(rest), name: name)
    } else {
      early = text
    }
    return SQL.when(isBefore, then: early, otherwise: substring(text, start: start, count: count.map(notNegative), name: name))
  }

  private func substring(_ text: SQL, start: SQL, count: SQL?, name: String) -> SQL {
    SQL.call(name, [text, start] + (count.map { [$0] } ?? []))
  }

  func notNegative(_ operand: SQLOperand) -> SQL {
    operand.integerLiteral.map { integer(max(0, $0)) } ?? notNegative(operand.sql)
  }

  func notNegative(_ number: SQL) -> SQL { SQL.when(SQL.comparison(number, "<", "0"), then: "0", otherwise: number) }

  /// The first characters; all but the last ones where the count is negative.
  func left(_ text: SQLOperand, _ count: SQLOperand, name: String = "LEFT") -> SQL {
    let length = SQL.call("LENGTH", text.sql)
    if let number = count.integerLiteral {
      if number >= 0 { return SQL.call(name, text.sql, integer(number)) }
      return SQL.call(name, text.sql, notNegative(SQL("\(length) - \(-number)").bound(.additive)))
    }
    let rest = SQL("\(length) + \(count.sql, .multiplicative)").bound(.additive)
    let isNegative = SQL.comparison(count.sql, "<", "0")
    return SQL.call(name, text.sql, SQL.when(isNegative, then: notNegative(rest), otherwise: count.sql))
  }

  func right(_ text: SQLOperand, _ count: SQLOperand) -> SQL { left(text, count, name: "RIGHT") }

  func regularExpression(_ pattern: SQLOperand) -> SQL {
    pattern.textLiteral.map { text(RegularExpressionText.withLettersOfAllLanguages($0)) } ?? pattern.sql
  }

  // Numbers

  func rounded(_ number: SQLOperand, places: SQLOperand?) -> SQL {
    if number.isInteger, (places?.integerLiteral ?? 0) >= 0 { return number.sql }
    return SQL.call("ROUND", [number.sql] + (places.map { [$0.sql] } ?? []))
  }

  /// For engines whose own function is NULL when one argument is: each argument stands in for the others.
  func withoutNulls(_ arguments: [SQLOperand]) -> [SQL] {
    arguments.indices.map { index in
      if arguments[index].isLiteral { return comparable(arguments[index]) }
      let others = arguments.indices.filter { $0 != index }.map { comparable(arguments[$0]) }
      return SQL.call("COALESCE", [comparable(arguments[index])] + others)
    }
  }

  /// Lifts what lies a hair below a half on account of being binary, so that it rounds away from zero as its decimal digits say.
  func lifted(_ number: SQL) -> SQL { SQL("\(number, .multiplicative) * 1.000000000000001").bound(.multiplicative) }
}
