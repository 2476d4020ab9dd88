/// What a plan is made for, besides the workbook.
package struct PlanOptions: Sendable {
  /// Only these targets, named without case, whole or by their last part; `nil`: all.
  package var tables: [String]?
  package var answers: [RuleAnswer]

  package init(tables: [String]? = nil, answers: [RuleAnswer] = []) {
    self.tables = tables
    self.answers = answers
  }
}

/// An expression that a model or a person gave for one target column. It is parsed, resolved and checked like any cell, and takes the place of the cell's own rule; one
/// that fails leaves the column open.
package struct RuleAnswer: Sendable, Equatable {
  /// The target table, compared without case.
  package var table: String
  package var column: String
  /// The branch of a union: its place among the target's branches in the plan, from 0; `nil`: every one.
  package var branch: Int?
  /// In any of the spellings that a cell may have.
  package var expression: String

  package init(table: String, column: String, branch: Int? = nil, expression: String) {
    self.table = table
    self.column = column
    self.branch = branch
    self.expression = expression
  }
}
