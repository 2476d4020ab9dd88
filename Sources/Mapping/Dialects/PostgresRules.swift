/// PostgreSQL 15. It has no cast that gives NULL, so texts are cut to what casts first.
struct PostgresRules: SQLDialectRules {
  let dialect = Dialect.postgres

  func text(_ text: String) -> SQL {
    let printable = SQLNames.printable(text)
    guard printable.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return SQL("'" + printable.replacingBytes("'", with: "''") + "'") }
    return SQL("E'" + SQLEscapes.controls(in: printable.replacingBytes("\\", with: "\\\\").replacingBytes("'", with: "''")) + "'")
  }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer(let bits): bits <= 16 ? "SMALLINT" : bits <= 32 ? "INTEGER" : "BIGINT"
    case .decimal(let precision?, let scale): "NUMERIC(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "NUMERIC"
    case .double: "DOUBLE PRECISION"
    case .boolean: "BOOLEAN"
    case .text, .unknown: "TEXT"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP"
    case .time: "TIME"
    case .binary: "BYTEA"
    case .json: "JSONB"
    }
  }

  func comparable(_ operand: SQLOperand) -> SQL {
    operand.isText ? SQL("\(operand.sql, .primary) COLLATE \"C\"").bound(.sign) : operand.sql
  }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    SQL.comparison(asText(value), isNegated ? "NOT LIKE" : "LIKE", likePattern(pattern))
  }

  private func asText(_ operand: SQLOperand) -> SQL {
    operand.isText || operand.isUnknown ? operand.sql : SQL.cast(operand.sql, "TEXT")
  }

  private func asNumeric(_ operand: SQLOperand) -> SQL {
    operand.isInteger || operand.isDecimal ? operand.sql : SQL.cast(operand.sql, "NUMERIC")
  }

  /// What the functions of text count with: 32 bits.
  private func asInteger(_ operand: SQLOperand) -> SQL {
    if let number = operand.integerLiteral { return integer(number) }
    if case .integer(let bits) = operand.type, bits <= 32 { return operand.sql }
    return SQL.cast(operand.sql, "INTEGER")
  }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    let isDouble = left.type == .double || right.type == .double
    let divisor = SQL.call("NULLIF", asNumeric(right), "0")
    let remainder = SQL.call("MOD", asNumeric(left), right.integerLiteral.map { $0 != 0 } == true ? right.sql : divisor)
    return isDouble ? SQL.cast(remainder, "DOUBLE PRECISION") : remainder
  }

  // Casts

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    let digits = SQL("SUBSTRING(\(text) FROM \(self.text(SQLTextForms.number)))")
    if type == .double { return SQL.cast(digits, "DOUBLE PRECISION") }
    let number = SQL.cast(digits, "NUMERIC")
    guard let isWithin = isWithin(number, type) else { return number }
    if case .integer = type { return SQL.when(isWithin, then: SQL.cast(number, typeName(type))) }
    return SQL.when(isWithin, then: SQL.cast(digits, typeName(type)))
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    // Only numerics round half away from zero; to decimals they are cast in any case.
    let isRounded = if case .integer = type { false } else { number.isUnknown }
    let numeric = isRounded ? number.sql : asNumeric(number)
    let cast = SQL.cast(numeric, typeName(type))
    return isWithin(numeric, type).map { SQL.when($0, then: cast) } ?? cast
  }

  func text(ofNumber number: SQLOperand) -> SQL { SQL.cast(number.sql, "TEXT") }

  func date(ofText text: SQL) -> SQL { parsedDate(SQL("SUBSTRING(\(text) FROM \(self.text(SQLTextForms.moment)))"), "YYYY-MM-DD", "DATE") }

  func timestamp(ofText text: SQL) -> SQL {
    let day = SQL("SUBSTRING(\(text) FROM \(self.text(SQLTextForms.moment)))")
    let exists = SQL.call("JSONB_PATH_EXISTS", SQL.call("TO_JSONB", day), path("YYYY-MM-DD"), "'{}'", "TRUE")
    return SQL.when(exists, then: SQL.cast(text, "TIMESTAMP"))
  }

  /// The one reader of dates in PostgreSQL that gives NULL for a day that does not exist: that of SQL/JSON paths.
  private func parsedDate(_ text: SQL, _ pattern: String, _ type: String) -> SQL {
    let found = SQL.call("JSONB_PATH_QUERY_FIRST", SQL.call("TO_JSONB", text), path(pattern), "'{}'", "TRUE")
    return SQL.cast(SQL("\(found) #>> '{}'"), type)
  }

  private func path(_ pattern: String) -> SQL {
    text("$.datetime(\"\(pattern.replacingBytes("\\", with: "\\\\").replacingBytes("\"", with: "\\\""))\")")
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if operand.isText || operand.isUnknown, operand.expression != .literal(.null) {
      switch type {
      case .json, .binary, .time, .timestamp(withTimeZone: true): throw UnsupportedSQL("a text that is no \(type.name) would stop the query")
      default: break
      }
    }
    return SQL.cast(operand.sql, typeName(type))
  }

  // Functions

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .trim where x.count == 2: return SQL.call("BTRIM", x)
    case .left, .right: return SQL.call(function.rawValue, x[0], asInteger(arguments[1]))
    case .splitPart: return SQL.call("SPLIT_PART", x[0], x[1], asInteger(arguments[2]))
    case .leftPad, .rightPad: return SQL.call(function.rawValue, [x[0], asInteger(arguments[1])] + x.dropFirst(2))
    case .substring:
      // A start below 1 means what the catalogue says; a negative length is an error.
      let start = asInteger(arguments[1])
      guard x.count > 2 else { return SQL.call("SUBSTRING", x[0], start) }
      let count = arguments[2].integerLiteral.map { integer(max(0, $0)) } ?? notNegative(asInteger(arguments[2]))
      return SQL.call("SUBSTRING", x[0], start, count)
    case .ceil, .floor: return arguments[0].isUnknown ? SQL.call(function.rawValue, SQL.cast(x[0], "NUMERIC")) : nil
    case .sha256: return SQL.call("ENCODE", SQL.call("SHA256", SQL.call("CONVERT_TO", x[0], "'UTF8'")), "'hex'")
    default: return nil
    }
  }

  func rounded(_ number: SQLOperand, places: SQLOperand?) -> SQL {
    if number.isInteger, (places?.integerLiteral ?? 0) >= 0 { return number.sql }
    // Only numerics round half away from zero.
    let numeric = number.isDecimal ? number.sql : SQL.cast(number.sql, "NUMERIC")
    let rounded = SQL.call("ROUND", [numeric] + (places.map { [asInteger($0)] } ?? []))
    return number.type == .double ? SQL.cast(rounded, "DOUBLE PRECISION") : rounded
  }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func part(_ name: String) -> SQL { SQL("EXTRACT(\(raw: name) FROM \(date.sql))") }
    switch unit {
    case .second: return SQL.cast(SQL.call("FLOOR", part("SECOND")), "INTEGER")
    case .dayOfWeek: return SQL("CAST(\(part("DOW")) AS INTEGER) + 1").bound(.additive)
    case .dayOfYear: return SQL.cast(part("DOY"), "INTEGER")
    default: return SQL.cast(part(unit.rawValue), "INTEGER")
    }
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    let start = SQL.call("DATE_TRUNC", text(unit.rawValue.lowercased()), date.sql)
    return date.type == .date ? SQL.cast(start, "DATE") : start
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    let isDate = date.type == .date && !unit.isOfTime
    if isDate, unit == .day || unit == .week {
      let perUnit = unit == .week ? 7 : 1
      if let days = count.integerLiteral {
        return SQL("\(date.sql, .additive) \(raw: days < 0 ? "-" : "+") \(abs(days) * perUnit)").bound(.additive)
      }
      let days = perUnit == 1 ? SQL.cast(count.sql, "INTEGER") : SQL("CAST(\(count.sql) AS INTEGER) * 7").bound(.multiplicative)
      return SQL("\(date.sql, .additive) + \(days, .multiplicative)").bound(.additive)
    }
    let name = unit == .quarter ? "3 months" : "1 \(unit.rawValue.lowercased())"
    let sum = SQL("\(date.sql, .additive) + \(count.sql, .multiplicative) * INTERVAL '\(raw: name)'").bound(.additive)
    return isDate ? SQL.cast(sum, "DATE") : sum
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func day(_ date: SQLOperand) -> SQL { date.type == .date ? date.sql.atLeast(.multiplicative) : SQL.cast(date.sql, "DATE") }
    switch unit {
    case .day: return SQL("\(day(end)) - \(day(start))").bound(.additive)
    case .week:
      func monday(_ date: SQLOperand) -> SQL { SQL.cast(SQL.call("DATE_TRUNC", "'week'", date.sql), "DATE") }
      return SQL("(\(monday(end)) - \(monday(start))) / 7").bound(.multiplicative)
    case .hour, .minute, .second:
      func begin(_ date: SQLOperand) -> SQL {
        SQL.call("DATE_TRUNC", text(unit.rawValue.lowercased()), date.type == .date ? SQL.cast(date.sql, "TIMESTAMP") : date.sql)
      }
      let seconds = unit == .hour ? 3600 : unit == .minute ? 60 : 1
      return SQL.cast(SQL("EXTRACT(EPOCH FROM \(begin(end)) - \(begin(start))) / \(seconds)"), "BIGINT")
    default: return try differenceOfMonths(unit, from: start, to: end)
    }
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL {
    SQL.cast(SQL("DATE_TRUNC('month', \(date.sql)) + INTERVAL '1 month - 1 day'"), "DATE")
  }

  let currentDate: SQL = "CURRENT_DATE"
  let currentTimestamp: SQL = "LOCALTIMESTAMP"

  static let dateCodes: DatePatternCodes = {
    var codes: [DatePattern.Element: String] = [
      .year: "YYYY", .yearOfCentury: "YY", .quarter: "Q", .month: "MM", .day: "DD", .hour24: "HH24", .hour12: "HH12", .minute: "MI", .second: "SS",
      .millisecond: "MS", .microsecond: "US", .meridiem: "AM",
    ]
    for letters in [DatePattern.LetterCase.upper, .capital, .lower] {
      codes[.monthName(isShort: true, letters)] = letters.applied(to: "Mon")
      codes[.monthName(isShort: false, letters)] = "FM" + letters.applied(to: "Month")
      codes[.weekdayName(isShort: true, letters)] = letters.applied(to: "Dy")
      codes[.weekdayName(isShort: false, letters)] = "FM" + letters.applied(to: "Day")
    }
    return DatePatternCodes(codes) { SQLEscapes.quotedInPattern($0) }
  }()

  func formatted(_ date: SQLOperand, codes: String) -> SQL { SQL.call("TO_CHAR", date.sql, text(codes)) }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    guard let codes = codes(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read") }
    let fitting = SQL("SUBSTRING(\(text.sql) FROM \(self.text(Self.regularExpression(pattern.elements))))")
    return parsedDate(fitting, codes, isTimestamp ? "TIMESTAMP" : "DATE")
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    SQL.comparison(text, "~", self.text(Self.regularExpression(elements)))
  }

  func aggregate(_ function: AggregateFunction, _ argument: SQLOperand, isDistinct: Bool) throws(UnsupportedSQL) -> SQL {
    if argument.type == .boolean, function == .minimum || function == .maximum {
      return SQL.call(function == .minimum ? "BOOL_AND" : "BOOL_OR", argument.sql)
    }
    let value =
      switch function {
      case .average: asDouble(argument)
      case .minimum, .maximum: comparable(argument)
      default: argument.sql
      }
    return SQL.call(head: function.rawValue + (isDistinct ? "(DISTINCT " : "("), [value], tail: ")")
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    // With DISTINCT what is ordered by has to be what is joined, collation and all.
    let value = aggregate.isDistinct ? comparable(aggregate.value) : aggregate.value.sql
    let keys = aggregate.order.flatMap { sortKeys($0.key, isDescending: $0.isDescending) }
    return SQL.call(
      head: aggregate.isDistinct ? "STRING_AGG(DISTINCT " : "STRING_AGG(", [value, aggregate.separator], tail: " ORDER BY \(SQL.list(keys).flat))")
  }
}
