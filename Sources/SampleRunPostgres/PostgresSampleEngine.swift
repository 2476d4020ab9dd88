import CPostgres
import Mapping
import SampleRun

/// One run on a PostgreSQL database: a transaction that is never committed.
final class PostgresSampleEngine: SampleEngine {
  let dialect = Dialect.postgres
  let rowName = "ctid"
  let takesUngroupedColumns = false
  let tableQualifier = ["pg_temp"]

  /// Of one statement; PostgreSQL takes 65,535.
  private static let mostValues = 30_000

  private let connection: PostgresSampleConnection
  private var onlyReads = false

  /// - Throws: `unavailable`, `refused`.
  init(url: String, limits: PostgresSampleLimits) throws(SampleFailure) {
    connection = try PostgresSampleConnection(url: url, limits: limits)
    // All of it is the transaction's: a pooler in between has nothing left of it afterwards.
    for statement in [
      "BEGIN", "SET LOCAL statement_timeout = \(limits.statementMilliseconds)",
      "SET LOCAL idle_in_transaction_session_timeout = \(limits.runMilliseconds)", "SET LOCAL search_path = pg_catalog, pg_temp",
      "SET LOCAL TimeZone = 'UTC'", "SET LOCAL DateStyle = 'ISO, YMD'", "SET LOCAL standard_conforming_strings = on",
    ] { try connection.run(statement) }
  }

  deinit { try? connection.run("ROLLBACK") }

  func create(_ contents: SampleTableContents, named name: String) throws(SampleFailure) {
    let types = contents.columns.indices.map { column in
      PostgresSampleType.name(of: contents.columns[column].type, holding: contents.rows.lazy.map { $0[column] })
    }
    let table = "pg_temp.\(PostgresSampleConnection.quoted(name))"
    let columns = zip(contents.columns, types).map { "\(PostgresSampleConnection.quoted($0.name)) \($1)" }.joined(separator: ", ")
    try connection.apart { () throws(SampleFailure) in
      try connection.run("CREATE TEMPORARY TABLE \(PostgresSampleConnection.quoted(name)) (\(columns)) ON COMMIT DROP")
      guard !types.isEmpty else { return }
      var rest = contents.rows[...]
      while !rest.isEmpty {
        let some = rest.prefix(max(1, min(1000, Self.mostValues / types.count)))
        rest = rest.dropFirst(some.count)
        try connection.run("INSERT INTO \(table) VALUES \(marks(types, rows: some.count))", some.flatMap { row in row.map(\.text) })
      }
    }
  }

  /// `($1::integer, $2::text), ($3::integer, …)`
  private func marks(_ types: [String], rows: Int) -> String {
    var marks = ""
    for row in 0..<rows {
      marks += row == 0 ? "(" : ", ("
      for (column, type) in types.enumerated() { marks += "\(column == 0 ? "" : ", ")$\(row * types.count + column + 1)::\(type)" }
      marks += ")"
    }
    return marks
  }

  func query(_ sql: String, _ row: ([SampleValue]) -> Void) throws(SampleFailure) {
    if !onlyReads {
      // From here on nothing can be written, whatever a statement says.
      try connection.run("SET TRANSACTION READ ONLY")
      onlyReads = true
    }
    try connection.apart { () throws(SampleFailure) in
      // A statement with marks, even with none of them, cannot be two.
      try connection.run(sql, []) { result in row((0..<PQnfields(result)).map { value(result, $0) }) }
    }
  }

  private func value(_ result: OpaquePointer, _ column: CInt) -> SampleValue {
    if PQgetisnull(result, 0, column) == 1 { return .null }
    return PostgresSampleValue.read(String(cString: PQgetvalue(result, 0, column)), type: PQftype(result, column))
  }
}
