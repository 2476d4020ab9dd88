/// Spark SQL 3.4 and later, Databricks; with and without ANSI mode.
struct SparkRules: SQLDialectRules {
  let dialect = Dialect.spark

  func quoted(_ name: String) -> String { "`" + name.replacingBytes("`", with: "``").replacingBytes("${", with: "$ {") + "`" }

  func text(_ text: String) -> SQL {
    let escaped = SQLNames.printable(text).replacingBytes("\\", with: "\\\\").replacingBytes("'", with: "\\'")
    // `${` would be read as a variable before the text is.
    return SQL("'" + Self.controls(in: escaped).replacingBytes("${", with: "\\u0024{") + "'")
  }

  private static func controls(in text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a: escaped += "\\n"
      case 0x0d: escaped += "\\r"
      case 0x09: escaped += "\\t"
      case 0..<0x20: escaped += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer(let bits): bits <= 16 ? "SMALLINT" : bits <= 32 ? "INT" : "BIGINT"
    case .decimal(let precision?, let scale): "DECIMAL(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "DECIMAL(38, 18)"
    case .double: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .text, .unknown, .time, .json: "STRING"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .binary: "BINARY"
    }
  }

  func concatenated(_ texts: [SQLOperand]) -> SQL { SQL.call("CONCAT_WS", [text("")] + texts.map(\.sql)) }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    SQL.comparison(value.sql, isNegated ? "NOT LIKE" : "LIKE", likePattern(pattern))
  }

  var noOrder: SQL? { "NULL" }

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    switch type {
    case .double: tryCast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.number), "1"), to: type)
    case .integer: tryCast(tryCast(text, to: .decimal(precision: 38, scale: 0)), to: type)
    default: tryCast(text, to: type)
    }
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    if case .integer = type, !number.isInteger { return tryCast(SQL.call("ROUND", number.sql), to: type) }
    return tryCast(number.sql, to: type)
  }

  func text(ofNumber number: SQLOperand) -> SQL {
    let plain = SQL.cast(number.sql, "STRING")
    guard number.type == .double else { return plain }
    // Spark writes 1.0 and 1.0E7; a decimal's digits are what others write.
    let digits = SQL.cast(SQL.cast(plain, "DECIMAL(38, 20)"), "STRING")
    return SQL.searchedCase(
      [
        (SQL.comparison(number.sql, "=", "0"), text("0")),
        (
          SQL("ABS(\(number.sql)) >= 0.001 AND ABS(\(number.sql)) < 1000000000000000").bound(.and),
          SQL.call("REGEXP_REPLACE", digits, text("\\.?0+$"), text(""))
        ),
      ], otherwise: plain)
  }

  func date(ofText text: SQL) -> SQL { tryCast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.moment), "1"), to: .date) }

  func timestamp(ofText text: SQL) -> SQL {
    tryCast(SQL.call("REGEXP_EXTRACT", text, self.text(SQLTextForms.moment), "0"), to: .timestamp(withTimeZone: false))
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    operand.isText || operand.isUnknown ? tryCast(operand.sql, to: type) : SQL.cast(operand.sql, typeName(type))
  }

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title:
      // INITCAP knows words between blanks alone, so it is given the words one by one.
      return SQL.call(
        "ARRAY_JOIN", SQL("TRANSFORM(SPLIT(\(x[0]), \(text("(?<=[^\\p{L}\\p{N}])"))), word -> INITCAP(word))"), text(""))
    case .trim where x.count == 2: return SQL("TRIM(BOTH \(x[1]) FROM \(x[0]))")
    case .leftTrim where x.count == 2: return SQL("TRIM(LEADING \(x[1]) FROM \(x[0]))")
    case .rightTrim where x.count == 2: return SQL("TRIM(TRAILING \(x[1]) FROM \(x[0]))")
    case .position: return SQL.call("INSTR", x[1], x[0])
    case .regexpReplace:
      guard let replacement = arguments[2].textLiteral else { throw UnsupportedSQL("REGEXP_REPLACE with a computed replacement reads it otherwise") }
      return SQL.call("REGEXP_REPLACE", x[0], regularExpression(arguments[1]), text(Self.javaReplacement(replacement)))
    case .ceil, .floor:
      guard arguments[0].type == .double else { return nil }
      // Its own are whole numbers of 64 bits, which a double may be too large for.
      return function == .floor
        ? SQL("\(x[0], .additive) - PMOD(\(x[0]), 1)").bound(.additive) : SQL("\(x[0], .additive) + PMOD(-\(x[0], .primary), 1)").bound(.additive)
    case .sha256: return SQL.call("SHA2", x[0], "256")
    default: return nil
    }
  }

  /// `\1` is `$1` in Java; a dollar sign is none without a backslash.
  private static func javaReplacement(_ text: String) -> String {
    var written = ""
    var isEscaped = false
    for character in text.unicodeScalars {
      if isEscaped {
        written += (0x30...0x39).contains(character.value) ? "$\(character)" : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        written += character == "$" ? "\\$" : String(character)
      }
    }
    return isEscaped ? written + "\\\\" : written
  }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .week: SQL.call("WEEKOFYEAR", date.sql)
    case .isoDayOfWeek: SQL("WEEKDAY(\(date.sql)) + 1").bound(.additive)
    default: SQL.call(unit.rawValue, date.sql)
    }
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    date.type == .date ? SQL.call("TRUNC", date.sql, text(unit.rawValue)) : SQL.call("DATE_TRUNC", text(unit.rawValue), date.sql)
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    func times(_ factor: Int) -> SQL {
      count.integerLiteral.map { integer($0 * factor) }
        ?? (factor == 1 ? count.sql : SQL("\(count.sql, .multiplicative) * \(factor)").bound(.multiplicative))
    }
    guard date.type == .date, !unit.isOfTime else {
      return SQL.call("TIMESTAMPADD", SQL(unit == .quarter ? "MONTH" : unit.rawValue), times(unit == .quarter ? 3 : 1), date.sql)
    }
    switch unit {
    case .day, .week: return SQL.call("DATE_ADD", date.sql, times(unit == .week ? 7 : 1))
    default: return SQL.call("ADD_MONTHS", date.sql, times(unit == .year ? 12 : unit == .quarter ? 3 : 1))
    }
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .day: return SQL.call("DATEDIFF", end.sql, start.sql)
    case .week:
      func monday(_ date: SQLOperand) -> SQL { SQL.call("TRUNC", date.sql, text("WEEK")) }
      return SQL.cast(SQL("DATEDIFF(\(monday(end)), \(monday(start))) / 7"), "INT")
    case .hour, .minute, .second:
      func begin(_ date: SQLOperand) -> SQL { SQL.call("UNIX_TIMESTAMP", SQL.call("DATE_TRUNC", text(unit.rawValue), date.sql)) }
      let seconds = unit == .hour ? 3600 : unit == .minute ? 60 : 1
      return SQL.cast(SQL("(\(begin(end)) - \(begin(start))) / \(seconds)"), "BIGINT")
    default: return try differenceOfMonths(unit, from: start, to: end)
    }
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL.call("LAST_DAY", date.sql) }

  let currentDate: SQL = "CURRENT_DATE()"
  let currentTimestamp: SQL = "CURRENT_TIMESTAMP()"

  static let dateCodes = DatePatternCodes([
    .year: "yyyy", .yearOfCentury: "yy", .quarter: "Q", .month: "MM", .day: "dd", .hour24: "HH", .hour12: "hh", .minute: "mm", .second: "ss",
    .millisecond: "SSS", .microsecond: "SSSSSS", .meridiem: "a", .monthName(isShort: true, .capital): "MMM",
    .monthName(isShort: false, .capital): "MMMM", .weekdayName(isShort: true, .capital): "EEE", .weekdayName(isShort: false, .capital): "EEEE",
  ]) {
    text in
    text.unicodeScalars.contains { $0.properties.isAlphabetic || "'[]{}#".unicodeScalars.contains($0) }
      ? "'" + text.replacingBytes("'", with: "''") + "'" : text
  }

  func formatted(_ date: SQLOperand, codes: String) -> SQL { SQL.call("DATE_FORMAT", date.sql, text(codes)) }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    let expression = self.text(Self.regularExpression(pattern.elements))
    let type = DataType.timestamp(withTimeZone: false)
    if Self.isFixed(pattern) {
      let iso = pattern == .isoDate ? text.sql : try isoText(of: text.sql, pattern, isTimestamp: isTimestamp)
      return tryCast(SQL.when(SQL.comparison(text.sql, "RLIKE", expression), then: iso), to: isTimestamp ? type : .date)
    }
    guard let codes = codes(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read") }
    let fitting = SQL.call("REGEXP_EXTRACT", text.sql, expression, "0")
    let moment = SQL.call("TRY_TO_TIMESTAMP", fitting, self.text(codes))
    return isTimestamp ? moment : SQL.cast(moment, "DATE")
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    SQL.comparison(text, "RLIKE", self.text(Self.regularExpression(elements)))
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    if aggregate.isDistinct {
      let sorted = aggregate.order.first?.isDescending == true ? "FALSE" : "TRUE"
      let texts = SQL("SORT_ARRAY(COLLECT_SET(\(aggregate.value.sql)), \(raw: sorted))")
      return SQL.when(SQL("COUNT(\(aggregate.value.sql)) > 0"), then: SQL.call("ARRAY_JOIN", texts, aggregate.separator))
    }
    guard Set(aggregate.order.map(\.isDescending)).count == 1, let isDescending = aggregate.order.first?.isDescending else {
      throw UnsupportedSQL("STRING_AGG ordered in two directions")
    }
    // The structures are compared field by field: NULLs last, then the keys, then the text itself.
    var fields: [SQL] = []
    for (index, key) in aggregate.order.enumerated() where key.key.expression != aggregate.value.expression {
      fields.append(SQL("\(key.key.sql, .concatenation) \(raw: isDescending ? "IS NOT NULL" : "IS NULL") AS n\(index + 1)"))
      fields.append(SQL("\(key.key.sql) AS k\(index + 1)"))
    }
    fields.append(SQL("\(aggregate.value.sql) AS text"))
    let rows = SQL("COLLECT_LIST(\(SQL.call("STRUCT", fields))) FILTER (WHERE \(aggregate.value.sql, .concatenation) IS NOT NULL)")
    let texts = SQL("TRANSFORM(SORT_ARRAY(\(rows), \(raw: isDescending ? "FALSE" : "TRUE")), row -> row.text)")
    return SQL.when(SQL("COUNT(\(aggregate.value.sql)) > 0"), then: SQL.call("ARRAY_JOIN", texts, aggregate.separator))
  }
}
