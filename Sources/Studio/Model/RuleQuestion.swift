import Primitives

/// What a model is asked about the columns of one target: one rule that stands in words, or what a person wants changed.
package struct RuleQuestion: Sendable, Equatable {
  package var table: String
  /// The column whose rule it is; `nil` where several may change.
  package var column: String?
  /// The branch of a union; `nil`: every one.
  package var branch: Int?
  /// Columns that an answer may be about.
  package var columns: [String]
  /// Aliases of the joins that an answer may be about.
  package var joins: [String] = []
  /// Whether an answer may be about what is kept.
  package var hasFilters = false
  /// `Sheet!H7`; `nil` where it is about no one cell.
  package var cell: String?
  package var instructions: String
  package var question: String

  package init(
    table: String, column: String?, branch: Int?, columns: [String], cell: String?, instructions: String, question: String
  ) {
    self.table = table
    self.column = column
    self.branch = branch
    self.columns = columns
    self.cell = cell
    self.instructions = instructions
    self.question = question
  }

  /// By what an answer that was kept is known again.
  struct Key: Hashable {
    var table: String
    var column: String?
    var branch: Int?
  }

  var key: Key { Key(table: table, column: column, branch: branch) }

  /// What it is about, in a few words.
  package var subject: String { column.map { "\(table).\($0)" } ?? table }

  /// In the shape of OpenAI's `messages`.
  package var messages: JSONValue {
    .array([
      .object(["role": .string("system"), "content": .string(instructions)]),
      .object(["role": .string("user"), "content": .string(question)]),
    ])
  }
}
