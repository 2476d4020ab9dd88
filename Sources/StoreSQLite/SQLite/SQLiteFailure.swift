import CSQLite
import Store

/// What SQLite answered, in the words of `StoreError`.
enum SQLiteFailure {
  /// - Parameters:
  ///   - code: SQLite's result code, primary or extended.
  ///   - detail: SQLite's own message.
  ///   - doing: what was being done, as the message's beginning.
  static func error(_ code: Int32, detail: String, doing: String) -> StoreError {
    let advice =
      switch code & 0xFF {
      case SQLITE_FULL: "the disk is full; free space on it and try again"
      case SQLITE_CORRUPT: "the database file is damaged; stop the server and restore a backup"
      case SQLITE_NOTADB: "the file is not a SQLite database; give another path or restore a backup"
      case SQLITE_READONLY: "the database cannot be written; check the owner and mode of the file and its folder"
      case SQLITE_CANTOPEN: "the file cannot be opened; check that its folder exists and may be written"
      case SQLITE_BUSY, SQLITE_LOCKED: "another process holds the database; end it or try again"
      case SQLITE_IOERR: "the disk failed to read or write; look at the system's log"
      case SQLITE_NOMEM: "there is not enough memory"
      case SQLITE_TOOBIG: "a value is larger than SQLite keeps (1,000,000,000 bytes)"
      default: "an unexpected answer of SQLite"
      }
    return StoreError(isAboutTheFile(code) ? .unusable : .failed, "\(doing): \(advice) (SQLite \(code): \(detail))")
  }

  private static func isAboutTheFile(_ code: Int32) -> Bool {
    switch code & 0xFF {
    case SQLITE_NOTADB, SQLITE_READONLY, SQLITE_CANTOPEN: true
    default: false
    }
  }
}
