import CSQLite
import Store

/// A compiled statement: the one owner of SQLite's handle. Kept by its connection and used again.
struct Statement: ~Copyable {
  let handle: OpaquePointer

  /// - Throws: `failed` when the text does not compile.
  init(_ sql: UnsafePointer<CChar>, count: Int, in database: OpaquePointer) throws(StoreError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(database, sql, Int32(count), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else {
      throw SQLiteFailure.error(code, detail: String(cString: sqlite3_errmsg(database)), doing: "compiling a statement")
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }
}

/// A statement's place in the cache of its connection.
final class CachedStatement {
  let statement: Statement

  init(_ statement: consuming Statement) { self.statement = statement }
}
