import CSQLite
import Mapping

/// A SQLite database in memory. Statements that work for too long are ended.
final class SQLiteSampleEngine: SampleEngine {
  let dialect = Dialect.sqlite
  let rowName = "rowid"
  let takesUngroupedColumns = true
  let tableQualifier: [String] = []

  /// Steps of SQLite's machine between two looks at the count, and looks that a statement may live: some seconds of work.
  private static let stepsPerLook: CInt = 1_000_000
  private static let maxLooks = 400
  private static let maxValueBytes: CInt = 16 << 20

  private let database: OpaquePointer
  /// Looks that are left to the statement that runs; in a place of its own, since the callback has one word.
  private let looks: UnsafeMutablePointer<Int>

  /// - Throws: `unavailable`.
  init() throws(SampleFailure) {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    guard sqlite3_open_v2(":memory:", &handle, flags, nil) == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw SampleFailure(code: .unavailable, found: "SQLite opens no database in memory", fix: "try again when the machine is less busy")
    }
    database = handle
    looks = .allocate(capacity: 1)
    looks.initialize(to: Self.maxLooks)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.maxValueBytes)
    sqlite3_progress_handler(
      handle, Self.stepsPerLook,
      { context in
        guard let looks = context?.assumingMemoryBound(to: Int.self) else { return 1 }
        looks.pointee -= 1
        return looks.pointee < 0 ? 1 : 0
      }, looks)
  }

  deinit {
    sqlite3_close_v2(database)
    looks.deallocate()
  }

  func create(_ contents: SampleTableContents, named name: String) throws(SampleFailure) {
    let columns = contents.columns.map { "\(quoted($0.name)) \(affinity($0.type))" }
    let table = quoted(name)
    // A table needs a column, and the plan may ask for none.
    try execute("CREATE TABLE \(table) (\(columns.isEmpty ? "\"_\" INTEGER" : columns.joined(separator: ", ")))")
    guard !contents.rows.isEmpty, !columns.isEmpty else { return }
    try execute("BEGIN")
    do throws(SampleFailure) {
      try fill(table, contents)
      try execute("COMMIT")
    } catch {
      try execute("ROLLBACK")
      throw error
    }
  }

  private func fill(_ table: String, _ contents: SampleTableContents) throws(SampleFailure) {
    let marks = contents.columns.map { _ in "?" }.joined(separator: ", ")
    let statement = try prepared("INSERT INTO \(table) VALUES (\(marks))")
    defer { sqlite3_finalize(statement) }
    for row in contents.rows {
      for (index, value) in row.enumerated() { bind(value, to: statement, at: CInt(index + 1)) }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
      sqlite3_reset(statement)
    }
  }

  func query(_ sql: String, _ row: ([SampleValue]) -> Void) throws(SampleFailure) {
    let statement = try prepared(sql)
    defer { sqlite3_finalize(statement) }
    let columns = sqlite3_column_count(statement)
    looks.pointee = Self.maxLooks
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: row((0..<columns).map { value(statement, $0) })
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  /// No type where none is known, so that a value stays what the sheet has.
  private func affinity(_ type: DataType) -> String {
    switch type {
    case .integer, .boolean: "INTEGER"
    case .decimal, .double: "REAL"
    case .text, .date, .timestamp, .time, .json: "TEXT"
    case .binary, .unknown: ""
    }
  }

  private func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\"").replacing("\0", with: ""))\"" }

  private func execute(_ sql: String) throws(SampleFailure) {
    looks.pointee = Self.maxLooks
    if sqlite3_exec(database, sql, nil, nil, nil) != SQLITE_OK { throw failure() }
  }

  private func prepared(_ sql: String) throws(SampleFailure) -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure() }
    return statement
  }

  private func bind(_ value: SampleValue, to statement: OpaquePointer, at index: CInt) {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .real(let number): sqlite3_bind_double(statement, index, number)
    case .boolean(let value): sqlite3_bind_int64(statement, index, value ? 1 : 0)
    case .text(let text):
      // SQLITE_TRANSIENT: SQLite makes a copy of its own.
      sqlite3_bind_text(statement, index, text, CInt(text.utf8.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  private func value(_ statement: OpaquePointer, _ column: CInt) -> SampleValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    default:
      if let start = sqlite3_column_text(statement, column) {
        .text(String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))), as: UTF8.self))
      } else {
        .text("")
      }
    }
  }

  private func failure() -> SampleFailure {
    if sqlite3_errcode(database) == SQLITE_INTERRUPT {
      return SampleFailure(
        code: .tooMuch, found: "a statement over the samples takes too long", fix: "look for a join without a condition, or take fewer sample rows")
    }
    return SampleFailure(
      code: .refused, found: "SQLite refuses: \(String(cString: sqlite3_errmsg(database)))", fix: "look at the rule, or run it on its own engine")
  }
}
