/// The columns that the tables of a mapping are known to have: what a word that stands alone in a rule may mean, besides the row's own source columns.
package struct KnownNames: Sendable {
  /// In lower case.
  private let columns: Set<String>

  package init(columns: some Sequence<String> = EmptyCollection()) {
    self.columns = Set(columns.map { $0.lowercased() })
  }

  /// Whether some table has a column of this name, compared without case.
  package func hasColumn(_ name: String) -> Bool { columns.contains(name.lowercased()) }
}
