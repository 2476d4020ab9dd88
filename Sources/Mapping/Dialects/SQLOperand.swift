/// An expression that is spelled already, with what is known of its type.
struct SQLOperand: Sendable {
  let expression: Expression
  let type: DataType
  /// A value, never a bare predicate where the dialect tells them apart.
  let sql: SQL

  var isText: Bool { type.isText }
  var isUnknown: Bool { type == .unknown }

  var isInteger: Bool { if case .integer = type { true } else { false } }

  var isDecimal: Bool { if case .decimal = type { true } else { false } }

  /// The whole number that is written there; `nil` where it is computed.
  var integerLiteral: Int? {
    switch expression {
    case .literal(.integer(let value)): Int(exactly: value)
    case .negate(.literal(.integer(let value))): Int(exactly: value).map { -$0 }
    default: nil
    }
  }

  var textLiteral: String? {
    if case .literal(.text(let text)) = expression { text } else { nil }
  }

  var isLiteral: Bool {
    if case .literal = expression { true } else { false }
  }

  func with(_ sql: SQL, type: DataType? = nil) -> SQLOperand { SQLOperand(expression: expression, type: type ?? self.type, sql: sql) }
}
