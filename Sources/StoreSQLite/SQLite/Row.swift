import CSQLite
import Store

/// The row that a query stands on. Columns are taken in the order of the SELECT, each once; valid only inside the closure that got it.
struct Row: ~Copyable, StoredRow {
  private let handle: OpaquePointer
  private var column: Int32 = 0

  init(_ handle: OpaquePointer) { self.handle = handle }

  mutating func skip(_ count: Int) { column += Int32(count) }

  mutating func integer() -> Int64 {
    defer { column += 1 }
    return sqlite3_column_int64(handle, column)
  }

  mutating func optionalInteger() -> Int64? {
    defer { column += 1 }
    return sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
  }

  /// The empty string for NULL.
  mutating func text() -> String {
    defer { column += 1 }
    // The text must be asked for before its length: the call may convert it.
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
  }

  mutating func optionalText() -> String? {
    if sqlite3_column_type(handle, column) == SQLITE_NULL {
      column += 1
      return nil
    }
    return text()
  }

  /// The bytes of a BLOB or TEXT; empty for NULL.
  mutating func bytes() -> [UInt8] { withBytes { Array($0) } }

  mutating func optionalBytes() -> [UInt8]? {
    if sqlite3_column_type(handle, column) == SQLITE_NULL {
      column += 1
      return nil
    }
    return bytes()
  }

  /// Lends the bytes of a BLOB or TEXT without copying them.
  mutating func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    defer { column += 1 }
    let start = sqlite3_column_blob(handle, column)
    return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }
}
