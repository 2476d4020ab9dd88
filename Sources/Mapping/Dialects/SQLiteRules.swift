/// SQLite 3.40 with its mathematical functions. Dates are ISO text, booleans 0 and 1, decimals doubles.
struct SQLiteRules: SQLDialectRules {
  let dialect = Dialect.sqlite

  func text(_ text: String) -> SQL {
    let pieces = SQLEscapes.pieces(SQLNames.printable(text), controlsBy: "CHAR") { "'" + $0.replacingBytes("'", with: "''") + "'" }
    return pieces.count == 1 ? pieces[0] : joined(pieces)
  }

  func date(_ iso: String) -> SQL { text(iso) }
  func timestamp(_ iso: String) -> SQL { text(iso) }
  func boolean(_ value: Bool) -> SQL { value ? "1" : "0" }

  func typeName(_ type: DataType) -> String {
    switch type {
    case .integer, .boolean: "INTEGER"
    case .decimal, .double: "REAL"
    case .text, .unknown, .date, .timestamp, .time, .json: "TEXT"
    case .binary: "BLOB"
    }
  }

  func concatenated(_ texts: [SQLOperand]) -> SQL { joinedWithoutNulls(texts) }

  /// `LIKE` does not tell case here; `GLOB` does.
  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL {
    let glob: SQL
    if let literal = pattern.textLiteral {
      let written = LikePattern.parts(literal).map { part in
        switch part {
        case .any: "*"
        case .one: "?"
        case .character(let scalar): "*?[".unicodeScalars.contains(scalar) ? "[\(scalar)]" : String(scalar)
        }
      }
      glob = text(written.joined())
    } else {
      // Escaped signs are set aside first and come back last.
      let steps = [
        ("\\\\", "\u{1}"), ("\\%", "\u{2}"), ("\\_", "\u{3}"), ("[", "[[]"), ("*", "[*]"), ("?", "[?]"), ("%", "*"), ("_", "?"), ("\u{1}", "\\"),
        ("\u{2}", "%"), ("\u{3}", "_"),
      ]
      glob = steps.reduce(pattern.sql) { SQL.call("REPLACE", $0, text($1.0), text($1.1)) }
    }
    return SQL.comparison(value.sql, isNegated ? "NOT GLOB" : "GLOB", glob)
  }

  func quotient(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    // One real side makes the division real; a decimal may be stored as a whole number.
    let dividend = left.type == .double ? left.sql : SQL.cast(left.sql, "REAL")
    return SQL.infix(dividend, "/", divisor(right), .multiplicative, leftAtLeast: .multiplicative, rightAtLeast: .sign)
  }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    if left.isInteger, right.isInteger {
      return SQL.infix(left.sql, "%", divisor(right), .multiplicative, leftAtLeast: .multiplicative, rightAtLeast: .sign)
    }
    guard let one = places(of: left.type), let other = places(of: right.type) else { return SQL.call("MOD", left.sql, divisor(right)) }
    // In units of the last place, so that binary fractions do not show.
    let unit = String(repeating: "0", count: max(one, other))
    func units(_ operand: SQLOperand) -> SQL {
      SQL.cast(SQL("ROUND(\(operand.sql, .multiplicative) * 1\(raw: unit))"), "INTEGER")
    }
    return SQL("\(units(left)) % NULLIF(\(units(right)), 0) / 1\(raw: unit).0").bound(.multiplicative)
  }

  // Casts

  func number(ofText text: SQL, _ type: DataType) -> SQL {
    // Compared with a number, a text is one where all of it is.
    let number = SQL.cast(text, "NUMERIC")
    var conditions = [SQL.comparison(number, "=", text)]
    if let isWithin = isWithin(number, type) { conditions.append(isWithin) }
    let value: SQL =
      switch type {
      case .double: SQL.cast(text, "REAL")
      default: rounded(number, places: places(of: type))
      }
    return SQL.when(SQL.all(conditions), then: value)
  }

  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL {
    let value = number.isInteger ? number.sql : rounded(number.sql, places: places(of: type))
    return isWithin(number.sql, type).map { SQL.when($0, then: value) } ?? value
  }

  private func rounded(_ number: SQL, places: Int?) -> SQL {
    guard let places else { return SQL.cast(number, "REAL") }
    // The whole part is taken as it is: as a real it would lose digits beyond 15.
    if places == 0 {
      return SQL("CAST(\(number) AS INTEGER) + CAST(ROUND(\(number, .additive) - CAST(\(number) AS INTEGER)) AS INTEGER)").bound(.additive)
    }
    return SQL.call("ROUND", lifted(number), integer(places))
  }

  func text(ofNumber number: SQLOperand) -> SQL {
    switch number.type {
    case .double:
      // The first of 15, 16 and 17 digits that reads back the same.
      func digits(_ count: Int) -> SQL { SQL("PRINTF('%!.\(count)g', \(number.sql))") }
      func isSame(_ count: Int) -> SQL { SQL.comparison(SQL.cast(digits(count), "REAL"), "=", number.sql) }
      let shortest = SQL.searchedCase([(isSame(15), digits(15)), (isSame(16), digits(16))], otherwise: digits(17))
      return SQL.searchedCase([
        (
          SQL("\(number.sql, .concatenation) = CAST(\(number.sql) AS INTEGER) AND ABS(\(number.sql)) < 1000000000000000").bound(.and),
          SQL.cast(SQL.cast(number.sql, "INTEGER"), "TEXT")
        ), (number.sql.isNull(negated: true), SQL.call("REPLACE", shortest, "'.0e'", "'e'")),
      ])
    case .decimal:
      guard let places = places(of: number.type) else { return SQL.cast(number.sql, "TEXT") }
      // PRINTF makes '0' of NULL.
      let digits = places == 0 ? SQL("PRINTF('%d', ROUND(\(number.sql)))") : SQL("PRINTF('%.\(places)f', \(lifted(number.sql)))")
      return SQL.when(number.sql.isNull(negated: true), then: digits)
    default: return SQL.cast(number.sql, "TEXT")
    }
  }

  /// A day that does not exist is only found out when it is counted with: 30 February is then 1 or 2 March.
  private func exact(_ name: String, _ text: SQL) -> SQL { SQL.call(name, text, "'+0 days'") }

  func date(ofText text: SQL) -> SQL {
    let day = SQL.call("SUBSTR", text, "1", "10")
    let time = SQL.call("SUBSTR", text, "11")
    let isMoment = SQL(
      "\(time) GLOB \(self.text("[ T][0-9][0-9]:[0-9][0-9]:[0-9][0-9]*")) AND \(time) NOT GLOB \(self.text("*[^0-9.:T ]*"))"
    ).bound(.and)
    let rest = SQL.any([SQL.comparison(SQL.call("LENGTH", text), "=", "10"), isMoment])
    return SQL.when(SQL.all([SQL.comparison(exact("DATE", text), "=", day), rest]), then: day)
  }

  func timestamp(ofText text: SQL) -> SQL {
    // DATETIME cuts off the fraction, which stays where there is one.
    let moment = SQL("REPLACE(\(text), 'T', ' ')")
    let begin = SQL.call("SUBSTR", moment, "1", "19")
    let isMoment = SQL.all([
      SQL.comparison(exact("DATETIME", begin), "=", begin),
      SQL("SUBSTR(\(text), 20) NOT GLOB \(self.text("*[^0-9.]*"))").bound(.comparison),
      SQL("SUBSTR(\(text), 20) NOT GLOB \(self.text("[0-9]*"))").bound(.comparison),
    ])
    return SQL.searchedCase([
      (SQL.comparison(exact("DATE", text), "=", text), joined([text, self.text(" 00:00:00")])), (isMoment, moment),
    ])
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if operand.expression == .literal(.null) { return "NULL" }
    switch (operand.type, type) {
    case (.date, .timestamp): return joined([operand.sql, text(" 00:00:00")])
    case (.timestamp, .date): return SQL.call("DATE", operand.sql)
    case (.timestamp, .time): return SQL.call("TIME", operand.sql)
    case (_, .json): return SQL.when(SQL.call("JSON_VALID", operand.sql), then: operand.sql)
    case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal), (.timestamp, .timestamp): return operand.sql
    case (_, .time), (_, .binary), (_, .timestamp): throw UnsupportedSQL("SQLite has no type \(type.name)")
    default: return SQL.cast(operand.sql, typeName(type))
    }
  }

  // Functions

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? {
    let x = arguments.map(\.sql)
    switch function {
    case .title, .reverse, .regexpReplace, .md5, .sha256: throw UnsupportedSQL("SQLite has no \(function.rawValue)")
    case .substring: return substring(arguments, name: "SUBSTR")
    case .left, .right: return cut(arguments[0], arguments[1], isRight: function == .right)
    case .splitPart: return try part(arguments)
    case .leftPad, .rightPad: return padded(arguments, isLeft: function == .leftPad)
    case .position: return SQL.call("INSTR", x[1], x[0])
    case .ceil, .floor:
      guard arguments[0].isDecimal, let places = places(of: arguments[0].type), places > 0 else { return nil }
      return SQL.call(function.rawValue, SQL.call("ROUND", x[0], integer(places)))
    case .sign: return SQL.call("SIGN", x)
    case .greatest, .least: return x.count == 1 ? x[0] : SQL.call(function == .greatest ? "MAX" : "MIN", withoutNulls(arguments))
    default: return nil
    }
  }

  private func cut(_ text: SQLOperand, _ count: SQLOperand, isRight: Bool) -> SQL {
    let length = SQL.call("LENGTH", text.sql)
    func ofCount(_ number: SQL) -> SQL {
      isRight ? SQL("SUBSTR(\(text.sql), \(length) - \(number, .multiplicative) + 1)") : SQL.call("SUBSTR", text.sql, "1", number)
    }
    guard let number = count.integerLiteral else {
      let all = SQL("\(length) + \(count.sql, .multiplicative)").bound(.additive)
      let wanted = SQL.when(SQL.comparison(count.sql, "<", "0"), then: SQL.call("MAX", all, "0"), otherwise: SQL.call("MIN", count.sql, length))
      return ofCount(wanted)
    }
    if number == 0 { return SQL.call("SUBSTR", text.sql, "1", "0") }
    if isRight { return number > 0 ? SQL.call("SUBSTR", text.sql, integer(-number)) : SQL.call("SUBSTR", text.sql, integer(1 - number)) }
    return number > 0 ? ofCount(integer(number)) : ofCount(SQL.call("MAX", SQL("\(length) - \(-number)"), "0"))
  }

  /// The parts as a JSON array: the one list that SQLite takes apart within an expression.
  private func part(_ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL {
    guard let separator = arguments[1].textLiteral, let number = arguments[2].integerLiteral, number != 0 else {
      throw UnsupportedSQL("SPLIT_PART of SQLite needs a written separator and a written number other than 0")
    }
    let value = arguments[0].sql
    guard let first = separator.unicodeScalars.first else {
      return number == 1 || number == -1 ? value : SQL.when(value.isNull(negated: true), then: text(""))
    }
    // What could be part of a JSON escape would cut where no separator is.
    let isSafe =
      first.value >= 0x20 && !"bfnrtu0123456789abcdefABCDEF/".unicodeScalars.contains(first) && !separator.utf8.contains(0x22)
      && !separator.utf8.contains(0x5c)
      && separator.unicodeScalars.allSatisfy { $0.value >= 0x20 }
    guard isSafe else { throw UnsupportedSQL("SPLIT_PART of SQLite cannot cut at this separator") }
    let index = number > 0 ? "$[\(number - 1)]" : "$[#\(number)]"
    let list = SQL("'[' || REPLACE(JSON_QUOTE(\(value)), \(text(separator)), \(text("\",\""))) || ']'").bound(.concatenation)
    let part = SQL.call("COALESCE", SQL.call("JSON_EXTRACT", list, text(index)), text(""))
    return SQL.when(value.isNull(negated: true), then: part)
  }

  private func padded(_ arguments: [SQLOperand], isLeft: Bool) -> SQL {
    let value = arguments[0].sql
    let count = arguments[1].sql
    let fill = arguments.count > 2 ? arguments[2] : SQLOperand(expression: .literal(.text(" ")), type: .text(length: nil), sql: text(" "))
    let length = SQL.call("LENGTH", value)
    let filling: SQL
    if let number = arguments[1].integerLiteral, let literal = fill.textLiteral, !literal.isEmpty, (1...60).contains(number) {
      filling = text(String(repeating: literal, count: number / literal.count + 1).prefix(number).description)
    } else {
      filling = SQL("REPLACE(HEX(ZEROBLOB(\(count))), '00', \(fill.sql))")
    }
    let cut = SQL("SUBSTR(\(filling), 1, \(count, .multiplicative) - \(length))")
    return SQL.when(
      SQL.comparison(length, "<", count), then: joined(isLeft ? [cut, value] : [value, cut]),
      otherwise: SQL.call("SUBSTR", value, "1", notNegative(arguments[1])))
  }

  func rounded(_ number: SQLOperand, places: SQLOperand?) -> SQL {
    if number.isInteger, (places?.integerLiteral ?? 0) >= 0 { return number.sql }
    guard let places else { return SQL.call("ROUND", number.sql) }
    guard let count = places.integerLiteral else { return SQL.call("ROUND", lifted(number.sql), places.sql) }
    if count > 0 { return SQL.call("ROUND", lifted(number.sql), integer(count)) }
    if count == 0 { return SQL.call("ROUND", number.sql) }
    let unit = "1" + String(repeating: "0", count: min(18, -count))
    return SQL("ROUND(\(number.sql, .multiplicative) / \(raw: unit).0) * \(raw: unit)").bound(.multiplicative)
  }

  // Dates

  private func code(_ code: String, _ date: SQLOperand) -> SQL { SQL("CAST(STRFTIME('\(raw: code)', \(date.sql)) AS INTEGER)") }

  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .year: code("%Y", date)
    case .quarter: SQL("(\(code("%m", date)) + 2) / 3").bound(.multiplicative)
    case .month: code("%m", date)
    // The week is that of its Thursday.
    case .week: SQL("(CAST(STRFTIME('%j', \(date.sql), '-3 days', 'weekday 4') AS INTEGER) + 6) / 7").bound(.multiplicative)
    case .day: code("%d", date)
    case .hour: code("%H", date)
    case .minute: code("%M", date)
    case .second: code("%S", date)
    case .dayOfWeek: SQL("\(code("%w", date)) + 1").bound(.additive)
    case .isoDayOfWeek: SQL("(\(code("%w", date)) + 6) % 7 + 1").bound(.additive)
    case .dayOfYear: code("%j", date)
    }
  }

  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL {
    let name = date.type == .date ? "DATE" : "DATETIME"
    switch unit {
    case .year, .month, .day: return SQL("\(raw: name)(\(date.sql), 'start of \(raw: unit.rawValue.lowercased())')")
    case .quarter:
      return SQL("\(raw: name)(\(date.sql), 'start of month', '-' || ((\(code("%m", date)) - 1) % 3) || ' months')")
    case .week: return SQL("\(raw: name)(\(date.sql), 'start of day', '-6 days', 'weekday 1')")
    case .hour: return SQL("STRFTIME('%Y-%m-%d %H:00:00', \(date.sql))")
    case .minute: return SQL("STRFTIME('%Y-%m-%d %H:%M:00', \(date.sql))")
    default: return SQL("STRFTIME('%Y-%m-%d %H:%M:%S', \(date.sql))")
    }
  }

  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL {
    let isDate = date.type == .date && !unit.isOfTime
    let name = isDate ? "DATE" : "DATETIME"
    let (factor, spelled) =
      switch unit {
      case .year: (12, "months")
      case .quarter: (3, "months")
      case .month: (1, "months")
      case .week: (7, "days")
      case .day: (1, "days")
      case .hour: (1, "hours")
      case .minute: (1, "minutes")
      default: (1, "seconds")
      }
    func modifier(plus extra: Int = 0) -> SQL {
      if let number = count.integerLiteral {
        let total = number * factor + extra
        return text("\(total < 0 ? "" : "+")\(total) \(spelled)")
      }
      let product = factor == 1 ? count.sql : SQL("\(count.sql, .multiplicative) * \(factor)").bound(.multiplicative)
      let total = extra == 0 ? product : SQL("\(product, .additive) + \(extra)").bound(.additive)
      return SQL("CAST(\(total) AS INTEGER) || ' \(raw: spelled)'").bound(.concatenation)
    }
    guard spelled == "months" else { return SQL.call(name, date.sql, modifier()) }
    // A day that the month does not have runs over into the next; then it is the month's last.
    let last = SQL("DATE(\(date.sql), 'start of month', \(modifier(plus: 1)), '-1 day')")
    let day = SQL.call("MIN", SQL.call("DATE", date.sql, modifier()), last)
    return isDate ? day : joined([day, text(" "), SQL.call("TIME", date.sql)])
  }

  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch unit {
    case .day:
      return SQL.cast(SQL("JULIANDAY(DATE(\(end.sql))) - JULIANDAY(DATE(\(start.sql)))"), "INTEGER")
    case .week:
      func monday(_ date: SQLOperand) -> SQL { SQL("JULIANDAY(\(date.sql), 'start of day', '-6 days', 'weekday 1')") }
      return SQL("CAST(\(monday(end)) - \(monday(start)) AS INTEGER) / 7").bound(.multiplicative)
    case .hour, .minute, .second:
      let code = unit == .hour ? "%Y-%m-%d %H:00" : unit == .minute ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M:%S"
      func begin(_ date: SQLOperand) -> SQL { SQL("STRFTIME('%s', STRFTIME('\(raw: code)', \(date.sql)))") }
      let seconds = unit == .hour ? 3600 : unit == .minute ? 60 : 1
      let difference = SQL("\(begin(end)) - \(begin(start))").bound(.additive)
      return seconds == 1 ? difference : SQL("(\(difference)) / \(seconds)").bound(.multiplicative)
    default: return try differenceOfMonths(unit, from: start, to: end)
    }
  }

  func lastDay(ofMonthOf date: SQLOperand) -> SQL { SQL("DATE(\(date.sql), 'start of month', '+1 month', '-1 day')") }

  let currentDate: SQL = "DATE('now', 'localtime')"
  let currentTimestamp: SQL = "DATETIME('now', 'localtime')"

  static let dateCodes = DatePatternCodes([
    .year: "%Y", .month: "%m", .day: "%d", .hour24: "%H", .minute: "%M", .second: "%S",
  ]) { $0.replacingBytes("%", with: "%%") }

  func formatted(_ date: SQLOperand, codes: String) -> SQL {
    if codes == "%Y-%m-%d", date.type == .date { return date.sql }
    return SQL.call("STRFTIME", text(codes), date.sql)
  }

  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL {
    guard Self.isFixed(pattern) else { throw UnsupportedSQL("a text in the pattern \(pattern) cannot be read by SQLite") }
    let name = isTimestamp ? "DATETIME" : "DATE"
    if pattern == (isTimestamp ? .isoTimestamp : .isoDate) {
      return SQL.when(SQL.comparison(exact(name, text.sql), "=", text.sql), then: text.sql)
    }
    let iso = try isoText(of: text.sql, pattern, isTimestamp: isTimestamp, substring: "SUBSTR")
    let begin = isTimestamp ? SQL.call("SUBSTR", iso, "1", "19") : iso
    let exists = SQL.comparison(exact(name, begin), "=", begin)
    return SQL.when(SQL.all([matches(text.sql, pattern.elements), exists]), then: iso)
  }

  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL {
    let glob = elements.map { element in
      if case .literal(let text) = element { return text.unicodeScalars.map { "*?[".unicodeScalars.contains($0) ? "[\($0)]" : String($0) }.joined() }
      return String(repeating: "[0-9]", count: Self.width(element) ?? 0)
    }.joined()
    return SQL.comparison(text, "GLOB", self.text(glob))
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    throw UnsupportedSQL("SQLite before 3.44 joins texts in no order that one can choose")
  }
}
