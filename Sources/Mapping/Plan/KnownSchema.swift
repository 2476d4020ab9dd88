/// What the workbook itself says of tables: its sheet of known tables, and the targets that other targets are made from.
package struct KnownSchema: Sendable {
  package struct Column: Sendable {
    package var name: String
    package var type: DataType
    package var isNullable: Bool
    package var provenance: Provenance
  }

  package struct Table: Sendable {
    package var name: TableName
    package var columns: [Column]
    fileprivate var places: [String: Int] = [:]

    package func column(_ name: String) -> Column? { places[name.lowercased()].map { columns[$0] } }

    package var sourceColumns: [SelectBranch.SourceColumn] {
      columns.map { .init(name: $0.name, type: $0.type, isNullable: $0.isNullable) }
    }

    fileprivate mutating func add(_ column: Column) {
      guard places[column.name.lowercased()] == nil else { return }
      places[column.name.lowercased()] = columns.count
      columns.append(column)
    }
  }

  package private(set) var tables: [Table] = []
  private var places: [String: Int] = [:]
  private var endings = TableNameIndex()

  package init() {}

  /// A type that is not understood leaves the column without one, and is told.
  package init(rows: [MappingDocument.SchemaRow], diagnostics: inout [Diagnostic]) {
    for row in rows {
      guard let name = TableName(reading: row.table.text) else { continue }
      let column = row.column.text.withoutOuterBlanks
      guard !column.isEmpty else { continue }
      var type = DataType.unknown
      if let text = row.type?.text.withoutOuterBlanks, !text.isEmpty {
        if let read = DataType(reading: text) {
          type = read
        } else {
          diagnostics.append(
            Diagnostic(
              .warning, .cannotCast, at: row.type?.provenance, found: "the type \(Quoted.inSentence(text)) of \(name).\(column) is not known",
              fix: "write a type such as INTEGER, DECIMAL(10,2), VARCHAR(40), DATE or TIMESTAMP"))
        }
      }
      let nullable = row.nullable.flatMap { CellWords.isNullable($0.text) } ?? true
      add(Column(name: column, type: type, isNullable: nullable, provenance: row.column.provenance), to: name)
    }
  }

  package mutating func add(_ column: Column, to table: TableName) {
    let place: Int
    if let known = places[table.folded] {
      place = known
    } else {
      place = tables.count
      places[table.folded] = place
      tables.append(Table(name: table, columns: []))
      endings.add(table)
    }
    tables[place].add(column)
  }

  package var isEmpty: Bool { tables.isEmpty }

  /// The table of this name; else the only one whose name ends with it, or that it ends with.
  package func table(_ name: TableName) -> Table? {
    if let place = places[name.folded] { return tables[place] }
    let related = endings.related(to: name)
    return related.count == 1 ? tables[related[0]] : nil
  }
}
