/// DuckDB 1.x.
struct DuckDBRules: SQLDialectRules {
  let dialect = Dialect.duckdb

  func text(_ text: String) -> SQL {
    let pieces = SQLEscapes.pieces(SQLNames.printable(text), controlsBy: "CHR") { "'" + $0.replacingBytes("'", with: "''") + "'" }
    return pieces.count == 1 ? pieces[0] : joined(pieces)
  }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer(let bits): bits <= 16 ? "SMALLINT" : bits <= 32 ? "INTEGER" : "BIGINT"
    case .decimal(let precision?, let scale): "DECIMAL(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "DECIMAL(38, 18)"
    case .double: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .text, .unknown: "VARCHAR"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP"
    case .time: "TIME"
    case .binary: "BLOB"
    case .json: "JSON"
    }
  }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    let word = isNegated ? "NOT LIKE" : "LIKE"
    guard let literal = pattern.textLiteral else {
      return SQL("\(value.sql, .concatenation) \(raw: word) \(pattern.sql, .concatenation) ESCAPE '\\'").bound(.comparison)
    }
    let (written, hasEscape) = LikePattern.escaped(literal, special: ["%", "_", "\\"])
    guard hasEscape else { return SQL.comparison(value.sql, word, text(written)) }
    return SQL("\(value.sql, .concatenation) \(raw: word) \(text(written), .concatenation) ESCAPE '\\'").bound(.comparison)
  }

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    let digits = SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.number), "1")
    if case .integer = type { return tryCast(tryCast(digits, to: .decimal(precision: 38, scale: 0)), to: type) }
    return tryCast(digits, to: type)
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    switch (number.type, type) {
    case (.integer, .integer): tryCast(number.sql, to: type)
    case (_, .integer): tryCast(SQL.call("ROUND", number.sql), to: type)
    // Of a double's digits, not of its bits.
    case (.double, _), (.unknown, _): tryCast(SQL.cast(number.sql, "VARCHAR"), to: type)
    default: tryCast(number.sql, to: type)
    }
  }

  func text(ofNumber number: SQLOperand) -> SQL {
    let plain = SQL.cast(number.sql, "VARCHAR")
    return number.type == .double ? SQL.call("REGEXP_REPLACE", plain, text("\\.0$"), text("")) : plain
  }

  func date(ofText text: SQL) -> SQL { tryCast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.moment), "1"), to: .date) }

  func timestamp(ofText text: SQL) -> SQL {
    tryCast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.moment)), to: .timestamp(withTimeZone: false))
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    operand.isText || operand.isUnknown ? tryCast(operand.sql, to: type) : SQL.cast(operand.sql, typeName(type))
  }

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title:
      let words = SQL.call("REGEXP_EXTRACT_ALL", x[0], text("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+"))
      return SQL.call("ARRAY_TO_STRING", SQL("[UPPER(word[1]) || LOWER(word[2:]) FOR word IN \(words)]"), text(""))
    case .left, .right: return SQL.call(function.rawValue, x)
    case .regexpReplace: return SQL.call("REGEXP_REPLACE", x[0], regularExpression(arguments[1]), x[2], text("g"))
    case .ceil, .floor, .md5, .sha256: return nil
    case .sign: return SQL.cast(SQL.call("SIGN", x), "INTEGER")
    default: return nil
    }
  }

  func rounded(_ number: SQLOperand, places: SQLOperand?) -> SQL {
    if number.isInteger, (places?.integerLiteral ?? 0) >= 0 { return number.sql }
    guard let places, places.integerLiteral != 0, !number.isDecimal, !number.isInteger else {
      return SQL.call("ROUND", [number.sql] + (places.map { [$0.sql] } ?? []))
    }
    return SQL.call("ROUND", number.type == .double ? lifted(number.sql) : number.sql, places.sql)
  }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func part(_ name: String) -> SQL { SQL("EXTRACT(\(raw: name) FROM \(date.sql))") }
    switch unit {
    case .dayOfWeek: return SQL("\(part("DOW")) + 1").bound(.additive)
    case .dayOfYear: return part("DOY")
    default: return part(unit.rawValue)
    }
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    let start = SQL.call("DATE_TRUNC", text(unit.rawValue.lowercased()), date.sql)
    return date.type == .date ? SQL.cast(start, "DATE") : start
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    let isDate = date.type == .date && !unit.isOfTime
    let isQuarter = unit == .quarter
    let number =
      count.integerLiteral.map { integer(isQuarter ? $0 * 3 : $0) }
      ?? (isQuarter ? SQL("\(count.sql, .multiplicative) * 3").bound(.multiplicative) : count.sql)
    let interval = SQL("INTERVAL (\(number)) \(raw: isQuarter ? "MONTH" : unit.rawValue)")
    let sum = SQL("\(date.sql, .additive) + \(interval)").bound(.additive)
    return isDate ? SQL.cast(sum, "DATE") : sum
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    guard unit == .week else { return SQL.call("DATE_DIFF", text(unit.rawValue.lowercased()), start.sql, end.sql) }
    // Its own weeks are those that are over, not the Mondays between.
    func monday(_ date: SQLOperand) -> SQL { SQL.call("DATE_TRUNC", "'week'", date.sql) }
    return SQL.cast(SQL("DATE_DIFF('day', \(monday(start)), \(monday(end))) / 7"), "BIGINT")
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL.call("LAST_DAY", date.sql) }

  let currentDate: SQL = "CURRENT_DATE"
  let currentTimestamp: SQL = "CAST(CURRENT_TIMESTAMP AS TIMESTAMP)"

  static let dateCodes = DatePatternCodes([
    .year: "%Y", .yearOfCentury: "%y", .month: "%m", .day: "%d", .hour24: "%H", .hour12: "%I", .minute: "%M", .second: "%S", .millisecond: "%g",
    .microsecond: "%f", .meridiem: "%p", .monthName(isShort: true, .capital): "%b", .monthName(isShort: false, .capital): "%B",
    .weekdayName(isShort: true, .capital): "%a", .weekdayName(isShort: false, .capital): "%A",
  ]) { $0.replacingBytes("%", with: "%%") }

  func formatted(_ date: SQLOperand, codes: String) -> SQL { SQL.call("STRFTIME", date.sql, text(codes)) }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    let type = isTimestamp ? DataType.timestamp(withTimeZone: false) : .date
    let fitting = SQL.call("REGEXP_EXTRACT", text.sql, self.text(Self.regularExpression(pattern.elements)))
    if pattern == .isoDate || pattern == .isoTimestamp { return tryCast(fitting, to: type) }
    if pattern.elements.contains(.yearOfCentury), Self.isFixed(pattern) {
      return tryCast(SQL.when(matches(text.sql, pattern.elements), then: try isoText(of: text.sql, pattern, isTimestamp: isTimestamp)), to: type)
    }
    guard let codes = codes(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read") }
    let moment = SQL.call("TRY_STRPTIME", fitting, self.text(codes))
    return isTimestamp ? moment : SQL.cast(moment, "DATE")
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    SQL.call("REGEXP_MATCHES", text, self.text(Self.regularExpression(elements)))
  }
}
