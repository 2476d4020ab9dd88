import CSQLite
import Store
import Wire

/// One connection to the database with its compiled statements. Belongs to one thread; SQLite is opened without its own mutexes for that.
final class Connection {
  enum Access {
    case readWriteCreate
    case readWrite
    /// Reads only, whatever a statement says.
    case queryOnly
  }

  /// By the address of the statement's text, which a literal has for the life of the process. Stands before the handle, to go before it.
  private var statements: [UnsafePointer<UInt8>: CachedStatement] = [:]
  private let database: DatabaseHandle
  /// Reads stored JSON; deep enough for every document that the wire admits inside an envelope of ours.
  private(set) lazy var jsonReader = JSONReader(maxDepth: 96)

  /// - Throws: `unusable`, `failed`.
  init(path: String, access: Access, cacheKibibytes: Int) throws(StoreError) {
    let flags =
      switch access {
      case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .readWrite, .queryOnly: SQLITE_OPEN_READWRITE
      }
    database = try DatabaseHandle(path: path, flags: flags)
    sqlite3_extended_result_codes(database.pointer, 1)
    sqlite3_busy_timeout(database.pointer, 5000)
    try execute("PRAGMA foreign_keys = ON")
    // Sorting and sub-journals stay in memory; no file appears outside the data folder.
    try execute("PRAGMA temp_store = MEMORY")
    try execute("PRAGMA cache_size = -\(cacheKibibytes)")
    if access == .queryOnly { try execute("PRAGMA query_only = ON") }
  }

  /// Runs text that holds no values: a pragma, a transaction's begin or end, a migration. Not kept.
  func execute(_ sql: String) throws(StoreError) {
    let code = sqlite3_exec(database.pointer, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code, doing: "running a statement") }
  }

  /// Runs a statement that gives no rows. - Returns: how many rows it changed.
  @discardableResult
  func run<each Value: SQLiteBindable>(_ sql: StaticString, _ values: repeat each Value) throws(StoreError) -> Int {
    let cached = try prepared(sql)
    let handle = cached.statement.handle
    defer { reset(handle) }
    try bind(handle, repeat each values)
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw failure(code, doing: "writing") }
    return Int(sqlite3_changes(database.pointer))
  }

  /// Every row, as `decode` reads it.
  func all<each Value: SQLiteBindable, Result>(
    _ sql: StaticString, _ values: repeat each Value, decode: (inout Row) throws(StoreError) -> Result
  ) throws(StoreError) -> [Result] {
    var results: [Result] = []
    try forEach(sql, repeat each values) { (row) throws(StoreError) -> Bool in
      results.append(try decode(&row))
      return true
    }
    return results
  }

  /// The first row; `nil` when there is none.
  func first<each Value: SQLiteBindable, Result>(
    _ sql: StaticString, _ values: repeat each Value, decode: (inout Row) throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    var result: Result?
    try forEach(sql, repeat each values) { (row) throws(StoreError) -> Bool in
      result = try decode(&row)
      return false
    }
    return result
  }

  /// Whether the query gives a row.
  func exists<each Value: SQLiteBindable>(_ sql: StaticString, _ values: repeat each Value) throws(StoreError) -> Bool {
    try first(sql, repeat each values) { _ in true } ?? false
  }

  /// Calls `body` for each row until it says `false`.
  func forEach<each Value: SQLiteBindable>(
    _ sql: StaticString, _ values: repeat each Value, body: (inout Row) throws(StoreError) -> Bool
  ) throws(StoreError) {
    let cached = try prepared(sql)
    let handle = cached.statement.handle
    defer { reset(handle) }
    try bind(handle, repeat each values)
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW:
        var row = Row(handle)
        if try !body(&row) { return }
      case SQLITE_DONE: return
      case let code: throw failure(code, doing: "reading")
      }
    }
  }

  /// Gives `body` one state of the database for all that it reads.
  func inReadTransaction<Result>(_ body: (Connection) throws(StoreError) -> Result) throws(StoreError) -> Result {
    try run("BEGIN")
    do throws(StoreError) {
      let result = try body(self)
      try run("COMMIT")
      return result
    } catch {
      if isInTransaction { try? execute("ROLLBACK") }
      throw error
    }
  }

  /// The integer key of the row that was inserted last.
  var lastInsertedNumber: Int64 { sqlite3_last_insert_rowid(database.pointer) }

  /// Rows changed since the connection was opened, also by what was rolled back.
  var totalChanges: Int { Int(sqlite3_total_changes(database.pointer)) }

  /// Whether a transaction is open; an error of the disk may have ended it behind our back.
  var isInTransaction: Bool { sqlite3_get_autocommit(database.pointer) == 0 }

  /// The texts of all statements that were used so far, for looking at their query plans.
  var statementTexts: [String] { statements.values.map { String(cString: sqlite3_sql($0.statement.handle)) } }

  /// Whether SQLite could open the file for reading only, which it does without a word.
  var isReadOnly: Bool { sqlite3_db_readonly(database.pointer, "main") == 1 }

  /// SQLite's own handle, for the calls that need it: backup and checkpoint.
  var pointer: OpaquePointer { database.pointer }

  func failure(_ code: Int32, doing: String) -> StoreError {
    SQLiteFailure.error(code, detail: String(cString: sqlite3_errmsg(database.pointer)), doing: doing)
  }

  private func prepared(_ sql: StaticString) throws(StoreError) -> CachedStatement {
    if let known = statements[sql.utf8Start] { return known }
    let text = UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
    let made = CachedStatement(try Statement(text, count: sql.utf8CodeUnitCount, in: database.pointer))
    statements[sql.utf8Start] = made
    return made
  }

  private func bind<each Value: SQLiteBindable>(_ handle: OpaquePointer, _ values: repeat each Value) throws(StoreError) {
    var index: Int32 = 1
    for value in repeat each values {
      let code = value.bind(to: handle, at: index)
      guard code == SQLITE_OK else { throw failure(code, doing: "binding value \(index)") }
      index += 1
    }
  }

  /// Bindings are cleared, too, so that a kept statement does not keep the last attachment in memory.
  private func reset(_ handle: OpaquePointer) {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}

/// The one owner of SQLite's connection handle. Statements are finalized before it: `sqlite3_close_v2` waits for them.
private struct DatabaseHandle: ~Copyable {
  /// Done once, before the first connection. Where somebody else in the process was first, SQLite works as well, only slower.
  private static let isConfigured = csqlite_configure() == SQLITE_OK

  let pointer: OpaquePointer

  init(path: String, flags: Int32) throws(StoreError) {
    _ = Self.isConfigured
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nil)
    guard code == SQLITE_OK, let handle else {
      let detail = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
      sqlite3_close_v2(handle)
      throw SQLiteFailure.error(code, detail: detail, doing: "opening \(path)")
    }
    pointer = handle
  }

  deinit { sqlite3_close_v2(pointer) }
}
