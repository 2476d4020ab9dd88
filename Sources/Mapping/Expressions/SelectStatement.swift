/// A whole `SELECT` in a cell, as far as a plan can hold it: one level, named tables, joins with conditions.
package struct SelectStatement: Sendable, Equatable {
  package struct Column: Sendable, Equatable {
    package var expression: Expression
    /// As it is written, else the column's own name; `nil` for an expression without one.
    package var name: String?

    package init(_ expression: Expression, name: String?) {
      self.expression = expression
      self.name = name
    }
  }

  package struct Table: Sendable, Equatable {
    package var table: TableName
    /// As it is written, else the table's last part.
    package var alias: String

    package init(_ table: TableName, alias: String) {
      self.table = table
      self.alias = alias
    }
  }

  package struct Join: Sendable, Equatable {
    package var kind: SelectBranch.Join.Kind
    package var table: Table
    /// `nil` for a cross join alone, and for tables with a comma between them.
    package var condition: Expression?

    package init(_ kind: SelectBranch.Join.Kind, _ table: Table, on condition: Expression?) {
      self.kind = kind
      self.table = table
      self.condition = condition
    }
  }

  package var columns: [Column]
  package var isDistinct: Bool
  package var from: Table
  package var joins: [Join]
  package var filter: Expression?
  package var groupBy: [Expression]
  package var having: Expression?
  package var order: [Expression.SortKey]

  package init(
    columns: [Column], isDistinct: Bool = false, from: Table, joins: [Join] = [], filter: Expression? = nil, groupBy: [Expression] = [],
    having: Expression? = nil, order: [Expression.SortKey] = []
  ) {
    self.columns = columns
    self.isDistinct = isDistinct
    self.from = from
    self.joins = joins
    self.filter = filter
    self.groupBy = groupBy
    self.having = having
    self.order = order
  }
}
