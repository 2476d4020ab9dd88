import CPostgres
import Store

/// A statement's whole answer: the one owner of libpq's result. Values are in binary form.
final class PostgresRows {
  private let result: OpaquePointer

  init(_ result: OpaquePointer) { self.result = result }

  deinit { PQclear(result) }

  var count: Int { Int(PQntuples(result)) }

  /// How many rows an UPDATE, INSERT or DELETE touched.
  var changed: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  func map<Result>(_ decode: (inout PostgresRow) throws(StoreError) -> Result) throws(StoreError) -> [Result] {
    var decoded: [Result] = []
    decoded.reserveCapacity(count)
    for number in 0..<count {
      var row = PostgresRow(result, number: Int32(number))
      decoded.append(try decode(&row))
    }
    return decoded
  }

  func first<Result>(_ decode: (inout PostgresRow) throws(StoreError) -> Result) throws(StoreError) -> Result? {
    guard count > 0 else { return nil }
    var row = PostgresRow(result, number: 0)
    return try decode(&row)
  }
}

/// One row of an answer; valid only inside the closure that got it.
struct PostgresRow: ~Copyable, StoredRow {
  private let result: OpaquePointer
  private let number: Int32
  private var column: Int32 = 0

  init(_ result: OpaquePointer, number: Int32) {
    self.result = result
    self.number = number
  }

  mutating func skip(_ count: Int) { column += Int32(count) }

  mutating func optionalInteger() -> Int64? {
    withValue { bytes in
      var value: Int64 = bytes.first.map { $0 & 0x80 != 0 && bytes.count > 1 } == true ? -1 : 0
      for byte in bytes { value = value << 8 | Int64(byte) }
      return value
    }
  }

  mutating func integer() -> Int64 { optionalInteger() ?? 0 }

  mutating func optionalText() -> String? { withValue { String(decoding: $0, as: UTF8.self) } }

  mutating func text() -> String { optionalText() ?? "" }

  mutating func optionalBytes() -> [UInt8]? { withValue { Array($0) } }

  mutating func bytes() -> [UInt8] { optionalBytes() ?? [] }

  /// Lends the bytes of the next value; `nil` for NULL.
  mutating func withValue<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    defer { column += 1 }
    guard PQgetisnull(result, number, column) == 0 else { return nil }
    return body(UnsafeRawBufferPointer(start: PQgetvalue(result, number, column), count: Int(PQgetlength(result, number, column))))
  }
}
