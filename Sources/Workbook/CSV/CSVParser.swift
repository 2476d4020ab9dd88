/// Splits text into records and fields (RFC 4180), as forgiving as spreadsheets are: any line end, quotes that count at the start of a field only,
/// and what follows a closing quote belongs to the field.
struct CSVParser {
  let delimiter: UInt8

  /// Calls with each field of each record, both counted from 1. An empty line is a record without fields.
  /// - Returns: the number of records, or the one whose quotes do not end.
  func parse(
    _ text: ArraySlice<UInt8>, _ body: (_ record: Int, _ field: Int, UnsafeBufferPointer<UInt8>) throws(WorkbookError) -> Void
  ) throws(WorkbookError) -> Result {
    try text.withUnsafeBufferPointer { (bytes) throws(WorkbookError) in try parse(bytes, body) }
  }

  struct Result: Equatable {
    var records = 0
    /// Counted from 1.
    var unterminatedRecord: Int?
  }

  private func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (Int, Int, UnsafeBufferPointer<UInt8>) throws(WorkbookError) -> Void
  ) throws(WorkbookError) -> Result {
    var result = Result()
    var joined = ByteScratch()
    var index = 0
    while index < bytes.count {
      result.records += 1
      var field = 0
      var isLastField = false
      while !isLastField {
        field += 1
        let value: UnsafeBufferPointer<UInt8>
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          joined.removeAll()
          index += 1
          var isQuoted = true
          while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\""), isQuoted {
              if index + 1 < bytes.count, bytes[index + 1] == byte { index += 1 } else { isQuoted = false }
              if isQuoted { joined.append(byte) }
            } else if !isQuoted, byte == delimiter || Self.isLineEnd(byte) {
              break
            } else {
              joined.append(byte)
            }
            index += 1
          }
          if isQuoted {
            result.unterminatedRecord = result.records
            return result
          }
          value = joined.bytes
        } else {
          let start = index
          while index < bytes.count, case let byte = bytes[index], byte != delimiter, !Self.isLineEnd(byte) { index += 1 }
          value = UnsafeBufferPointer(rebasing: bytes[start..<index])
        }
        isLastField = index >= bytes.count || bytes[index] != delimiter
        if !(isLastField && field == 1 && value.isEmpty) { try body(result.records, field, value) }
        if !isLastField { index += 1 }
      }
      if index < bytes.count {
        if bytes[index] == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { index += 1 }
        index += 1
      }
    }
    return result
  }

  @inline(__always)
  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
