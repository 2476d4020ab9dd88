/// What a branch's rows name as their sources, read once.
struct NamedSources {
  private struct Column {
    /// In lower case.
    var alias: String?
    var table: TableName?
    /// In lower case.
    var name: String
    var type: DataType
  }

  private var columns: [Column] = []
  /// Tables by any of their endings, and aliases; in lower case.
  private var names: Set<String> = []

  init(rows: [MappingDocument.MappingRow]) {
    for row in rows {
      let alias = row.sourceAlias?.text.withoutOuterBlanks.lowercased() ?? ""
      if !alias.isEmpty { names.insert(alias) }
      let tables = BranchPlanner.tableNames(of: row)
      for table in tables {
        for first in table.parts.indices { names.insert(TableName(parts: Array(table.parts[first...])).folded) }
      }
      guard let text = row.sourceColumn?.text, case .columns(let found)? = SourceText.read(text, isKnown: { _ in false }) else { continue }
      let type = found.count == 1 ? row.sourceType.flatMap { DataType(reading: $0.text) } ?? .unknown : .unknown
      for name in found where name.qualifier.isEmpty {
        columns.append(Column(alias: alias.isEmpty ? nil : alias, table: tables.first, name: name.name.lowercased(), type: type))
      }
    }
  }

  /// Whether some row names such a table or alias.
  func contains(_ name: TableName) -> Bool { names.contains(name.folded) }

  /// The table's columns with their types, as the rows tell them, by name in lower case.
  func columns(of table: PlannedTable) -> [String: DataType] {
    let alias = table.alias.lowercased()
    var told: [String: DataType] = [:]
    for column in columns {
      let isItsOwn = column.alias.map { $0 == alias } ?? (column.table.map(table.isNamed) ?? false)
      if isItsOwn, told[column.name] ?? .unknown == .unknown { told[column.name] = column.type }
    }
    return told
  }
}
