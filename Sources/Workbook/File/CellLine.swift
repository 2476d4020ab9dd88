/// A cell as a line of JSON: `{"sheet":"Mapping","cell":"H7","value":"TRIM(name)","type":"string"}`, with `"formula"` where it has one.
package enum CellLine {
  /// Writes the line with its line end.
  package static func append(_ cell: borrowing CellView, to line: inout [UInt8]) {
    append("{\"sheet\":\"", to: &line)
    var name = cell.sheet
    name.withUTF8 { appendEscaped($0, to: &line) }
    append("\",\"cell\":\"", to: &line)
    appendReference(row: cell.row, column: cell.column, to: &line)
    append("\",\"value\":", to: &line)
    switch cell.kind {
    case .string, .date, .error:
      line.append(UInt8(ascii: "\""))
      appendEscaped(cell.bytes, to: &line)
      line.append(UInt8(ascii: "\""))
    case .number where cell.isPlainNumber: line.append(contentsOf: cell.bytes)
    case .number: line.append(contentsOf: CellValue.number(cell.number).text.utf8)
    case .boolean: append(cell.number != 0 ? "true" : "false", to: &line)
    }
    append(typeText(cell.kind), to: &line)
    if !cell.formulaBytes.isEmpty {
      append(",\"formula\":\"", to: &line)
      appendEscaped(cell.formulaBytes, to: &line)
      line.append(UInt8(ascii: "\""))
    }
    append("}\n", to: &line)
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

  @inline(__always)
  private static func append(_ text: StaticString, to line: inout [UInt8]) {
    line.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private static func appendReference(row: Int, column: Int, to line: inout [UInt8]) {
    if column > 26 * 27 { line.append(UInt8(ascii: "A") + UInt8((column - 703) / 676)) }
    if column > 26 { line.append(UInt8(ascii: "A") + UInt8((column - 27) / 26 % 26)) }
    line.append(UInt8(ascii: "A") + UInt8((column - 1) % 26))
    var divisor = 1
    while row / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      line.append(UInt8(ascii: "0") + UInt8(row / divisor % 10))
      divisor /= 10
    }
  }

  private static func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to line: inout [UInt8]) {
    var start = 0
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      line.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      switch byte {
      case UInt8(ascii: "\""): append("\\\"", to: &line)
      case UInt8(ascii: "\\"): append("\\\\", to: &line)
      case UInt8(ascii: "\n"): append("\\n", to: &line)
      case UInt8(ascii: "\r"): append("\\r", to: &line)
      case UInt8(ascii: "\t"): append("\\t", to: &line)
      default:
        append("\\u00", to: &line)
        line.append(hexadecimal(byte >> 4))
        line.append(hexadecimal(byte & 0xf))
      }
    }
    line.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10 }
}
