/// An expression whose names are found and whose conversions are written out.
package struct ResolvedExpression: Sendable, Equatable {
  package var expression: Expression
  package var type: DataType
  package var isNullable: Bool

  package init(_ expression: Expression, type: DataType, isNullable: Bool) {
    self.expression = expression
    self.type = type
    self.isNullable = isNullable
  }
}
