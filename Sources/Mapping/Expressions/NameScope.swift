/// What names of an expression can stand for.
package protocol NameScope: Sendable {
  /// With their aliases; a table whose columns nobody knows has none.
  var tables: [SelectBranch.SourceTable] { get }
  /// Whose columns stand without an alias: the table of the cell's own row. `nil`: a name alone must be of one table only.
  var defaultAlias: String? { get }
  /// Whether `"x"` is a name although no table's known columns have it: the workbook names such a column elsewhere.
  func isMentioned(_ name: String) -> Bool
}
