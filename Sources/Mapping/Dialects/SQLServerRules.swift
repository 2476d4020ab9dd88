/// SQL Server 2022. Predicates are no values, `+` joins text, and its collations often do not tell case.
struct SQLServerRules: SQLDialectRules {
  let dialect = Dialect.sqlserver

  private static let collation = "Latin1_General_100_BIN2"

  func quoted(_ name: String) -> String { "[" + name.replacingBytes("]", with: "]]") + "]" }

  func text(_ text: String) -> SQL {
    let printable = SQLNames.printable(text)
    let prefix = printable.utf8.allSatisfy { $0 < 0x80 } ? "'" : "N'"
    // Controls are cut out: a backslash before a line end would swallow both.
    let pieces = SQLEscapes.pieces(printable, controlsBy: "CHAR") { prefix + $0.replacingBytes("'", with: "''") + "'" }
    return pieces.count == 1 ? pieces[0] : joined(pieces)
  }

  func date(_ iso: String) -> SQL { SQL.cast(text(iso), "DATE") }
  func timestamp(_ iso: String) -> SQL { SQL.cast(text(iso), "DATETIME2") }
  func boolean(_ value: Bool) -> SQL { value ? "CAST(1 AS BIT)" : "CAST(0 AS BIT)" }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer(let bits): bits <= 16 ? "SMALLINT" : bits <= 32 ? "INT" : "BIGINT"
    case .decimal(let precision?, let scale): "DECIMAL(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "DECIMAL(38, 18)"
    case .double: "FLOAT"
    case .boolean: "BIT"
    case .text, .unknown, .json: "NVARCHAR(MAX)"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "DATETIMEOFFSET" : "DATETIME2"
    case .time: "TIME"
    case .binary: "VARBINARY(MAX)"
    }
  }

  func value(ofPredicate predicate: SQL, isNeverNull: Bool) -> SQL {
    let bit =
      isNeverNull
      ? SQL.searchedCase([(predicate, "1")], otherwise: "0") : SQL.searchedCase([(predicate, "1"), (negated(predicate), "0")])
    return SQL.cast(bit, "BIT")
  }

  func predicate(ofValue value: SQL) -> SQL {
    switch value.flat {
    case "CAST(1 AS BIT)": SQL("1 = 1").bound(.comparison)
    case "CAST(0 AS BIT)": SQL("1 = 0").bound(.comparison)
    default: SQL.comparison(value, "=", "1")
    }
  }

  func joined(_ texts: [SQL]) -> SQL { SQL.chain(texts, "+", .concatenation, operandsAtLeast: .sign) }

  private func collated(_ sql: SQL) -> SQL { SQL("\(sql, .primary) COLLATE \(raw: Self.collation)").bound(.sign) }

  func comparable(_ operand: SQLOperand) -> SQL { operand.isText ? collated(operand.sql) : operand.sql }

  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    let word = isNegated ? "NOT LIKE" : "LIKE"
    guard let literal = pattern.textLiteral else {
      // A bracket opens a class of characters here.
      let escaped = SQL.call("REPLACE", pattern.sql, text("["), text("\\["))
      return SQL("\(collated(value.sql)) \(raw: word) \(escaped) ESCAPE '\\'").bound(.comparison)
    }
    let (written, hasEscape) = LikePattern.escaped(literal, special: ["%", "_", "\\", "["])
    guard hasEscape else { return SQL.comparison(collated(value.sql), word, text(written)) }
    return SQL("\(collated(value.sql)) \(raw: word) \(text(written), .concatenation) ESCAPE '\\'").bound(.comparison)
  }

  func sortKeys(_ operand: SQLOperand, isDescending: Bool) -> [SQL] {
    let isNull = SQL.when(operand.sql.isNull(), then: "1", otherwise: "0")
    return [isNull, SQL("\(comparable(operand))\(raw: isDescending ? " DESC" : "")")]
  }

  var noOrder: SQL? { "(SELECT NULL)" }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    guard left.type == .double || right.type == .double else {
      return SQL.infix(left.sql, "%", divisor(right), .multiplicative, leftAtLeast: .multiplicative, rightAtLeast: .sign)
    }
    func exact(_ operand: SQLOperand) -> SQL { operand.type == .double ? SQL.cast(operand.sql, "DECIMAL(38, 10)") : operand.sql }
    return SQL.cast(SQL("\(exact(left), .multiplicative) % NULLIF(\(exact(right)), 0)"), "FLOAT")
  }

  // Casts

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    // An empty text would be 0; texts with an exponent are numbers only as FLOAT.
    let digits = SQL.call("NULLIF", SQL.call("TRIM", text), self.text(""))
    if type == .double { return tryCast(digits, to: type) }
    func number(_ type: DataType) -> SQL {
      SQL.call("COALESCE", tryCast(digits, to: type), tryCast(tryCast(digits, to: .double), to: type))
    }
    guard case .integer = type else { return number(type) }
    return tryCast(number(.decimal(precision: 38, scale: 0)), to: type)
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    if case .integer = type, !number.isInteger { return tryCast(SQL.call("ROUND", number.sql, "0"), to: type) }
    return tryCast(number.sql, to: type)
  }

  func text(ofNumber number: SQLOperand) -> SQL {
    number.type == .double ? SQL.call("FORMAT", number.sql, "'R'", "'en-US'") : SQL.cast(number.sql, "NVARCHAR(MAX)")
  }

  private static let day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
  private static let time = "[ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]"

  private func isMoment(_ text: SQL) -> SQL {
    SQL.any([Self.day, Self.day + Self.time, Self.day + Self.time + ".[0-9]%"].map { SQL.comparison(text, "LIKE", self.text($0)) })
  }

  func date(ofText text: SQL) -> SQL {
    SQL.when(isMoment(text), then: SQL.call("TRY_CONVERT", "DATE", SQL.call("LEFT", text, "10"), "23"))
  }

  func timestamp(ofText text: SQL) -> SQL {
    SQL.when(isMoment(text), then: SQL.call("TRY_CONVERT", "DATETIME2", SQL.call("REPLACE", text, "' '", "'T'"), "126"))
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if operand.expression == .literal(.null) { return SQL.cast(operand.sql, typeName(type)) }
    if type == .json { return SQL.when(SQL.comparison(SQL.call("ISJSON", operand.sql), "=", "1"), then: operand.sql) }
    return operand.isText || operand.isUnknown ? tryCast(operand.sql, to: type) : SQL.cast(operand.sql, typeName(type))
  }

  // Functions

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title, .regexpReplace: throw UnsupportedSQL("SQL Server has no \(function.rawValue)")
    case .trim where x.count == 2: return SQL("TRIM(\(x[1]) FROM \(x[0]))")
    // The blanks at the end count.
    case .length: return SQL("LEN(\(x[0], .sign) + '.') - 1").bound(.additive)
    case .replace: return SQL.call("REPLACE", collated(x[0]), x[1], x[2])
    case .substring:
      let count = x.count > 2 ? notNegative(arguments[2]) : "2147483647"
      return SQL.call("SUBSTRING", x[0], x[1], count)
    case .left, .right: return cut(arguments[0], arguments[1], name: function.rawValue)
    case .splitPart: return try part(arguments)
    case .leftPad, .rightPad: return padded(arguments, isLeft: function == .leftPad)
    case .position:
      let found = SQL.call("CHARINDEX", x[0], collated(x[1]))
      if let needle = arguments[0].textLiteral, !needle.isEmpty { return found }
      return SQL.when(
        SQL.all([SQL.comparison(x[0], "=", text("")), x[1].isNull(negated: true)]), then: "1", otherwise: found)
    case .ceil: return arguments[0].isInteger ? x[0] : SQL.call("CEILING", x)
    case .round: return x.count == 1 ? (arguments[0].isInteger ? x[0] : SQL.call("ROUND", x[0], "0")) : nil
    case .md5: return hash("MD5", x[0], length: 32)
    case .sha256: return hash("SHA2_256", x[0], length: 64)
    default: return nil
    }
  }

  private func hash(_ algorithm: String, _ text: SQL, length: Int) -> SQL {
    let bytes = SQL("CAST(\(text, .primary) COLLATE Latin1_General_100_BIN2_UTF8 AS VARCHAR(MAX))")
    return SQL("LOWER(CONVERT(CHAR(\(length)), HASHBYTES('\(raw: algorithm)', \(bytes)), 2))")
  }

  private func length(_ text: SQL) -> SQL { SQL("LEN(\(text, .sign) + '.') - 1").bound(.additive) }

  private func cut(_ text: SQLOperand, _ count: SQLOperand, name: String) -> SQL {
    if let number = count.integerLiteral {
      if number >= 0 { return SQL.call(name, text.sql, integer(number)) }
      return SQL.call(name, text.sql, notNegative(SQL("\(length(text.sql)) - \(-number)").bound(.additive)))
    }
    let rest = SQL("\(length(text.sql)) + \(count.sql, .multiplicative)").bound(.additive)
    return SQL.call(name, text.sql, SQL.when(SQL.comparison(count.sql, "<", "0"), then: notNegative(rest), otherwise: count.sql))
  }

  /// The parts as a JSON array, which can be asked for one by its number.
  private func part(_ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL {
    guard let separator = arguments[1].textLiteral, let number = arguments[2].integerLiteral, number > 0, let first = separator.unicodeScalars.first,
      first.value >= 0x20, !"bfnrtu0123456789abcdefABCDEF/".unicodeScalars.contains(first), !separator.utf8.contains(0x22),
      !separator.utf8.contains(0x5c)
    else {
      throw UnsupportedSQL("SPLIT_PART of SQL Server needs a written separator and a written number above 0")
    }
    let value = arguments[0].sql
    let escaped = SQL("STRING_ESCAPE(\(value), 'json')")
    let list = joined([text("[\""), SQL.call("REPLACE", collated(escaped), text(separator), text("\",\"")), text("\"]")])
    let part = SQL.call("COALESCE", SQL.call("JSON_VALUE", list, text("$[\(number - 1)]")), text(""))
    return SQL.when(value.isNull(negated: true), then: part)
  }

  private func padded(_ arguments: [SQLOperand], isLeft: Bool) -> SQL {
    let value = arguments[0].sql
    let count = arguments[1].sql
    let fill = arguments.count > 2 ? arguments[2].sql : text(" ")
    let missing = SQL("\(count, .additive) - (\(length(value)))").bound(.additive)
    let filling = SQL.call("LEFT", SQL.call("REPLICATE", fill, count), missing)
    return SQL.when(
      SQL.comparison(length(value), "<", count), then: joined(isLeft ? [filling, value] : [value, filling]),
      otherwise: SQL.call("LEFT", value, notNegative(arguments[1])))
  }

  // Dates

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .week: SQL("DATEPART(ISO_WEEK, \(date.sql))")
    // Counted from a Monday: the session's first day of the week does not matter.
    case .isoDayOfWeek: SQL("DATEDIFF(DAY, '00010101', \(date.sql)) % 7 + 1").bound(.additive)
    case .dayOfWeek: SQL("(DATEDIFF(DAY, '00010101', \(date.sql)) + 1) % 7 + 1").bound(.additive)
    default: SQL("DATEPART(\(raw: unit.rawValue), \(date.sql))")
    }
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    SQL.call("DATETRUNC", unit == .week ? "ISO_WEEK" : SQL(unit.rawValue), date.sql)
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    let moment = date.type == .date && unit.isOfTime ? SQL.cast(date.sql, "DATETIME2") : date.sql
    return SQL.call("DATEADD", SQL(unit.rawValue), count.sql, moment)
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    guard unit == .week else { return SQL.call("DATEDIFF", SQL(unit.rawValue), start.sql, end.sql) }
    // Its own weeks begin on Sunday.
    func dayBefore(_ date: SQLOperand) -> SQL { SQL("DATEADD(DAY, -1, \(date.sql))") }
    return SQL.call("DATEDIFF", "WEEK", dayBefore(start), dayBefore(end))
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL.call("EOMONTH", date.sql) }

  let currentDate: SQL = "CAST(SYSDATETIME() AS DATE)"
  let currentTimestamp: SQL = "SYSDATETIME()"

  static let dateCodes = DatePatternCodes([
    .year: "yyyy", .yearOfCentury: "yy", .month: "MM", .day: "dd", .hour24: "HH", .hour12: "hh", .minute: "mm", .second: "ss", .millisecond: "fff",
    .microsecond: "ffffff", .meridiem: "tt", .monthName(isShort: true, .capital): "MMM", .monthName(isShort: false, .capital): "MMMM",
    .weekdayName(isShort: true, .capital): "ddd", .weekdayName(isShort: false, .capital): "dddd",
  ]) {
    text in
    text.unicodeScalars.allSatisfy { " -.,_".unicodeScalars.contains($0) } ? text : text.unicodeScalars.map { "\\\($0)" }.joined()
  }

  func formatted(_ date: SQLOperand, codes: String) -> SQL {
    switch codes {
    case "yyyy-MM-dd": SQL.call("CONVERT", "NCHAR(10)", date.sql, "23")
    case "yyyy-MM-dd HH\\:mm\\:ss": SQL.call("CONVERT", "NCHAR(19)", SQL.cast(date.sql, "DATETIME2(0)"), "120")
    default: SQL.call("FORMAT", date.sql, text(codes), "'en-US'")
    }
  }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    guard Self.isFixed(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read by SQL Server") }
    let iso = pattern == .isoDate ? text.sql : try isoText(of: text.sql, pattern, isTimestamp: isTimestamp)
    let fitting = SQL.when(matches(text.sql, pattern.elements), then: iso)
    return isTimestamp ? SQL.call("TRY_CONVERT", "DATETIME2", fitting, "121") : SQL.call("TRY_CONVERT", "DATE", fitting, "23")
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    let pattern = elements.map { element in
      if case .literal(let text) = element { return text.unicodeScalars.map { "%_[".unicodeScalars.contains($0) ? "[\($0)]" : String($0) }.joined() }
      return String(repeating: "[0-9]", count: Self.width(element) ?? 0)
    }.joined()
    return SQL.comparison(text, "LIKE", self.text(pattern))
  }

  // Aggregates

  func aggregate(_ function: AggregateFunction, _ argument: SQLOperand, isDistinct: Bool) throws(UnsupportedSQL) -> SQL {
    let head = function.rawValue + (isDistinct ? "(DISTINCT " : "(")
    switch function {
    case .count: return SQL.call(head: "COUNT_BIG" + (isDistinct ? "(DISTINCT " : "("), [argument.sql], tail: ")")
    case .average: return SQL.call(head: head, [asDouble(argument)], tail: ")")
    case .sum: return SQL.call(head: head, [argument.isInteger ? SQL.cast(argument.sql, "BIGINT") : argument.sql], tail: ")")
    default:
      guard argument.type == .boolean else { return SQL.call(head: head, [comparable(argument)], tail: ")") }
      return SQL.cast(SQL.call(head: head, [SQL.cast(argument.sql, "INT")], tail: ")"), "BIT")
    }
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    if aggregate.isDistinct { throw UnsupportedSQL("SQL Server has no STRING_AGG of distinct texts") }
    let keys = aggregate.order.flatMap { key in
      key.key.expression == aggregate.value.expression
        ? [SQL("\(comparable(key.key))\(raw: key.isDescending ? " DESC" : "")")] : sortKeys(key.key, isDescending: key.isDescending)
    }
    return SQL.call(
      head: "STRING_AGG(", [SQL.cast(aggregate.value.sql, "NVARCHAR(MAX)"), aggregate.separator],
      tail: ") WITHIN GROUP (ORDER BY \(SQL.list(keys).flat))")
  }
}
