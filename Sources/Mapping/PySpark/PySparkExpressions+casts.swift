extension PySparkExpressions {
  /// Spark's name of a type; `nil` for one that it does not have.
  static func name(of type: DataType) -> String? {
    switch type {
    case .integer(let bits): bits <= 16 ? "smallint" : bits <= 32 ? "int" : "bigint"
    case .decimal(nil, _): "decimal(38,18)"
    case .decimal(let precision?, let scale): "decimal(\(min(38, precision)),\(min(38, scale ?? 0)))"
    case .double: "double"
    case .boolean: "boolean"
    case .text, .json: "string"
    case .date: "date"
    case .timestamp: "timestamp"
    case .binary: "binary"
    case .time, .unknown: nil
    }
  }

  /// A value that does not cast is NULL; to fewer places rounds half away from zero; nothing is cut off.
  mutating func cast(_ operand: Expression, to target: DataType) throws(NotInSpark) -> PythonExpression {
    if target == .unknown { return try column(operand) }
    guard let name = Self.name(of: target) else { throw NotInSpark(what: "Spark has no type for \(target.name)") }
    let source = type(operand)
    if operand == .literal(.null) { return .lit(.atom("None")).method("cast", .text(name)) }
    let value = try column(operand)
    switch target {
    case .integer(let bits): return wholeNumber(value, from: source, bits, isLiteral: Self.constant(operand) != nil, name)
    case .decimal: return helper(.tryCast, value, .text(name))
    case .double: return double(value, from: source)
    case .boolean: return boolean(value, from: source)
    case .text, .json: return text(value, from: source)
    case .date: return date(value, from: source)
    case .timestamp: return timestamp(value, from: source)
    case .binary, .time, .unknown: return value.method("cast", .text(name))
    }
  }

  /// The operand as a double, cast where it is none.
  mutating func double(_ operand: Expression) throws(NotInSpark) -> PythonExpression {
    let source = type(operand)
    return source == .double ? try column(operand) : double(try column(operand), from: source)
  }

  /// The operand as an `int`, which is what Spark counts characters and days in.
  mutating func int(_ operand: Expression) throws(NotInSpark) -> PythonExpression {
    if case .literal(.integer(let number)) = operand { return .lit(.atom("\(number)")) }
    let value = try column(operand)
    if case .integer(let bits) = type(operand), bits <= 32 { return value }
    return value.method("cast", .text("int"))
  }

  private mutating func wholeNumber(
    _ value: PythonExpression, from source: DataType, _ bits: Int, isLiteral: Bool, _ name: String
  ) -> PythonExpression {
    switch source {
    case .boolean: return value.method("cast", .text(name))
    case .integer(let given) where given <= bits || isLiteral: return value.method("cast", .text(name))
    case .integer: return helper(.tryCast, value, .text(name))
    case .decimal, .double: return helper(.tryCast, .spark("round", value, .number(0)), .text(name))
    case .text, .date, .timestamp, .time, .binary, .json, .unknown:
      // By way of a decimal, since Spark takes a text with a fraction for no whole number in one mode and cuts it in the other.
      let exact = helper(.tryCast, value, .text("decimal(38,18)"))
      return helper(.tryCast, .spark("round", exact, .number(0)), .text(name))
    }
  }

  private mutating func double(_ value: PythonExpression, from source: DataType) -> PythonExpression {
    switch source {
    case .double, .integer, .decimal, .boolean: value.method("cast", .text("double"))
    case .text, .json: helper(.doubleFromText, value)
    case .date, .timestamp, .time, .binary, .unknown: helper(.doubleFromText, value.method("cast", .text("string")))
    }
  }

  private mutating func boolean(_ value: PythonExpression, from source: DataType) -> PythonExpression {
    switch source {
    case .boolean: value
    case .integer, .decimal, .double: .infix("!=", [value, .number(0)])
    case .text, .json: helper(.booleanFromText, value)
    case .date, .timestamp, .time, .binary, .unknown: helper(.booleanFromText, value.method("cast", .text("string")))
    }
  }

  private mutating func text(_ value: PythonExpression, from source: DataType) -> PythonExpression {
    switch source {
    case .text, .json: value
    case .double: helper(.textFromDouble, value)
    // Spark writes a decimal with more places with an exponent when ANSI is off.
    case .decimal(_, let scale) where scale.map({ $0 > 6 }) ?? true: helper(.tryCast, value, .text("string"))
    case .timestamp: .spark("date_format", value, .text("yyyy-MM-dd HH:mm:ss"))
    case .integer, .decimal, .boolean, .date, .time, .binary, .unknown: value.method("cast", .text("string"))
    }
  }

  private mutating func date(_ value: PythonExpression, from source: DataType) -> PythonExpression {
    switch source {
    case .date: value
    case .timestamp: value.method("cast", .text("date"))
    case .text, .json: helper(.dateFromText, value)
    case .integer, .decimal, .double, .boolean, .time, .binary, .unknown: helper(.dateFromText, value.method("cast", .text("string")))
    }
  }

  private mutating func timestamp(_ value: PythonExpression, from source: DataType) -> PythonExpression {
    switch source {
    case .timestamp: value
    case .date: value.method("cast", .text("timestamp"))
    case .text, .json: helper(.timestampFromText, value)
    case .integer, .decimal, .double, .boolean, .time, .binary, .unknown: helper(.timestampFromText, value.method("cast", .text("string")))
    }
  }
}
