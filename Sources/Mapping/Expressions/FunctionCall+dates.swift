/// Spellings of functions of dates.
extension FunctionCall {
  /// Whether `INTERVAL '1' DAY` may be an argument.
  var isDateArithmetic: Bool {
    ["DATE_ADD", "DATE_SUB", "DATETIME_ADD", "DATETIME_SUB", "TIMESTAMP_ADD", "TIMESTAMP_SUB"].contains(name) && arguments.count == 1
  }

  func date() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "GETDATE", "SYSDATE", "SYSTIMESTAMP", "SYSDATETIME", "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "GETUTCDATE", "GETCURRENTDATE",
      "CURRENT_DATETIME":
      // PostgreSQL takes the digits of the second, Talend a pattern: CURRENT_TIMESTAMP(3), TalendDate.getDate("yyyy-MM-dd").
      try take(0...1, "\(name)()")
      if arguments.count == 1, literalText(0) != nil { return .call(.toChar, [.call(.currentTimestamp, []), try pattern(0)]) }
      return .call(.currentTimestamp, [])
    case "TODAY", "CURRENT_DATE", "CURDATE":
      try take(0...0, "\(name)()")
      return .call(.currentDate, [])
    case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "WEEKOFYEAR", "ISOWEEKNUM",
      "WEEKDAY":
      return try part()
    case "EXTRACT", "DATEPART", "DATE_PART", "GETPARTOFDATE":
      try take(2...2, ScalarFunction.extract.usage)
      return try extracted()
    case "DATENAME", "MONTHNAME", "DAYNAME": return try named()
    case "DATE_TRUNC", "DATETRUNC", "TIMESTAMP_TRUNC", "DATETIME_TRUNC":
      try take(2...2, ScalarFunction.dateTrunc.usage)
      // BigQuery has the date first.
      let isUnitFirst = name == "DATETRUNC" || literalText(0).flatMap { DateUnit(reading: $0) } != nil || !isUnit(1)
      return .call(.dateTrunc, [try span(isUnitFirst ? 0 : 1), arguments[isUnitFirst ? 1 : 0]])
    case "DATE_ADD", "DATEADD", "TIMESTAMPADD", "ADDDATE", "DATE_SUB", "DATETIME_ADD", "DATETIME_SUB", "TIMESTAMP_ADD", "TIMESTAMP_SUB":
      return try added()
    case "ADD_MONTHS", "EDATE", "ADDMONTHS":
      try take(2...2, "\(name)(date, months)")
      return .call(.dateAdd, arguments + [Self.text(DateUnit.month.rawValue)])
    case "DATE_DIFF", "DATEDIFF", "TIMESTAMPDIFF", "DATEDIF", "DAYS", "DATETIME_DIFF", "TIMESTAMP_DIFF", "DIFFDATE": return try difference()
    case "LAST_DAY", "EOMONTH":
      try take(1...2, "\(name)(date)")
      guard arguments.count == 2, literalInteger(1) != 0 else { return .call(.lastDay, [arguments[0]]) }
      guard name == "EOMONTH" else { throw failure("LAST_DAY with 2 arguments", "LAST_DAY(date)") }
      return .call(.lastDay, [.call(.dateAdd, arguments + [Self.text(DateUnit.month.rawValue)])])
    case "DATE" where arguments.count == 3: return dateOfParts()
    case "DATEFROMPARTS", "MAKE_DATE", "DATE_FROM_PARTS":
      try take(3...3, "\(name)(year, month, day)")
      return dateOfParts()
    case "DATE", "TIMESTAMP", "DATETIME", "DATEVALUE":
      try take(1...1, "\(name)(value)")
      return .cast(arguments[0], name == "DATE" || name == "DATEVALUE" ? .date : .timestamp(withTimeZone: false))
    case "ISDATE":
      try take(1...1, "ISDATE(text)")
      return .isNull(.cast(arguments[0], .date), negated: true)
    default: return try format()
    }
  }

  private func isUnit(_ index: Int) -> Bool { word(index).flatMap { DateUnit(reading: $0) } != nil }

  private func span(_ index: Int) throws(ExpressionFailure) -> Expression {
    let unit = try unit(index)
    guard unit.isSpan else { throw failure("\(unit.rawValue) in \(name)", "YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE or SECOND") }
    return Self.text(unit.rawValue)
  }

  // MARK: Parts

  private func part() throws(ExpressionFailure) -> Expression {
    try take(1...1, "\(name)(date)")
    let unit = name == "WEEKOFYEAR" || name == "ISOWEEKNUM" ? DateUnit.week : DateUnit(reading: name) ?? .day
    return .call(.extract, [Self.text(unit.rawValue), arguments[0]])
  }

  private func extracted() throws(ExpressionFailure) -> Expression {
    switch word(0)?.uppercased() {
    // PostgreSQL counts Sunday as 0.
    case "DOW" where name != "DATEPART":
      return .binary(.subtract, .call(.extract, [Self.text(DateUnit.dayOfWeek.rawValue), arguments[1]]), Self.integer(1))
    case "DY", "Y", "DAYOFYEAR": return .call(.extract, [Self.text(DateUnit.dayOfYear.rawValue), arguments[1]])
    // Java counts months from 0.
    case "MONTH" where name == "GETPARTOFDATE":
      return .binary(.subtract, .call(.extract, [Self.text(DateUnit.month.rawValue), arguments[1]]), Self.integer(1))
    default: return .call(.extract, [Self.text(try unit(0).rawValue), arguments[1]])
    }
  }

  private func named() throws(ExpressionFailure) -> Expression {
    guard name == "DATENAME" else {
      try take(1...1, "\(name)(date)")
      return .call(.toChar, [arguments[0], Self.text(name == "MONTHNAME" ? "Month" : "Day")])
    }
    try take(2...2, "DATENAME(unit, date)")
    switch try unit(0) {
    case .month: return .call(.toChar, [arguments[1], Self.text("Month")])
    case .dayOfWeek: return .call(.toChar, [arguments[1], Self.text("Day")])
    case let unit: return .cast(.call(.extract, [Self.text(unit.rawValue), arguments[1]]), .text(length: nil))
    }
  }

  // MARK: Sums and differences

  private func added() throws(ExpressionFailure) -> Expression {
    try take(2...3, ScalarFunction.dateAdd.usage)
    let isSubtraction = name.hasSuffix("SUB")
    func sum(_ date: Expression, _ count: Expression, _ unit: Expression) -> Expression {
      .call(.dateAdd, [date, isSubtraction ? ExpressionParser.negated(count) : count, unit])
    }
    guard arguments.count == 3 else { return sum(arguments[0], arguments[1], Self.text(DateUnit.day.rawValue)) }
    // The catalogue has the unit last, T-SQL and Snowflake first.
    if name == "DATEADD" || name == "TIMESTAMPADD" || isUnit(0) && !isUnit(2) { return sum(arguments[2], arguments[1], try span(0)) }
    return sum(arguments[0], arguments[1], try span(2))
  }

  private func difference() throws(ExpressionFailure) -> Expression {
    try take(2...3, ScalarFunction.dateDiff.usage)
    let day = Self.text(DateUnit.day.rawValue)
    // Spark and MySQL have the end first.
    guard arguments.count == 3 else { return .call(.dateDiff, [day, arguments[1], arguments[0]]) }
    if name == "DATEDIF" {
      guard let unit = literalText(2).flatMap({ DateUnit(reading: $0) }), unit.isSpan else {
        throw failure("the unit of DATEDIF", "\"d\", \"m\" or \"y\"")
      }
      return .call(.dateDiff, [Self.text(unit.rawValue), arguments[0], arguments[1]])
    }
    if isUnit(0), !isUnit(2) || !name.contains("_") { return .call(.dateDiff, [try span(0), arguments[1], arguments[2]]) }
    if isUnit(0), literalText(0) != nil { return .call(.dateDiff, [try span(0), arguments[1], arguments[2]]) }
    return .call(.dateDiff, [try span(2), arguments[1], arguments[0]])
  }

  /// Excel's `DATE(year, month, day)`.
  private func dateOfParts() -> Expression {
    func digits(_ value: Expression, _ count: Int64) -> Expression {
      .call(.leftPad, [.cast(value, .text(length: nil)), Self.integer(count), Self.text("0")])
    }
    let dash = Self.text("-")
    let text = [digits(arguments[1], 2), dash, digits(arguments[2], 2)].reduce(Expression.binary(.concatenate, digits(arguments[0], 4), dash)) {
      .binary(.concatenate, $0, $1)
    }
    return .call(.toDate, [text, Self.text(DatePattern.isoDate.description)])
  }

  // MARK: Patterns

  private func format() throws(ExpressionFailure) -> Expression? {
    switch name {
    case "TO_DATE", "STR_TO_DATE", "TRY_TO_DATE", "PARSEDATE", "PARSE_DATE":
      try take(1...2, ScalarFunction.toDate.usage)
      guard arguments.count == 2 else { return .call(.toDate, arguments + [Self.text(DatePattern.isoDate.description)]) }
      // Talend and BigQuery have the pattern first.
      let isPatternFirst = name.hasPrefix("PARSE")
      return .call(.toDate, [arguments[isPatternFirst ? 1 : 0], try pattern(isPatternFirst ? 0 : 1)])
    case "TO_TIMESTAMP", "TRY_TO_TIMESTAMP", "TO_TIMESTAMP_NTZ", "PARSE_TIMESTAMP", "PARSE_DATETIME", "TO_DATETIME", "STRPTIME":
      try take(1...2, ScalarFunction.toTimestamp.usage)
      guard arguments.count == 2 else { return .call(.toTimestamp, arguments + [Self.text(DatePattern.isoTimestamp.description)]) }
      let isPatternFirst = name.hasPrefix("PARSE")
      return .call(.toTimestamp, [arguments[isPatternFirst ? 1 : 0], try pattern(isPatternFirst ? 0 : 1)])
    case "TO_CHAR", "DATE_FORMAT", "FORMAT", "TEXT", "STRFTIME", "FORMATDATE", "FORMAT_DATE", "FORMAT_TIMESTAMP", "FORMAT_DATETIME":
      return try shown()
    default: return nil
    }
  }

  func shown() throws(ExpressionFailure) -> Expression {
    if name == "TO_CHAR", arguments.count == 1 { return .cast(arguments[0], .text(length: nil)) }
    try take(2...2, ScalarFunction.toChar.usage)
    let isPatternFirst = name == "FORMATDATE" || name.hasPrefix("FORMAT_") || name == "STRFTIME" && (literalText(0)?.contains("%") ?? false)
    let value = arguments[isPatternFirst ? 1 : 0]
    let index = isPatternFirst ? 0 : 1
    // Zeros alone: a number with leading ones.
    if let mask = literalText(index).map({ $0.uppercased().hasPrefix("FM") ? String($0.dropFirst(2)) : $0 }), !mask.isEmpty, mask.count <= 38,
      mask.allSatisfy({ $0 == "0" })
    {
      return Self.zeroed(value, places: Int64(mask.count))
    }
    // `0.00`: so many places.
    if let mask = literalText(index), mask.hasPrefix("0."), mask.count <= 12, mask.dropFirst(2).allSatisfy({ $0 == "0" }), mask.count > 2 {
      return .cast(.cast(value, .decimal(precision: 38, scale: mask.count - 2)), .text(length: nil))
    }
    return .call(.toChar, [value, try pattern(index)])
  }

  /// A whole number with leading zeros; a longer one stays whole, unlike what `LPAD` alone would make of it.
  private static func zeroed(_ value: Expression, places: Int64) -> Expression {
    let digits = Expression.cast(.call(.abs, [.call(.round, [value])]), .text(length: nil))
    let padded = Expression.searchedCase(
      [.init(when: .binary(.less, .call(.length, [digits]), integer(places)), then: .call(.leftPad, [digits, integer(places), text("0")]))],
      otherwise: digits)
    let sign = Expression.searchedCase([.init(when: .binary(.less, value, integer(0)), then: text("-"))], otherwise: text(""))
    return .binary(.concatenate, sign, padded)
  }

  /// `CONVERT(type, value, style)`: a style says how a date is written.
  func converted(_ value: Expression, to type: DataType, style: Int64?) throws(ExpressionFailure) -> Expression {
    guard let style, !Self.isHash(value) else { return .cast(value, type) }
    let patterns: [Int64: String] = [
      1: "MM/DD/YY", 3: "DD/MM/YY", 23: "YYYY-MM-DD", 101: "MM/DD/YYYY", 102: "YYYY.MM.DD", 103: "DD/MM/YYYY", 104: "DD.MM.YYYY", 105: "DD-MM-YYYY",
      106: "DD Mon YYYY", 108: "HH24:MI:SS", 110: "MM-DD-YYYY", 111: "YYYY/MM/DD", 112: "YYYYMMDD", 120: "YYYY-MM-DD HH24:MI:SS",
      121: "YYYY-MM-DD HH24:MI:SS.MS", 126: "YYYY-MM-DD\"T\"HH24:MI:SS",
    ]
    guard let pattern = patterns[style] else {
      throw failure("the style \(style) of CONVERT", "one of \(patterns.keys.sorted().map(String.init).joined(separator: ", "))")
    }
    switch type {
    case .text(let length):
      let shown = Expression.call(.toChar, [value, Self.text(pattern)])
      return length.map { .call(.left, [shown, Self.integer(Int64($0))]) } ?? shown
    case .date:
      guard style != 120, style != 121, style != 126 else { return .cast(value, type) }
      return .call(.toDate, [value, Self.text(pattern)])
    case .timestamp:
      guard style != 126, style != 121 else { return .cast(value, type) }
      return .call(.toTimestamp, [value, Self.text(pattern)])
    default: return .cast(value, type)
    }
  }
}
