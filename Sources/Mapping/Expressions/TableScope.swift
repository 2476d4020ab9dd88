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
