extension SQLDialectRules {
  /// A cast as the catalogue means it: a value that does not cast is NULL.
  func cast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    if case .decimal(let digits?, _) = type, digits > 38, dialect != .postgres, dialect != .sqlite {
      throw UnsupportedSQL("a number with \(digits) digits, more than 38")
    }
    if operand.expression == .literal(.null) { return try plainCast(operand, to: type) }
    if operand.type == type || type == .unknown { return operand.sql }
    if let folded = folded(operand, to: type) { return folded }
    switch (operand.type, type) {
    case (.text, .text): return operand.sql
    case (_, .text): return try text(of: operand)
    case (.text, .integer), (.text, .decimal), (.text, .double): return number(ofText: operand.sql, type)
    case (.unknown, .double) where operand.expression.isSurelyNumber: return SQL.cast(operand.sql, typeName(.double))
    case (.unknown, .integer) where operand.expression.isSurelyNumber, (.unknown, .decimal) where operand.expression.isSurelyNumber:
      return number(operand, narrowedTo: type)
    case (.unknown, .integer), (.unknown, .decimal), (.unknown, .double):
      return number(ofText: SQL.cast(operand.sql, typeName(.text(length: nil))), type)
    // No table has as many rows as would make this fail.
    case (.integer, .integer) where operand.expression.countsRows:
      return typeName(operand.type) == typeName(type) ? operand.sql : try plainCast(operand, to: type)
    case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal), (.decimal, .integer):
      return Self.fits(operand.type, type) ? try plainCast(operand, to: type) : number(operand, narrowedTo: type)
    case (.double, .integer), (.double, .decimal): return number(operand, narrowedTo: type)
    case (.integer, .double), (.decimal, .double): return SQL.cast(operand.sql, typeName(.double))
    case (.boolean, .integer), (.boolean, .decimal), (.boolean, .double):
      let isTrue = predicate(ofValue: operand.sql)
      return SQL.searchedCase([(isTrue, "1"), (negated(isTrue), "0")])
    case (.integer, .boolean), (.decimal, .boolean), (.double, .boolean):
      return value(ofPredicate: SQL.comparison(operand.sql, "<>", "0"), isNeverNull: false)
    case (.text, .boolean): return boolean(ofText: operand.sql)
    case (.unknown, .boolean): return boolean(ofText: SQL.cast(operand.sql, typeName(.text(length: nil))))
    case (.text, .date): return date(ofText: operand.sql)
    case (.unknown, .date): return date(ofText: SQL.cast(operand.sql, typeName(.text(length: nil))))
    case (.text, .timestamp(withTimeZone: false)): return timestamp(ofText: operand.sql)
    case (.unknown, .timestamp(withTimeZone: false)): return timestamp(ofText: SQL.cast(operand.sql, typeName(.text(length: nil))))
    default: return try plainCast(operand, to: type)
    }
  }

  func negated(_ predicate: SQL) -> SQL { SQL("NOT \(predicate, .primary)").bound(.not) }

  func text(of operand: SQLOperand) throws(UnsupportedSQL) -> SQL {
    switch operand.type {
    case .integer, .decimal, .double: return text(ofNumber: operand)
    case .boolean:
      let isTrue = predicate(ofValue: operand.sql)
      return SQL.searchedCase([(isTrue, text("true")), (negated(isTrue), text("false"))])
    case .date: return try formatted(operand, .isoDate)
    case .timestamp: return try formatted(operand, .isoTimestamp)
    default: return try plainCast(operand, to: .text(length: nil))
    }
  }

  private func boolean(ofText text: SQL) -> SQL {
    func isOne(of words: [String]) -> SQL {
      SQL("LOWER(\(text)) IN (\(SQL.list(words.map { self.text($0) })))").bound(.comparison)
    }
    return SQL.searchedCase([
      (isOne(of: ["true", "t", "yes", "y", "on", "1"]), boolean(true)), (isOne(of: ["false", "f", "no", "n", "off", "0"]), boolean(false)),
    ])
  }

  /// What a written value is in the type at once; `nil` where the engine has to find out.
  private func folded(_ operand: SQLOperand, to type: DataType) -> SQL? {
    switch (operand.expression, type) {
    case (.literal(.text(let text)), .date): return DateLiteral.date(text) != nil ? date(text) : nil
    case (.literal(.text(let text)), .timestamp(withTimeZone: false)): return DateLiteral.date(text) != nil ? timestamp(text + " 00:00:00") : nil
    case (.literal(.integer(let value)), .integer(let bits)):
      return bits >= 64 || (bits == 32 ? Int32(exactly: value) != nil : Int16(exactly: value) != nil) ? integer(Int(value)) : nil
    case (.literal(.text(let text)), .integer(let bits)):
      guard let value = Int64(text) else { return nil }
      return folded(SQLOperand(expression: .literal(.integer(value)), type: .integer(bits: 64), sql: operand.sql), to: .integer(bits: bits))
    case (.literal(.boolean(let value)), .text): return text(value ? "true" : "false")
    case (.literal(.integer(let value)), .text): return text(String(value))
    case (.literal(.integer(let value)), .boolean): return boolean(value != 0)
    default: return nil
    }
  }

  // Numbers

  /// Whether every value of one type is a value of the other.
  static func fits(_ type: DataType, _ other: DataType) -> Bool {
    switch (type, other) {
    case (.integer(let bits), .integer(let otherBits)): return bits <= otherBits
    case (.decimal, .integer), (.double, _): return false
    case (_, .decimal(nil, _)): return true
    case (.integer(let bits), .decimal(let precision?, let scale)):
      return precision - (scale ?? 0) >= (bits <= 16 ? 5 : bits <= 32 ? 10 : 19)
    case (.decimal(let precision?, let scale), .decimal(let otherPrecision?, let otherScale)):
      return (scale ?? 0) <= (otherScale ?? 0) && precision - (scale ?? 0) <= otherPrecision - (otherScale ?? 0)
    default: return false
    }
  }

  /// Whether a number rounds to one that the type holds; `nil` where the type holds all.
  func isWithin(_ number: SQL, _ type: DataType) -> SQL? {
    switch type {
    case .integer(let bits):
      let limit = bits <= 16 ? "32768" : bits <= 32 ? "2147483648" : "9223372036854775808"
      return SQL("ABS(\(number, .additive) + 0.5) < \(raw: limit)").bound(.comparison)
    case .decimal(let precision?, let scale):
      let places = scale ?? 0
      // Half a last place below the first number that has a digit too many.
      let limit = (precision > places ? String(repeating: "9", count: precision - places) : "0") + "." + String(repeating: "9", count: places) + "5"
      return SQL("ABS(\(number)) < \(raw: limit)").bound(.comparison)
    default: return nil
    }
  }

  func places(of type: DataType) -> Int? {
    switch type {
    case .integer: 0
    case .decimal(.some, let scale): scale ?? 0
    case .decimal(nil, let scale): scale
    default: nil
    }
  }

  /// As most engines do: `TRY_CAST`, which is NULL where the value does not fit.
  func tryCast(_ sql: SQL, to type: DataType, with word: String = "TRY_CAST") -> SQL { SQL.cast(sql, typeName(type), with: word) }
}
