/// Writes a target's plan as SQL: the same plan, the same bytes. What the dialect cannot say exactly leaves its column open with a diagnostic.
package enum SQLRenderer {
  /// The target in a SQL dialect (`pyspark` is another's). The blocks, joined by line ends, are the file; a `load` block stands in front, and `load_end` behind,
  /// where the form writes something around the `SELECT`. In a dbt model a table with two parts or more is `source('schema', 'table')`, one with a single part
  /// `ref('table')`.
  package static func render(_ target: TargetPlan, dialect: Dialect, form: OutputForm) -> RenderedTarget {
    let names = SQLNames(rules: rules(of: dialect), isTemplate: form == .dbt)
    var writer = SQLSelectWriter(target: target, names: names, form: form)
    for branch in target.branches.indices { writer.write(branch) }
    let (front, back) = SQLLoad(target: target, names: names, form: form, decidedColumns: writer.decidedColumns).blocks(&writer.diagnostics)
    return RenderedTarget(
      table: target.table, fileName: OutputFileName.script(of: target.table, dialect: dialect),
      blocks: (front.map { [$0] } ?? []) + writer.blocks + (back.map { [$0] } ?? []), spans: writer.spans, diagnostics: writer.diagnostics)
  }

  static func rules(of dialect: Dialect) -> any SQLDialectRules {
    switch dialect {
    case .postgres: PostgresRules()
    case .spark, .pyspark: SparkRules()
    case .snowflake: SnowflakeRules()
    case .bigquery: BigQueryRules()
    case .sqlserver: SQLServerRules()
    case .duckdb: DuckDBRules()
    case .sqlite: SQLiteRules()
    }
  }
}
