/// What a plan is made for, besides the workbook.
package struct PlanOptions: Sendable {
  /// Only these targets, named without case, whole or by their last part; `nil`: all.
  package var tables: [String]?
  package var answers: [RuleAnswer]
  package var changes: [PlanChange]

  package init(tables: [String]? = nil, answers: [RuleAnswer] = [], changes: [PlanChange] = []) {
    self.tables = tables
    self.answers = answers
    self.changes = changes
  }
}

/// What a model or a person wants of a target's joins or filters in place of what the sheets say. It is read and checked like the cells that it takes the place of.
package struct PlanChange: Sendable, Equatable {
  package enum Subject: Sendable, Equatable {
    /// In place of all conditions that the workbook has for the target; an empty list keeps every row.
    case filters([String])
    /// In place of the condition of the join with this alias. - Parameter kind: `left` and so on; `nil` leaves it as it is.
    case join(alias: String, kind: String?, condition: String)

    package var isOfFilters: Bool { if case .filters = self { true } else { false } }
  }

  /// The target table, compared without case.
  package var table: String
  package var subject: Subject

  package init(table: String, _ subject: Subject) {
    self.table = table
    self.subject = subject
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
