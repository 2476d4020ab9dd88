/// A language that plans are written in.
package enum Dialect: String, Sendable, CaseIterable {
  case postgres, spark, snowflake, bigquery, sqlserver, duckdb, sqlite, pyspark

  package var fileExtension: String { self == .pyspark ? "py" : "sql" }
}

/// What is written around the `SELECT`.
package enum OutputForm: String, Sendable, CaseIterable {
  case select, view, insert, merge, dbt
}
