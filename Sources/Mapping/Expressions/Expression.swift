/// An expression with one meaning on every engine (docs/mapping-functions.md). The parser makes it from any of the spellings that are read, the resolver finds
/// its names and types, a dialect spells it.
package indirect enum Expression: Sendable, Hashable {
  /// `alias.name`, or a name alone before the resolver found whose it is.
  case column(alias: String?, name: String)
  /// Text in double quotes before the resolver has found whether it names a known column or is text.
  case quoted(String)
  case literal(Literal)
  case negate(Expression)
  case not(Expression)
  case binary(BinaryOperator, Expression, Expression)
  case isNull(Expression, negated: Bool)
  case isIn(Expression, [Expression], negated: Bool)
  case between(Expression, low: Expression, high: Expression, negated: Bool)
  /// Tells case on every engine; `%` and `_` are wild.
  case like(Expression, pattern: Expression, negated: Bool)
  /// `CASE x WHEN y …` is read as `CASE WHEN x = y …`. Without `otherwise`: NULL.
  case searchedCase([CaseBranch], otherwise: Expression?)
  /// A value that does not cast is NULL, and counted when samples are run. To fewer places rounds half away from zero.
  case cast(Expression, DataType)
  /// A scalar function of the catalogue, arguments in the catalogue's order.
  case call(ScalarFunction, [Expression])
  case aggregate(Aggregate)
  case window(WindowCall)

  package struct CaseBranch: Sendable, Hashable {
    package var condition: Expression
    package var result: Expression

    package init(when condition: Expression, then result: Expression) {
      self.condition = condition
      self.result = result
    }
  }

  package struct Aggregate: Sendable, Hashable {
    package var function: AggregateFunction
    /// Empty for `COUNT(*)`; the value and the separator for `STRING_AGG`.
    package var arguments: [Expression]
    package var isDistinct: Bool
    /// Of `STRING_AGG`.
    package var order: [SortKey]

    package init(_ function: AggregateFunction, _ arguments: [Expression], isDistinct: Bool = false, order: [SortKey] = []) {
      self.function = function
      self.arguments = arguments
      self.isDistinct = isDistinct
      self.order = order
    }
  }

  package struct WindowCall: Sendable, Hashable {
    package enum Function: Sendable, Hashable {
      case window(WindowFunction)
      case aggregate(AggregateFunction)
    }

    package var function: Function
    package var arguments: [Expression]
    package var partition: [Expression]
    package var order: [SortKey]

    package init(_ function: Function, _ arguments: [Expression], partition: [Expression], order: [SortKey]) {
      self.function = function
      self.arguments = arguments
      self.partition = partition
      self.order = order
    }
  }

  /// NULLs are last in both directions.
  package struct SortKey: Sendable, Hashable {
    package var expression: Expression
    package var isDescending: Bool

    package init(_ expression: Expression, isDescending: Bool = false) {
      self.expression = expression
      self.isDescending = isDescending
    }
  }

  package enum Literal: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// Digits as they were written, with a point: exact.
    case decimal(String)
    case text(String)
    /// ISO 8601: `2026-11-20`.
    case date(String)
    /// ISO 8601 with a space: `2026-11-20 13:05:00`.
    case timestamp(String)
  }

  package enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
    /// `divide` is never integer division; by zero gives NULL.
    case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%"
    /// Gives NULL when one side is.
    case concatenate = "||"
    case equal = "=", notEqual = "<>", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case and = "AND", or = "OR"
  }
}
