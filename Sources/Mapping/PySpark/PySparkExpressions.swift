/// Spells expressions with the DataFrame API, in the meaning of docs/mapping-functions.md, whatever `spark.sql.ansi.enabled` says.
struct PySparkExpressions {
  /// What Spark has no way to say so that it means the same.
  struct NotInSpark: Error, Equatable {
    let what: String
  }

  /// What type an expression has, as far as it is known.
  let type: (Expression) -> DataType
  /// The functions that the file has to bring along.
  var helpers: Set<PySparkHelper> = []

  init(type: @escaping (Expression) -> DataType) {
    self.type = type
  }

  /// An expression that is a Spark column.
  mutating func column(_ expression: Expression) throws(NotInSpark) -> PythonExpression {
    let column = try spelled(expression)
    guard column.isShorter(than: SQLExpressionWriter.mostCharacters) else {
      throw NotInSpark(what: "the expression takes more than \(SQLExpressionWriter.mostCharacters) characters here")
    }
    return column
  }

  private mutating func spelled(_ expression: Expression) throws(NotInSpark) -> PythonExpression {
    switch expression {
    case .column(let alias, let name): .spark("col", .atom(PythonText.name([alias, name].compactMap { $0 })))
    case .quoted(let text): .lit(.text(text))
    case .literal(let literal): Self.literal(literal)
    case .negate(let operand): .prefix("-", try column(operand))
    case .not(let operand): .prefix("~", try column(operand))
    case .binary(let sign, let left, let right): try binary(sign, left, right)
    case .isNull(let operand, let negated): try column(operand).method(negated ? "isNotNull" : "isNull")
    case .isIn(let operand, let list, let negated): Self.negated(.method(try column(operand), "isin", try values(list)), negated)
    case .between(let operand, let low, let high, let negated):
      Self.negated(try column(operand).method("between", try value(low), try value(high)), negated)
    case .like(let operand, let pattern, let negated): try like(operand, pattern, negated)
    case .searchedCase(let branches, let otherwise): try searchedCase(branches, otherwise)
    case .cast(let operand, let type): try cast(operand, to: type)
    case .call(let function, let arguments): try call(function, arguments)
    case .aggregate(let aggregate): try self.aggregate(aggregate)
    case .window(let window): try self.window(window)
    }
  }

  mutating func columns(_ expressions: [Expression]) throws(NotInSpark) -> [PythonExpression] {
    var columns: [PythonExpression] = []
    for expression in expressions { columns.append(try column(expression)) }
    return columns
  }

  /// An expression where Spark takes a bare value of Python as well.
  mutating func value(_ expression: Expression) throws(NotInSpark) -> PythonExpression {
    switch expression {
    case .literal(.text(let text)): .text(text)
    case .literal(.integer(let number)): .atom("\(number)")
    case .literal(.boolean(let value)): .atom(value ? "True" : "False")
    case .literal, .column, .quoted, .negate, .not, .binary, .isNull, .isIn, .between, .like, .searchedCase, .cast, .call, .aggregate, .window:
      try column(expression)
    }
  }

  mutating func values(_ expressions: [Expression]) throws(NotInSpark) -> [PythonExpression] {
    var values: [PythonExpression] = []
    for expression in expressions { values.append(try value(expression)) }
    return values
  }

  mutating func helper(_ helper: PySparkHelper, _ arguments: PythonExpression...) -> PythonExpression {
    helpers.formUnion(helper.needs)
    helpers.insert(helper)
    return .call(helper.rawValue, arguments)
  }

  private static func literal(_ literal: Expression.Literal) -> PythonExpression {
    switch literal {
    case .null: .lit(.atom("None"))
    case .boolean(let value): .lit(.atom(value ? "True" : "False"))
    case .integer(let number): .lit(.atom("\(number)"))
    case .decimal(let digits): .lit(.text(digits)).method("cast", .text(decimalType(of: digits)))
    case .text(let text): .lit(.text(text))
    case .date(let text): .lit(.text(text)).method("cast", .text("date"))
    case .timestamp(let text): .lit(.text(text)).method("cast", .text("timestamp"))
    }
  }

  /// The type that holds just these digits.
  private static func decimalType(of digits: String) -> String {
    let number = digits.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let places = number.firstIndex(of: UInt8(ascii: ".")).map { number.distance(from: $0, to: number.endIndex) - 1 } ?? 0
    let count = number.count { $0 != UInt8(ascii: ".") }
    return "decimal(\(min(38, max(count, places, 1))),\(min(38, places)))"
  }

  private mutating func binary(
    _ sign: Expression.BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(NotInSpark) -> PythonExpression {
    switch sign {
    case .add: .infix("+", [try column(left), try value(right)])
    case .subtract: .infix("-", [try column(left), try value(right)])
    case .multiply: .infix("*", [try column(left), try value(right)])
    case .divide: .spark("try_divide", try double(left), try double(right))
    case .remainder: try remainder(left, right)
    case .concatenate: .call("F.concat", try columns(Self.operands(of: .concatenate, left, right)))
    case .equal: .infix("==", [try column(left), try value(right)])
    case .notEqual: .infix("!=", [try column(left), try value(right)])
    case .less: .infix("<", [try column(left), try value(right)])
    case .lessOrEqual: .infix("<=", [try column(left), try value(right)])
    case .greater: .infix(">", [try column(left), try value(right)])
    case .greaterOrEqual: .infix(">=", [try column(left), try value(right)])
    case .and: .infix("&", try columns(Self.operands(of: .and, left, right)))
    case .or: .infix("|", try columns(Self.operands(of: .or, left, right)))
    }
  }

  /// A chain of one operator that does not mind in which order it is worked off.
  private static func operands(of sign: Expression.BinaryOperator, _ left: Expression, _ right: Expression) -> [Expression] {
    [left, right].flatMap { side in
      if case .binary(sign, let left, let right) = side { operands(of: sign, left, right) } else { [side] }
    }
  }

  /// Spark fails for zero when ANSI is on.
  mutating func remainder(_ left: Expression, _ right: Expression) throws(NotInSpark) -> PythonExpression {
    if case .literal(.integer(let number)) = right, number != 0 { return .infix("%", [try column(left), .atom("\(number)")]) }
    return .infix("%", [try column(left), .spark("nullif", try column(right), .lit(.number(0)))])
  }

  private mutating func like(_ operand: Expression, _ pattern: Expression, _ negated: Bool) throws(NotInSpark) -> PythonExpression {
    if case .literal(.text(let text)) = pattern { return Self.negated(try column(operand).method("like", .text(text)), negated) }
    return Self.negated(.spark("like", try column(operand), try column(pattern)), negated)
  }

  private mutating func searchedCase(_ branches: [Expression.CaseBranch], _ otherwise: Expression?) throws(NotInSpark) -> PythonExpression {
    guard let first = branches.first else { return try column(otherwise ?? .literal(.null)) }
    var chain = PythonExpression.spark("when", try column(first.condition), try value(first.result))
    for branch in branches.dropFirst() { chain = chain.method("when", try column(branch.condition), try value(branch.result)) }
    guard let otherwise, otherwise != .literal(.null) else { return chain }
    return chain.method("otherwise", try value(otherwise))
  }

  private static func negated(_ condition: PythonExpression, _ negated: Bool) -> PythonExpression {
    negated ? .prefix("~", condition) : condition
  }
}
