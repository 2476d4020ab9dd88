/// What a transformation's cell says.
package enum Rule: Sendable, Equatable {
  /// The source column as it is.
  case copy
  /// Names are not yet looked at; a rule that names no column is written over the row's own source columns.
  case expression(Expression)
  case lookup(LookupRule)
  case generated(GeneratedColumn)
  case select(SelectStatement)
  /// Words that are not surely understood.
  case prose(String)
  /// It looks like an expression and is none: `bad_expression`.
  case malformed(ExpressionFailure)
}
