import CPostgres
import Primitives
import Store

/// An empty database that takes a whole installation in one transaction: whatever goes wrong, it is as empty as before.
package final class PostgresCopyTarget: CopyTarget {
  private static let bytesPerSend = 1 << 20
  private static let mostBytesPerCall = 1 << 26

  private let session: PostgresSession
  private var encoding: CopyEncoding?

  /// Connects, and brings the schema up to date.
  /// - Throws: as `PostgresStore.migrate`.
  package init(_ settings: PostgresSettings, now: Timestamp) throws(StoreError) {
    _ = try PostgresStore.migrate(settings, now: now)
    // A database that is busy writing takes no more for a while, which must not pass for a connection that is lost.
    var patient = settings
    patient.statementMilliseconds = 3_600_000
    session = try PostgresSession(patient, url: settings.url)
  }

  package func begin() throws(StoreError) {
    let names = CopyTable.all.map { "\"\($0.name)\"" }.joined(separator: ", ")
    try session.execute(
      """
      SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10s'; BEGIN;
      LOCK TABLE \(names) IN SHARE ROW EXCLUSIVE MODE; DELETE FROM outbox_progress
      """, doing: "beginning the copy")
    for table in CopyTable.all {
      let isEmpty = try session.rows("SELECT NOT EXISTS (SELECT 1 FROM \"\(table.name)\")", doing: "looking at the table \(table.name)").first {
        row in
        row.bool()
      }
      guard isEmpty == true else {
        throw StoreError(
          .unusable,
          "the database has rows already (in \(table.name)) and a copy adds to none; name another one (createdb), or drop it and make it again")
      }
    }
  }

  package func columns(of table: String) throws(StoreError) -> [CopyColumn] {
    try session.rows(
      """
      SELECT attname::text, atttypid::bigint, NOT attnotnull OR atthasdef OR attidentity <> ''
      FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
      """, table, doing: "reading the columns of \(table)"
    ).map { (row) throws(StoreError) in
      let (name, type, isOptional) = (row.text(), row.integer(), row.bool())
      guard let kind = CopyColumn.Kind(typeNumber: type) else {
        throw StoreError(.failed, "the column \(table).\(name) has the type \(type), which this program does not know how to copy")
      }
      return CopyColumn(name: name, kind: kind, isOptional: isOptional)
    }
  }

  // MARK: Rows

  package func openTable(_ table: String, columns: [CopyColumn]) throws(StoreError) {
    let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let doing = "copying \(table)"
    guard let result = PQexec(session.pointer, "COPY \"\(table)\" (\(names)) FROM STDIN (FORMAT binary)") else { throw lost(doing) }
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_IN else { throw PostgresFailure(result).error(doing: doing) }
    encoding = CopyEncoding(table: table, columns: columns)
  }

  package func write(_ row: CopyRow) throws(StoreError) {
    try encoding?.append(row)
    if encoding?.bytes.count ?? 0 >= Self.bytesPerSend { try send() }
  }

  package func closeTable() throws(StoreError) {
    guard encoding != nil else { return }
    encoding?.end()
    try send()
    let doing = "copying \(encoding?.table ?? "")"
    encoding = nil
    guard PQputCopyEnd(session.pointer, nil) == 1 else { throw lost(doing) }
    if let failure = answer() { throw failure.error(doing: doing) }
  }

  private func send() throws(StoreError) {
    guard let waiting = encoding?.takeBytes() else { return }
    let isSent = waiting.withUnsafeBytes { memory in
      stride(from: 0, to: memory.count, by: Self.mostBytesPerCall).allSatisfy { start in
        let part = memory[start..<min(start + Self.mostBytesPerCall, memory.count)]
        return PQputCopyData(session.pointer, memory.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self), Int32(part.count)) == 1
      }
    }
    guard isSent else { throw lost("copying \(encoding?.table ?? "")") }
  }

  /// Takes all that the server says to the rows of a table. - Returns: the first failure.
  private func answer() -> PostgresFailure? {
    var failure: PostgresFailure?
    while let result = PQgetResult(session.pointer) {
      if PQresultStatus(result) != PGRES_COMMAND_OK, failure == nil { failure = PostgresFailure(result) }
      PQclear(result)
    }
    return failure
  }

  private func lost(_ doing: String) -> StoreError { PostgresFailure.lost(String(cString: PQerrorMessage(session.pointer))).error(doing: doing) }

  // MARK: The end

  package func count(of table: String) throws(StoreError) -> Int64 {
    try session.rows("SELECT count(*) FROM \"\(table)\"", doing: "counting the rows of \(table)").first { row in row.integer() } ?? 0
  }

  package func sum(of column: String, in table: String) throws(StoreError) -> Int64 {
    try session.rows("SELECT coalesce(sum(\"\(column)\"), 0)::bigint FROM \"\(table)\"", doing: "adding up \(table).\(column)").first { row in
      row.integer()
    } ?? 0
  }

  package func commit() throws(StoreError) {
    for (table, greatest) in [
      ("chats", "max(number) FROM chats"), ("provider_calls", "max(number) FROM provider_calls"),
      ("boundary_records", "max(number) FROM boundary_records"), ("domain_events", "max(number) FROM domain_events"),
      ("generations", "max(number) FROM generations"),
      // A run's number is never given twice, also when all that is left of it is a row elsewhere.
      ("runs", "greatest((SELECT max(number) FROM runs), (SELECT max(run) FROM stream_segments), (SELECT max(run) FROM session_streams))"),
    ] {
      try session.rows(
        "SELECT setval(pg_get_serial_sequence('\(table)', 'number'), coalesce(last, 1), last IS NOT NULL) FROM (SELECT \(greatest)) AS g(last)",
        doing: "setting the next number of \(table)")
    }
    try session.execute("COMMIT", doing: "ending the copy")
    // Otherwise the first queries would be planned as for empty tables.
    try? session.execute("ANALYZE", doing: "gathering the statistics of the copy")
  }

  package func cancel() {
    if encoding != nil {
      encoding = nil
      PQputCopyEnd(session.pointer, "the copy was given up")
      _ = answer()
    }
    // Where the connection is gone, the server takes everything back by itself.
    try? session.execute("ROLLBACK", doing: "taking the copy back")
  }
}

extension CopyColumn.Kind {
  /// - Parameter typeNumber: its number in `pg_type`.
  fileprivate init?(typeNumber: Int64) {
    switch UInt32(truncatingIfNeeded: typeNumber) {
    case Int64.typeNumber: self = .integer
    case Bool.typeNumber: self = .boolean
    case String.typeNumber: self = .text
    case [UInt8].typeNumber: self = .bytes
    case JSONText.typeNumber: self = .json
    case JSONBText.typeNumber: self = .parsedJSON
    default: return nil
    }
  }
}
