/// Snowflake. Its `TRY_CAST` takes texts alone, so numbers are asked first whether they fit.
struct SnowflakeRules: SQLDialectRules {
  let dialect = Dialect.snowflake

  func text(_ text: String) -> SQL {
    SQL("'" + SQLEscapes.controls(in: SQLNames.printable(text).replacingBytes("\\", with: "\\\\").replacingBytes("'", with: "''")) + "'")
  }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer(let bits): bits <= 32 ? "INTEGER" : "BIGINT"
    case .decimal(let precision?, let scale): "NUMBER(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "NUMBER(38, 18)"
    case .double: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .text, .unknown: "VARCHAR"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "TIMESTAMP_TZ" : "TIMESTAMP_NTZ"
    case .time: "TIME"
    case .binary: "BINARY"
    case .json: "VARIANT"
    }
  }

  func timestamp(_ iso: String) -> SQL { SQL.cast(text(iso), "TIMESTAMP_NTZ") }

  func concatenated(_ texts: [SQLOperand]) -> SQL { joinedWithoutNulls(texts) }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    let word = isNegated ? "NOT LIKE" : "LIKE"
    let written = pattern.textLiteral.map { LikePattern.escaped($0, special: ["%", "_", "\\"]) }
    let sql = written.map { text($0.text) } ?? pattern.sql
    guard written?.hasEscape ?? true else { return SQL.comparison(value.sql, word, sql) }
    return SQL("\(value.sql, .concatenation) \(raw: word) \(sql, .concatenation) ESCAPE '\\\\'").bound(.comparison)
  }

  var noOrder: SQL? { "NULL" }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL { SQL.call("MOD", left.sql, divisor(right)) }

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    guard case .integer(let bits) = type else { return tryCast(text, to: type) }
    let whole = tryCast(SQL.call("TRIM", text), to: .decimal(precision: 38, scale: 0))
    return isWithin(whole, .integer(bits: bits)).map { SQL.when($0, then: whole) } ?? whole
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    let cast = SQL.cast(number.sql, typeName(type))
    return isWithin(number.sql, type).map { SQL.when($0, then: cast) } ?? cast
  }

  func text(ofNumber number: SQLOperand) -> SQL { SQL.cast(number.sql, "VARCHAR") }

  func date(ofText text: SQL) -> SQL {
    SQL.call("TRY_TO_DATE", SQL.call("REGEXP_SUBSTR", text, self.text(Self.grouped(SQLTextForms.moment)), "1", "1", "'e'", "1"), "'YYYY-MM-DD'")
  }

  func timestamp(ofText text: SQL) -> SQL {
    SQL.call("TRY_TO_TIMESTAMP_NTZ", SQL.call("REGEXP_SUBSTR", text, self.text(Self.grouped(SQLTextForms.moment))))
  }

  /// Its regular expressions have no groups that do not count.
  private static func grouped(_ expression: String) -> String { expression.replacingBytes("(?:", with: "(") }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if operand.expression == .literal(.null) { return SQL.cast(operand.sql, typeName(type)) }
    if type == .json { return SQL.call("TRY_PARSE_JSON", operand.sql) }
    return operand.isText ? tryCast(operand.sql, to: type) : SQL.cast(operand.sql, typeName(type))
  }

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title: return SQL.call("INITCAP", x[0], text(" \t\n\r!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
    case .trim, .leftTrim, .rightTrim: return SQL.call(function.rawValue, x.count == 2 ? x : x + [text(" ")])
    case .left, .right: return arguments[1].integerLiteral.map { $0 >= 0 } == true ? SQL.call(function.rawValue, x) : nil
    case .position: return SQL.call("POSITION", x)
    case .regexpReplace: return SQL.call("REGEXP_REPLACE", x)
    case .greatest, .least: return x.count == 1 ? x[0] : SQL.call("\(function.rawValue)_IGNORE_NULLS", x)
    case .sha256: return SQL.call("SHA2", x[0], "256")
    default: return nil
    }
  }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .week: SQL.call("WEEKISO", date.sql)
    case .isoDayOfWeek: SQL.call("DAYOFWEEKISO", date.sql)
    case .dayOfWeek: SQL("MOD(DAYOFWEEKISO(\(date.sql)), 7) + 1").bound(.additive)
    default: SQL.call(unit.rawValue, date.sql)
    }
  }

  /// Weeks begin on Monday whatever the session's WEEK_START says: they are counted from one.
  private func monday(_ date: SQLOperand) -> SQL {
    SQL("DATEADD(DAY, 1 - DAYOFWEEKISO(\(date.sql)), DATE_TRUNC('DAY', \(date.sql)))")
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    unit == .week ? monday(date) : SQL.call("DATE_TRUNC", text(unit.rawValue), date.sql)
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    SQL.call("DATEADD", SQL(unit.rawValue), count.sql, date.sql)
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    if unit == .week { return SQL.cast(SQL("DATEDIFF(DAY, \(monday(start)), \(monday(end))) / 7"), "INTEGER") }
    return SQL.call("DATEDIFF", SQL(unit.rawValue), start.sql, end.sql)
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL.call("LAST_DAY", date.sql) }

  let currentDate: SQL = "CURRENT_DATE"
  let currentTimestamp: SQL = "CAST(CURRENT_TIMESTAMP AS TIMESTAMP_NTZ)"

  static let dateCodes = DatePatternCodes([
    .year: "YYYY", .yearOfCentury: "YY", .month: "MM", .day: "DD", .hour24: "HH24", .hour12: "HH12", .minute: "MI", .second: "SS",
    .millisecond: "FF3", .microsecond: "FF6", .meridiem: "AM", .monthName(isShort: true, .capital): "MON",
    .monthName(isShort: false, .capital): "MMMM", .weekdayName(isShort: true, .capital): "DY",
  ]) { SQLEscapes.quotedInPattern($0) }

  func formatted(_ date: SQLOperand, codes: String) -> SQL { SQL.call("TO_CHAR", date.sql, text(codes)) }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    guard let codes = codes(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read") }
    let fitting = SQL.call("REGEXP_SUBSTR", text.sql, self.text(Self.grouped(Self.regularExpression(pattern.elements))))
    return SQL.call(isTimestamp ? "TRY_TO_TIMESTAMP_NTZ" : "TRY_TO_DATE", fitting, self.text(codes))
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    SQL.call("REGEXP_LIKE", text, self.text(Self.grouped(Self.regularExpression(elements))))
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    // Of no texts LISTAGG makes '', not NULL.
    let keys = aggregate.order.flatMap { sortKeys($0.key, isDescending: $0.isDescending) }
    let texts = SQL.call(
      head: aggregate.isDistinct ? "LISTAGG(DISTINCT " : "LISTAGG(", [aggregate.value.sql, aggregate.separator],
      tail: ") WITHIN GROUP (ORDER BY \(SQL.list(keys).flat))")
    return SQL.when(SQL("COUNT(\(aggregate.value.sql)) > 0"), then: texts)
  }
}
