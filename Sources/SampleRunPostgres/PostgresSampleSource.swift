import CPostgres
import Mapping
import SampleRun
import Workbook

/// A PostgreSQL database that somebody names, whose own tables are read for samples: their first rows, and no columns but those that the mapping reads.
///
/// Names are found as they are written, else in another case; of more than two parts the last two count. Everything is one transaction that only reads.
package struct PostgresSampleSource: SampleSource {
  /// `postgres://…`; what it leaves out is taken from libpq's environment and files (`PGPASSWORD`, `~/.pgpass`).
  private let url: String
  private let rowsPerTable: Int
  private let limits: PostgresSampleLimits

  package init(url: String, rowsPerTable: Int = 1000, limits: PostgresSampleLimits = .standard) {
    self.url = url
    self.rowsPerTable = rowsPerTable
    self.limits = limits
  }

  package func open() throws(SampleFailure) -> any SampleReader {
    try PostgresSampleReader(url: url, rowsPerTable: rowsPerTable, limits: limits)
  }
}

private final class PostgresSampleReader: SampleReader {
  private let connection: PostgresSampleConnection
  private let rowsPerTable: Int

  init(url: String, rowsPerTable: Int, limits: PostgresSampleLimits) throws(SampleFailure) {
    self.rowsPerTable = rowsPerTable
    connection = try PostgresSampleConnection(url: url, limits: limits)
    for statement in [
      "BEGIN TRANSACTION READ ONLY", "SET LOCAL statement_timeout = \(limits.statementMilliseconds)", "SET LOCAL TimeZone = 'UTC'",
      "SET LOCAL DateStyle = 'ISO, YMD'", "SET LOCAL IntervalStyle = 'iso_8601'",
    ] { try connection.run(statement) }
  }

  deinit { try? connection.run("ROLLBACK") }

  func read(_ table: TableName, columns: [String]) throws(SampleFailure) -> MappingDocument.SampleTable {
    guard let place = try place(of: table) else {
      throw SampleFailure(
        code: .missing, found: "the database for samples has no table \(table)",
        fix: "add a sheet \"Samples \(table)\", or name the table as it is there")
    }
    let there = try names(of: place.number)
    var found: [String] = []
    for column in columns {
      guard let name = there.first(where: { $0 == column }) ?? there.first(where: { $0.lowercased() == column.lowercased() }) else {
        throw SampleFailure(
          code: .missing, found: "\(table) in the database for samples has no column \(column)", fix: "look at the mapping's source column")
      }
      found.append(name)
    }
    // Rows count even where none of their columns is read.
    let selected = found.isEmpty ? Array(there.prefix(1)) : found
    let list = selected.map { PostgresSampleConnection.quoted($0) }.joined(separator: ", ")
    let name = "\(PostgresSampleConnection.quoted(place.schema)).\(PostgresSampleConnection.quoted(place.table))"
    var rows: [[CellValue?]] = []
    try connection.apart { () throws(SampleFailure) in
      try connection.run("SELECT \(list) FROM \(name) LIMIT \(rowsPerTable)") { result in
        rows.append((0..<PQnfields(result)).map { Self.cell(result, $0) })
      }
    }
    return MappingDocument.SampleTable(table: "\(table)", columns: found.isEmpty ? selected : columns, rows: rows)
  }

  // MARK: The catalog

  private struct Place {
    var schema: String
    var table: String
    /// In `pg_class`.
    var number: String
  }

  private func place(of table: TableName) throws(SampleFailure) -> Place? {
    let schema = table.parts.dropLast().last ?? ""
    let sql = """
      SELECT n.nspname, c.relname, c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE lower(c.relname) = lower($1::text) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND CASE WHEN $2::text = '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE lower(n.nspname) = lower($2::text) END
      ORDER BY c.relname = $1::text DESC, n.nspname = $2::text DESC, n.nspname, c.relname LIMIT 1
      """
    var place: Place?
    try connection.run(sql, [table.last, schema]) { result in
      place = Place(schema: Self.text(result, 0), table: Self.text(result, 1), number: Self.text(result, 2))
    }
    return place
  }

  private func names(of table: String) throws(SampleFailure) -> [String] {
    var names: [String] = []
    let sql = "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    try connection.run(sql, [table]) { names.append(Self.text($0, 0)) }
    return names
  }

  // MARK: Values

  private static func text(_ result: OpaquePointer, _ column: CInt) -> String { String(cString: PQgetvalue(result, 0, column)) }

  private static func cell(_ result: OpaquePointer, _ column: CInt) -> CellValue? {
    if PQgetisnull(result, 0, column) == 1 { return nil }
    let text = text(result, column)
    switch PostgresSampleValue.read(text, type: PQftype(result, column)) {
    case .null: return nil
    case .boolean(let value): return .boolean(value)
    // What a cell's number would round stays as it is written.
    case .integer(let value): return Double(exactly: value).map { .number($0) } ?? .string(text)
    case .real(let value): return .number(value)
    case .text: return isMoment(PQftype(result, column)) ? .date(text.replacing(" ", with: "T", maxReplacements: 1)) : .string(text)
    }
  }

  private static func isMoment(_ type: UInt32) -> Bool {
    switch type {
    // date, time, timestamp, timestamptz
    case 1082, 1083, 1114, 1184: true
    default: false
    }
  }
}
