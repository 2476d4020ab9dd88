/// A table of a branch while it is planned.
struct PlannedTable {
  var name: TableName
  var alias: String
  /// What the sheet of known tables says of it: all its columns.
  var known: KnownSchema.Table?
  /// What is told of its columns elsewhere, by name in lower case: by the rows that name them as sources, and by the document's own targets. Where the table is not
  /// known these are not all its columns.
  var told: [String: DataType] = [:]
  /// Whether the schema should know the table, and does not.
  var isUnknown: Bool
  var isLookup = false

  init(name: TableName, alias: String?, context: PlanningContext) {
    known = context.schema.table(name)
    // A name that differs from the known one in case alone is that one: engines differ in whether they tell case.
    self.name = known.flatMap { $0.name.folded == name.folded ? $0.name : nil } ?? name
    self.alias = alias ?? self.name.defaultAlias
    let layer = known == nil ? context.layers.table(name) : nil
    isUnknown = known == nil && layer == nil && context.checksSources
    for column in layer?.columns ?? [] { told[column.name.lowercased()] = column.type }
  }

  var sourceTable: SelectBranch.SourceTable { .init(table: name, alias: alias, columns: known?.sourceColumns ?? []) }

  /// Whether the sheet means this table by that name.
  func isNamed(_ other: TableName) -> Bool { other.isSuffix(of: name) || name.isSuffix(of: other) }

  /// The column as it is spelled where it is known; `nil` where the table is known and has none of the name.
  func column(_ name: String) -> SelectBranch.SourceColumn? {
    let type = told[name.lowercased()] ?? .unknown
    guard let known else { return .init(name: name, type: type) }
    return known.column(name).map { .init(name: $0.name, type: $0.type == .unknown ? type : $0.type, isNullable: $0.isNullable) }
  }

  /// Those that the workbook says somewhere that the table has.
  var columnNames: [String] { known?.columns.map(\.name) ?? Array(told.keys) }

  /// Whether the workbook says somewhere that the table has the column.
  func certainlyHas(_ name: String) -> Bool { known?.column(name) != nil || known == nil && told[name.lowercased()] != nil }
}
