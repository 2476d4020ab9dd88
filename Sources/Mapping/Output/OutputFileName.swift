/// What the files of a target are called (MAPPING §4), by `TableName.fileStem`. The planner refuses targets whose names are the same.
package enum OutputFileName {
  /// The name of the file that is run: `.sql` or `.py`.
  package static func script(of table: TableName, dialect: Dialect) -> String { "\(table.fileStem).\(dialect.fileExtension)" }

  /// The name of the source map beside it.
  package static func sourceMap(of table: TableName) -> String { "\(table.fileStem).map.json" }
}
