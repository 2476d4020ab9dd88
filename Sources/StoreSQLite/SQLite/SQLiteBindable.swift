import CSQLite
import Domain
import Primitives
import Store

/// A value that can be bound to a parameter of a statement, always as data and never as part of its text.
protocol SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// Tells SQLite to copy what it is given before the call returns (`SQLITE_TRANSIENT`, a macro that Swift cannot import).
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }
}

extension Int: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, Int64(self)) }
}

extension Bool: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self ? 1 : 0) }
}

extension String: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    var text = self
    return text.withUTF8 { utf8 in
      // A null pointer would bind NULL; an empty string has no address of its own.
      guard let base = utf8.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
      return base.withMemoryRebound(to: CChar.self, capacity: utf8.count) {
        sqlite3_bind_text64(statement, index, $0, UInt64(utf8.count), copied, UInt8(SQLITE_UTF8))
      }
    }
  }
}

extension [UInt8]: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { self[...].bind(to: statement, at: index) }
}

extension ArraySlice<UInt8>: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    withUnsafeBytes { bytes in
      guard bytes.count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
      return sqlite3_bind_blob64(statement, index, bytes.baseAddress, UInt64(bytes.count), copied)
    }
  }
}

extension Optional: SQLiteBindable where Wrapped: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    if let self { self.bind(to: statement, at: index) } else { sqlite3_bind_null(statement, index) }
  }
}

extension Timestamp: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { microseconds.bind(to: statement, at: index) }
}

extension Money: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { nanodollars.bind(to: statement, at: index) }
}

extension ChatID: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { text.bind(to: statement, at: index) }
}

extension EntityID: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { description.bind(to: statement, at: index) }
}

extension EntityKey: SQLiteBindable {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { value.bind(to: statement, at: index) }
}

extension SQLiteBindable where Self: RawRepresentable, RawValue == String {
  func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { rawValue.bind(to: statement, at: index) }
}

extension ArtifactKind: SQLiteBindable {}
extension ArtifactStatus: SQLiteBindable {}
extension BoundaryRecord.Component: SQLiteBindable {}
extension BoundaryRecord.Marker: SQLiteBindable {}
extension CancelledBy: SQLiteBindable {}
extension FailureCode: SQLiteBindable {}
extension MessageStatus: SQLiteBindable {}
extension ProviderCallStatus: SQLiteBindable {}
extension RunStatus: SQLiteBindable {}
