/// BigQuery's GoogleSQL. A timestamp without zone is its DATETIME.
struct BigQueryRules: SQLDialectRules {
  let dialect = Dialect.bigquery

  func quoted(_ name: String) -> String { "`" + name.replacingBytes("\\", with: "\\\\").replacingBytes("`", with: "\\`") + "`" }

  func text(_ text: String) -> SQL {
    SQL("'" + SQLEscapes.controls(in: SQLNames.printable(text).replacingBytes("\\", with: "\\\\").replacingBytes("'", with: "\\'")) + "'")
  }

  func timestamp(_ iso: String) -> SQL { SQL("DATETIME \(text(iso))") }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer: "INT64"
    case .decimal(let precision?, let scale):
      precision - (scale ?? 0) <= 29 && (scale ?? 0) <= 9 ? "NUMERIC(\(precision), \(scale ?? 0))" : "BIGNUMERIC(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "BIGNUMERIC"
    case .double: "FLOAT64"
    case .boolean: "BOOL"
    case .text, .unknown: "STRING"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "TIMESTAMP" : "DATETIME"
    case .time: "TIME"
    case .binary: "BYTES"
    case .json: "JSON"
    }
  }

  func concatenated(_ texts: [SQLOperand]) -> SQL { joinedWithoutNulls(texts) }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    SQL.comparison(value.sql, isNegated ? "NOT LIKE" : "LIKE", likePattern(pattern))
  }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    func exact(_ operand: SQLOperand) -> SQL { operand.type == .double ? SQL.cast(operand.sql, "BIGNUMERIC") : operand.sql }
    let divisor = right.integerLiteral.map { $0 != 0 } == true ? right.sql : SQL.call("NULLIF", exact(right), "0")
    let remainder = SQL.call("MOD", exact(left), divisor)
    return left.type == .double || right.type == .double ? SQL.cast(remainder, "FLOAT64") : remainder
  }

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    let trimmed = SQL.call("TRIM", text)
    guard case .integer(let bits) = type else {
      return SQL.cast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.number)), typeName(type), with: "SAFE_CAST")
    }
    let whole = SQL.cast(SQL.call("ROUND", SQL.cast(trimmed, "BIGNUMERIC", with: "SAFE_CAST")), "INT64", with: "SAFE_CAST")
    return bits >= 64 ? whole : isWithin(whole, type).map { SQL.when($0, then: whole) } ?? whole
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    guard case .integer(let bits) = type else { return SQL.cast(number.sql, typeName(type), with: "SAFE_CAST") }
    let whole = number.isInteger ? number.sql : SQL.cast(SQL.call("ROUND", number.sql), "INT64", with: "SAFE_CAST")
    return bits >= 64 ? whole : isWithin(number.sql, type).map { SQL.when($0, then: whole) } ?? whole
  }

  func text(ofNumber number: SQLOperand) -> SQL {
    if number.isDecimal, let places = places(of: number.type) { return SQL.call("FORMAT", text("%.\(places)f"), number.sql) }
    return SQL.cast(number.sql, "STRING")
  }

  func date(ofText text: SQL) -> SQL { SQL.cast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.moment)), "DATE", with: "SAFE_CAST") }

  func timestamp(ofText text: SQL) -> SQL {
    // Only one group may stand in it.
    let whole = SQLTextForms.moment.replacingBytes("^([0-9]", with: "^(?:[0-9]")
    return SQL.cast(SQL.call("REGEXP_EXTRACT", text, self.text(whole)), "DATETIME", with: "SAFE_CAST")
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if operand.expression == .literal(.null) { return SQL.cast(operand.sql, typeName(type)) }
    if type == .json { return SQL.call("SAFE.PARSE_JSON", operand.sql) }
    return SQL.cast(operand.sql, typeName(type), with: operand.isText || operand.isUnknown ? "SAFE_CAST" : "CAST")
  }

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title: return SQL.call("INITCAP", x[0], text(" \t\n\r!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
    case .trim, .leftTrim, .rightTrim: return SQL.call(function.rawValue, x.count == 2 ? x : x + [text(" ")])
    case .substring: return substring(arguments, name: "SUBSTR")
    case .splitPart:
      guard let number = arguments[2].integerLiteral, number != 0 else { throw UnsupportedSQL("SPLIT_PART needs a written number other than 0") }
      let parts = SQL.call("SPLIT", x[0], x[1])
      let part = number > 0 ? SQL("\(parts)[SAFE_OFFSET(\(number - 1))]") : SQL("ARRAY_REVERSE(\(parts))[SAFE_OFFSET(\(-number - 1))]")
      return SQL.when(x[0].isNull(negated: true), then: SQL.call("COALESCE", part, text("")))
    case .regexpReplace: return SQL.call("REGEXP_REPLACE", x[0], regularExpression(arguments[1]), x[2])
    case .greatest, .least: return x.count == 1 ? x[0] : SQL.call(function.rawValue, withoutNulls(arguments))
    case .md5, .sha256: return SQL.call("TO_HEX", SQL.call(function.rawValue, x))
    case .round:
      // A double rounds by its digits, as decimals do.
      guard arguments[0].type == .double, x.count > 1 else { return nil }
      return SQL.call("ROUND", lifted(x[0]), x[1])
    default: return nil
    }
  }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func part(_ name: String) -> SQL { SQL("EXTRACT(\(raw: name) FROM \(date.sql))") }
    return switch unit {
    case .week: part("ISOWEEK")
    case .isoDayOfWeek: SQL("MOD(\(part("DAYOFWEEK")) + 5, 7) + 1").bound(.additive)
    default: part(unit.rawValue)
    }
  }

  private func name(_ unit: DateUnit) -> SQL { unit == .week ? "ISOWEEK" : SQL(unit.rawValue) }

  private func family(_ date: SQLOperand) -> String { date.type == .date ? "DATE" : "DATETIME" }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    SQL.call("\(family(date))_TRUNC", date.sql, name(unit))
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    let interval = SQL("INTERVAL \(count.sql, .sign) \(raw: unit.rawValue)")
    if date.type == .date, unit.isOfTime { return SQL.call("DATETIME_ADD", SQL.cast(date.sql, "DATETIME"), interval) }
    return SQL.call("\(family(date))_ADD", date.sql, interval)
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    if start.type == .date, end.type == .date, !unit.isOfTime { return SQL.call("DATE_DIFF", end.sql, start.sql, name(unit)) }
    func moment(_ date: SQLOperand) -> SQL { date.type == .date ? SQL.cast(date.sql, "DATETIME") : date.sql }
    return SQL.call("DATETIME_DIFF", moment(end), moment(start), name(unit))
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL.call("LAST_DAY", date.sql) }

  let currentDate: SQL = "CURRENT_DATE()"
  let currentTimestamp: SQL = "CURRENT_DATETIME()"

  static let dateCodes = DatePatternCodes([
    .year: "%Y", .yearOfCentury: "%y", .quarter: "%Q", .month: "%m", .day: "%d", .hour24: "%H", .hour12: "%I", .minute: "%M", .second: "%S",
    .meridiem: "%p", .monthName(isShort: true, .capital): "%b", .monthName(isShort: false, .capital): "%B",
    .weekdayName(isShort: true, .capital): "%a", .weekdayName(isShort: false, .capital): "%A",
  ]) { $0.replacingBytes("%", with: "%%") }

  func formatted(_ date: SQLOperand, codes: String) -> SQL {
    let hasTime = ["%H", "%I", "%M", "%S", "%p"].contains { codes.contains($0) }
    if date.type == .date, hasTime { return SQL.call("FORMAT_DATETIME", text(codes), SQL.cast(date.sql, "DATETIME")) }
    return SQL.call("FORMAT_\(family(date))", text(codes), date.sql)
  }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    let type = isTimestamp ? "DATETIME" : "DATE"
    if Self.isFixed(pattern), codes(pattern) == nil || pattern.elements.contains(.yearOfCentury) {
      let iso = SQL.when(matches(text.sql, pattern.elements), then: try isoText(of: text.sql, pattern, isTimestamp: isTimestamp, substring: "SUBSTR"))
      return SQL.cast(iso, type, with: "SAFE_CAST")
    }
    guard let codes = codes(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read") }
    let fitting = SQL.call("REGEXP_EXTRACT", text.sql, self.text(Self.regularExpression(pattern.elements)))
    return SQL.call("SAFE.PARSE_\(type)", self.text(codes), fitting)
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    SQL.call("REGEXP_CONTAINS", text, self.text(Self.regularExpression(elements)))
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    // NULLS LAST is no word of an order inside an aggregate.
    let keys = aggregate.order.flatMap { key in
      let sorted = SQL("\(key.key.sql)\(raw: key.isDescending ? " DESC" : "")")
      return key.key.expression == aggregate.value.expression ? [sorted] : [key.key.sql.isNull(), sorted]
    }
    return SQL.call(
      head: aggregate.isDistinct ? "STRING_AGG(DISTINCT " : "STRING_AGG(", [aggregate.value.sql, aggregate.separator],
      tail: " ORDER BY \(SQL.list(keys).flat))")
  }
}
