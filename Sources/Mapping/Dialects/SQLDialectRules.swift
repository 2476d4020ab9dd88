/// How one dialect spells what the catalogue means (docs/mapping-functions.md). What most engines share stands in the extensions; a dialect says what it does
/// otherwise. Every spelling gives the same value on every engine, or throws.
protocol SQLDialectRules: Sendable {
  var dialect: Dialect { get }

  // Names and literals
  /// The name in quotes; `SQLNames` decides whether it needs them.
  func quoted(_ name: String) -> String
  func text(_ text: String) -> SQL
  func date(_ iso: String) -> SQL
  func timestamp(_ iso: String) -> SQL
  func boolean(_ value: Bool) -> SQL
  func typeName(_ type: DataType) -> String

  // Predicates where they are no values
  func value(ofPredicate predicate: SQL, isNeverNull: Bool) -> SQL
  func predicate(ofValue value: SQL) -> SQL

  // Operators
  /// NULL when one of them is.
  func joined(_ texts: [SQL]) -> SQL
  /// NULL counts as `''`.
  func concatenated(_ texts: [SQLOperand]) -> SQL
  func like(_ value: SQLOperand, _ pattern: SQLOperand, isNegated: Bool) -> SQL
  /// As it is ordered and compared: by code point.
  func comparable(_ operand: SQLOperand) -> SQL
  func sortKeys(_ operand: SQLOperand, isDescending: Bool) -> [SQL]
  /// What stands behind ORDER BY where a window has no order and needs one; `nil` where it needs none.
  var noOrder: SQL? { get }
  func quotient(_ left: SQLOperand, _ right: SQLOperand) -> SQL
  /// Half away from zero.
  func rounded(_ number: SQLOperand, places: SQLOperand?) -> SQL
  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL

  // Casts
  /// A number of a text; NULL where it is none or does not fit.
  func number(ofText text: SQL, _ type: DataType) -> SQL
  /// A number of another number that may not fit or has more places.
  func number(_ number: SQLOperand, narrowedTo type: DataType) -> SQL
  func text(ofNumber number: SQLOperand) -> SQL
  func date(ofText text: SQL) -> SQL
  func timestamp(ofText text: SQL) -> SQL
  /// Between types that every engine casts as it is told.
  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL

  // Functions
  /// What this dialect spells otherwise than most; `nil`: as most.
  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL?
  func extracted(_ unit: DateUnit, from date: SQLOperand) throws(UnsupportedSQL) -> SQL
  func truncated(_ date: SQLOperand, to unit: DateUnit) throws(UnsupportedSQL) -> SQL
  func added(_ count: SQLOperand, _ unit: DateUnit, to date: SQLOperand) throws(UnsupportedSQL) -> SQL
  func difference(_ unit: DateUnit, from start: SQLOperand, to end: SQLOperand) throws(UnsupportedSQL) -> SQL
  func lastDay(ofMonthOf date: SQLOperand) -> SQL
  var currentDate: SQL { get }
  var currentTimestamp: SQL { get }
  /// How the elements of a date are written in this dialect's own patterns.
  static var dateCodes: DatePatternCodes { get }
  func formatted(_ date: SQLOperand, codes: String) -> SQL
  func parsed(_ text: SQLOperand, _ pattern: DatePattern, isTimestamp: Bool) throws(UnsupportedSQL) -> SQL
  /// Whether a text has just these elements, all of fixed width, in digits.
  func matches(_ text: SQL, _ elements: [DatePattern.Element]) -> SQL

  // Aggregates and windows
  func aggregate(_ function: AggregateFunction, _ argument: SQLOperand, isDistinct: Bool) throws(UnsupportedSQL) -> SQL
  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL
}

/// `STRING_AGG`, its parts spelled.
struct SQLTextAggregate: Sendable {
  let value: SQLOperand
  let separator: SQL
  let isDistinct: Bool
  /// Never empty: by the texts themselves where the sheet gives none.
  let order: [(key: SQLOperand, isDescending: Bool)]
}

extension SQLDialectRules {
  func text(_ text: String) -> SQL { SQL("'" + SQLNames.printable(text).replacingBytes("'", with: "''") + "'") }
  func date(_ iso: String) -> SQL { SQL("DATE \(raw: text(iso).flat)") }
  func timestamp(_ iso: String) -> SQL { SQL("TIMESTAMP \(raw: text(iso).flat)") }
  func boolean(_ value: Bool) -> SQL { value ? "TRUE" : "FALSE" }

  func quoted(_ name: String) -> String { "\"" + name.replacingBytes("\"", with: "\"\"") + "\"" }

  func value(ofPredicate predicate: SQL, isNeverNull: Bool) -> SQL { predicate }
  func predicate(ofValue value: SQL) -> SQL { value }

  func integer(_ value: Int) -> SQL { SQL(String(value)).bound(value < 0 ? .sign : .primary) }

  func joined(_ texts: [SQL]) -> SQL { SQL.chain(texts, "||", .concatenation, operandsAtLeast: .sign) }

  func concatenated(_ texts: [SQLOperand]) -> SQL {
    SQL.call("CONCAT", texts.map(\.sql))
  }

  /// `COALESCE(x, '')` in front of each operand that can be NULL.
  func joinedWithoutNulls(_ texts: [SQLOperand]) -> SQL {
    joined(texts.map { $0.isLiteral ? $0.sql : SQL.call("COALESCE", $0.sql, text("")) })
  }

  /// A pattern for engines whose own sign of escape is the backslash.
  func likePattern(_ pattern: SQLOperand) -> SQL {
    pattern.textLiteral.map { text(LikePattern.escaped($0, special: ["\\", "%", "_"]).text) } ?? pattern.sql
  }

  func comparable(_ operand: SQLOperand) -> SQL { operand.sql }

  func sortKeys(_ operand: SQLOperand, isDescending: Bool) -> [SQL] {
    [SQL("\(comparable(operand))\(raw: isDescending ? " DESC" : "") NULLS LAST")]
  }

  var noOrder: SQL? { nil }

  func asDouble(_ operand: SQLOperand) -> SQL {
    operand.type == .double ? operand.sql : SQL.cast(operand.sql, typeName(.double))
  }

  func quotient(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    SQL.infix(asDouble(left), "/", divisor(right), .multiplicative, leftAtLeast: .multiplicative, rightAtLeast: .sign)
  }

  /// NULL in place of zero.
  func divisor(_ operand: SQLOperand) -> SQL {
    if let value = operand.integerLiteral, value != 0 { return integer(value) }
    return SQL.call("NULLIF", operand.sql, "0")
  }

  func remainder(_ left: SQLOperand, _ right: SQLOperand) -> SQL {
    SQL.infix(left.sql, "%", divisor(right), .multiplicative, leftAtLeast: .multiplicative, rightAtLeast: .sign)
  }

  func plainCast(_ operand: SQLOperand, to type: DataType) throws(UnsupportedSQL) -> SQL {
    SQL.cast(operand.sql, typeName(type))
  }

  func special(_ function: ScalarFunction, _ arguments: [SQLOperand]) throws(UnsupportedSQL) -> SQL? { nil }

  func aggregate(_ function: AggregateFunction, _ argument: SQLOperand, isDistinct: Bool) throws(UnsupportedSQL) -> SQL {
    let value =
      switch function {
      case .average: asDouble(argument)
      case .minimum, .maximum: comparable(argument)
      default: argument.sql
      }
    return SQL.call(head: function.rawValue + (isDistinct ? "(DISTINCT " : "("), [value], tail: ")")
  }

  func textAggregate(_ aggregate: SQLTextAggregate) throws(UnsupportedSQL) -> SQL {
    SQL.call(
      head: aggregate.isDistinct ? "STRING_AGG(DISTINCT " : "STRING_AGG(", [aggregate.value.sql, aggregate.separator],
      tail: " ORDER BY \(SQL.list(aggregate.order.flatMap { sortKeys($0.key, isDescending: $0.isDescending) }).flat))")
  }
}
