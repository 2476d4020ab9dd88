/// Columns of a header row that belong together: one side's, one layer's, one system's.
struct ColumnGroup {
  var side: Layer?
  /// A band's, or the unknown words in `SAP Table`.
  var name: String?
  /// The band's place and text, where it stands under one.
  var band: HeaderBand?
  var concepts: [HeaderMeaning.Concept: [Int]] = [:]
  var columns: [Int] = []
  /// Columns headed by the side's word alone.
  var sideAlone: [Int] = []
  /// Whether the side is said by a word, not taken from the place.
  var isSideSaid = false
  var isMisspelt = false

  subscript(_ concept: HeaderMeaning.Concept) -> [Int] { concepts[concept] ?? [] }

  var hasColumn: Bool { !self[.column].isEmpty }

  mutating func add(_ concept: HeaderMeaning.Concept, _ column: Int) {
    concepts[concept, default: []].append(column)
    columns.append(column)
  }

  /// A column headed `Source` alone is what the group lacks: the column, then the table, then the system.
  mutating func settleSideAlone() {
    for column in sideAlone.sorted() {
      if self[.column].isEmpty {
        add(.column, column)
      } else {
        add(self[.table].isEmpty ? .table : .system, column)
      }
    }
    sideAlone = []
  }

  /// The roles that its columns have on a side.
  func roles(asSource: Bool) -> ColumnRoles {
    var roles = ColumnRoles()
    roles[asSource ? .sourceSystem : .targetSchema] = asSource ? self[.system] : self[.schema]
    roles[asSource ? .sourceDatabase : .targetDatabase] = self[.database]
    if asSource { roles[.sourceSchema] = self[.schema] }
    roles[asSource ? .sourceTable : .targetTable] = self[.table]
    if asSource { roles[.sourceAlias] = self[.alias] }
    roles[asSource ? .sourceColumn : .targetColumn] = self[.column]
    roles[asSource ? .sourceType : .targetType] = self[.type]
    return roles
  }
}
