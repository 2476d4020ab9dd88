import CSQLite
import Store

/// A database that is read whole, as it is when it is opened. No server may use it meanwhile: what it would write would be missing in the copy.
package final class SQLiteSnapshot: CopySource {
  private static let log = "stream_segments"

  private let lock: DataLock
  private let connection: Connection
  private let journal: JournalSegments

  /// - Throws: `unusable` when there is no data, a server uses it, or its schema is older; `newerSchema`; `failed`.
  package init(path: String) throws(StoreError) {
    try SQLiteStore.checkExists(path)
    lock = try Self.lock(path)
    connection = try Connection(path: path, access: .queryOnly, cacheKibibytes: 8192)
    try Migrator(Migration.known).verify(connection)
    try connection.execute("BEGIN")
    journal = try JournalSegments(connection)
  }

  private static func lock(_ path: String) throws(StoreError) -> DataLock {
    do throws(StoreError) {
      return try DataLock(database: path)
    } catch {
      throw StoreError(error.code, "the server must be stopped while its data is copied, so that nothing is missing in the copy: \(error.message)")
    }
  }

  package func tables() throws(StoreError) -> [String] {
    try connection.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'") { row in row.text() }
  }

  package func columns(of table: String) throws(StoreError) -> [String] {
    try connection.all("SELECT name FROM pragma_table_info(?) ORDER BY cid", table) { row in row.text() }
  }

  package func count(of table: String) throws(StoreError) -> Int64 {
    var count = try number("SELECT count(*) FROM \"\(table)\"")
    guard table == Self.log else { return count }
    for key in journal.segments.keys {
      let isStored = try isStored(key)
      if !isStored { count += 1 }
    }
    return count
  }

  package func sum(of column: String, in table: String) throws(StoreError) -> Int64 {
    try number("SELECT coalesce(sum(\"\(column)\"), 0) FROM \"\(table)\"")
  }

  package func forEachRow(of table: String, columns: [String], _ body: (CopyRow) throws(StoreError) -> Void) throws(StoreError) {
    if table == Self.log { return try forEachSegment(columns, body) }
    var row = CopyRow()
    try forEach("SELECT \(columns.map { "\"\($0)\"" }.joined(separator: ", ")) FROM \"\(table)\"") { (handle) throws(StoreError) in
      row.clear()
      for column in 0..<columns.count { try row.append(Int32(column), of: handle, table: table) }
      try body(row)
    }
  }

  // MARK: The log

  /// Segments and the journal as one: an event that is in both counts once.
  private func forEachSegment(_ columns: [String], _ body: (CopyRow) throws(StoreError) -> Void) throws(StoreError) {
    var rest = journal.segments
    try connection.forEach("SELECT run, epoch, first_sequence, last_sequence, payload FROM stream_segments") { (row) throws(StoreError) in
      let key = JournalSegments.Key(run: row.integer(), epoch: row.integer(), firstSequence: row.integer())
      var segment = JournalSegments.Segment(lastSequence: row.integer(), lines: row.bytes())
      if let waiting = rest.removeValue(forKey: key), waiting.lastSequence > segment.lastSequence { segment = waiting }
      try body(Self.row(key, segment, columns))
      return true
    }
    for (key, segment) in rest { try body(Self.row(key, segment, columns)) }
  }

  private static func row(_ key: JournalSegments.Key, _ segment: JournalSegments.Segment, _ columns: [String]) throws(StoreError) -> CopyRow {
    var row = CopyRow()
    for column in columns {
      switch column {
      case "run": row.append(key.run)
      case "epoch": row.append(key.epoch)
      case "first_sequence": row.append(key.firstSequence)
      case "last_sequence": row.append(segment.lastSequence)
      case "payload": row.append(bytes: segment.lines)
      default: throw StoreError(.failed, "the event log has a column \(column) that this program does not know how to copy")
      }
    }
    return row
  }

  private func isStored(_ key: JournalSegments.Key) throws(StoreError) -> Bool {
    try connection.exists(
      "SELECT 1 FROM stream_segments WHERE run = ? AND epoch = ? AND first_sequence = ?", key.run, key.epoch, key.firstSequence)
  }

  // MARK: Statements over tables that are named at run time

  private func number(_ sql: String) throws(StoreError) -> Int64 {
    var number: Int64 = 0
    try forEach(sql) { (handle) in number = sqlite3_column_int64(handle, 0) }
    return number
  }

  private func forEach(_ sql: String, _ body: (OpaquePointer) throws(StoreError) -> Void) throws(StoreError) {
    let compiled = CachedStatement(try Statement(sql, count: sql.utf8.count, in: connection.pointer))
    defer { withExtendedLifetime(compiled) {} }
    let handle = compiled.statement.handle
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: try body(handle)
      case SQLITE_DONE: return
      case let code: throw connection.failure(code, doing: "reading")
      }
    }
  }
}

extension CopyRow {
  fileprivate mutating func append(_ column: Int32, of handle: OpaquePointer, table: String) throws(StoreError) {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: appendNull()
    case SQLITE_INTEGER: append(sqlite3_column_int64(handle, column))
    case SQLITE_TEXT, SQLITE_BLOB:
      let start = sqlite3_column_blob(handle, column)
      append(bytes: UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    default: throw .unreadable("a row of \(table)", String(cString: sqlite3_column_name(handle, column)))
    }
  }
}
