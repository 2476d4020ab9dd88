/// What names of an expression can stand for.
package protocol NameScope: Sendable {
  /// With their aliases; a table whose columns nobody knows has none.
  var tables: [SelectBranch.SourceTable] { get }
  /// Whose columns stand without an alias: the table of the cell's own row. `nil`: a name alone must be of one table only.
  var defaultAlias: String? { get }
  /// Whether `"x"` is a name although no table's known columns have it: the workbook names such a column elsewhere.
  func isMentioned(_ name: String) -> Bool
}

/// The tables of one `SELECT`.
package struct TableScope: NameScope {
  package var tables: [SelectBranch.SourceTable]
  package var defaultAlias: String?
  private let mentioned: Set<String>

  /// - Parameter mentioned: columns that the workbook names.
  package init(_ tables: [SelectBranch.SourceTable], defaultAlias: String? = nil, mentioned: some Sequence<String> = []) {
    self.tables = tables
    self.defaultAlias = defaultAlias
    self.mentioned = Set(mentioned.map { $0.lowercased() })
  }

  package func isMentioned(_ name: String) -> Bool { mentioned.contains(name.lowercased()) }
}

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

/// Why an expression means nothing here: what a diagnostic says.
package struct ResolutionFailure: Error, Sendable, Equatable {
  /// `unknown_column`, `unknown_table`, `ambiguous_source`, `cannot_cast`, `aggregate_mixed` or `bad_expression`.
  package var code: Diagnostic.Code
  package var found: String
  package var fix: String

  package init(_ code: Diagnostic.Code, found: String, fix: String) {
    self.code = code
    self.found = found
    self.fix = fix
  }
}
