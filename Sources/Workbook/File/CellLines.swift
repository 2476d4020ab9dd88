/// Cells as lines of JSON: `{"sheet":"Mapping","cell":"H7","value":"TRIM(name)","type":"string"}`, with `"formula"` where one has it. They are gathered until
/// somebody takes them.
package struct CellLines: ~Copyable {
  private var bytes = ByteScratch(capacity: 80 << 10)
  private var sheet = ""
  /// What all lines of a sheet begin with.
  private var beginning = ByteScratch()

  package init() {}

  package var count: Int { bytes.count }

  /// What was gathered; afterwards there is nothing.
  package mutating func take() -> [UInt8] {
    defer { bytes.removeAll() }
    return Array(bytes.bytes)
  }

  /// Adds the line with its line end.
  package mutating func append(_ cell: borrowing CellView) {
    if beginning.isEmpty || cell.sheet != sheet { begin(cell.sheet) }
    bytes.append(beginning.bytes)
    Self.appendReference(row: cell.row, column: cell.column, to: &bytes)
    bytes.append("\",\"value\":")
    switch cell.kind {
    case .string, .date, .error:
      bytes.append(UInt8(ascii: "\""))
      Self.appendEscaped(cell.bytes, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    case .number where cell.isPlainNumber: bytes.append(cell.bytes)
    case .number:
      var text = CellValue.number(cell.number).text
      text.withUTF8 { bytes.append($0) }
    case .boolean: bytes.append(cell.number != 0 ? "true" : "false")
    }
    bytes.append(Self.typeText(cell.kind))
    if !cell.formulaBytes.isEmpty {
      bytes.append(",\"formula\":\"")
      Self.appendEscaped(cell.formulaBytes, to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append("}\n")
  }

  private mutating func begin(_ name: String) {
    sheet = name
    beginning.removeAll()
    beginning.append("{\"sheet\":\"")
    var name = name
    name.withUTF8 { Self.appendEscaped($0, to: &beginning) }
    beginning.append("\",\"cell\":\"")
  }

  private static func typeText(_ kind: CellView.Kind) -> StaticString {
    switch kind {
    case .string: ",\"type\":\"string\""
    case .number: ",\"type\":\"number\""
    case .boolean: ",\"type\":\"boolean\""
    case .date: ",\"type\":\"date\""
    case .error: ",\"type\":\"error\""
    }
  }

  private static func appendReference(row: Int, column: Int, to line: inout ByteScratch) {
    if column > 26 * 27 { line.append(UInt8(ascii: "A") + UInt8((column - 703) / 676)) }
    if column > 26 { line.append(UInt8(ascii: "A") + UInt8((column - 27) / 26 % 26)) }
    line.append(UInt8(ascii: "A") + UInt8((column - 1) % 26))
    line.append(decimal: row)
  }

  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to line: inout ByteScratch) {
    var start = 0
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      line.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch byte {
      case UInt8(ascii: "\""): line.append("\\\"")
      case UInt8(ascii: "\\"): line.append("\\\\")
      case UInt8(ascii: "\n"): line.append("\\n")
      case UInt8(ascii: "\r"): line.append("\\r")
      case UInt8(ascii: "\t"): line.append("\\t")
      default:
        line.append("\\u00")
        line.append(hexadecimal(byte >> 4))
        line.append(hexadecimal(byte & 0xf))
      }
    }
    line.append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10 }
}
