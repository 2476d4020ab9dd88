import Store

/// Rows of one table in PostgreSQL's binary form of COPY (its documentation, COPY, "Binary Format").
struct CopyEncoding {
  let table: String
  private let columns: [CopyColumn]
  /// What was not sent yet.
  private(set) var bytes: [UInt8]

  init(table: String, columns: [CopyColumn]) {
    self.table = table
    self.columns = columns
    bytes = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    // Flags, and the length of an extension of the header.
    bytes.append(bigEndian: Int32(0))
    bytes.append(bigEndian: Int32(0))
  }

  /// - Throws: `failed` when a value is not of its column's type.
  mutating func append(_ row: CopyRow) throws(StoreError) {
    bytes.append(bigEndian: Int16(columns.count))
    for (column, cell) in zip(columns, row.cells) {
      switch (cell, column.kind) {
      case (.null, _): bytes.append(bigEndian: Int32(-1))
      case (.integer(let value), .integer):
        bytes.append(bigEndian: Int32(8))
        bytes.append(bigEndian: value)
      case (.integer(let value), .boolean):
        bytes.append(bigEndian: Int32(1))
        bytes.append(value != 0 ? 1 : 0)
      case (.bytes(let range), .bytes):
        bytes.append(bigEndian: Int32(range.count))
        bytes += row.bytes[range]
      case (.bytes(let range), .text): append(text: Self.repaired(row.bytes[range]))
      case (.bytes(let range), .json): append(text: Self.repaired(row.bytes[range]))
      case (.bytes(let range), .parsedJSON): append(text: [1] + Self.withoutNUL(row.bytes[range]))
      default: throw .unreadable("a row of \(table)", column.name)
      }
    }
  }

  /// After the last row.
  mutating func end() { bytes.append(bigEndian: Int16(-1)) }

  mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func append(text: ArraySlice<UInt8>) {
    bytes.append(bigEndian: Int32(text.count))
    bytes += text
  }

  /// PostgreSQL refuses what is no UTF-8, and NUL, for which another character of one byte stands as everywhere in this store.
  private static func repaired(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    if text.contains(where: { $0 >= 0x80 }) { text = ArraySlice(String(decoding: text, as: UTF8.self).utf8) }
    if text.contains(0) { text = ArraySlice(text.map { $0 == 0 ? 0x1A : $0 }) }
    return text
  }

  /// JSONB keeps no NUL, also not as an escape.
  private static func withoutNUL(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = repaired(text)
    var at = text.startIndex
    while let escape = text[at...].firstIndex(of: UInt8(ascii: "\\")) {
      at = min(escape + 2, text.endIndex)
      guard text[escape...].starts(with: Array("\\u0000".utf8)) else { continue }
      text.replaceSubrange(escape..<(escape + 6), with: Array("\\u001a".utf8))
    }
    return text
  }
}
