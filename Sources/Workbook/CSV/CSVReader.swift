/// Reads separated text as a workbook of one sheet. What stands in it is text, whatever it looks like: a leading zero stays.
struct CSVReader {
  private let limits: WorkbookLimits
  private let receiver: any WorkbookReceiver

  init(limits: WorkbookLimits, receiver: any WorkbookReceiver) {
    self.limits = limits
    self.receiver = receiver
  }

  /// - Parameter name: the file's; without its ending the sheet is called so.
  func read(_ bytes: [UInt8], name: String) throws(WorkbookError) {
    let decoded = try TextDecoding.utf8(bytes, name: name)
    var text = decoded[...]
    var stated: UInt8?
    // The line that Excel reads and does not show.
    if text.count >= 6, text.prefix(4).elementsEqual("sep=".utf8), text[4] != UInt8(ascii: "\r"),
      text[5] == UInt8(ascii: "\r") || text[5] == UInt8(ascii: "\n")
    {
      stated = text[4]
      text = text.dropFirst(text.dropFirst(5).starts(with: [0x0D, 0x0A]) ? 7 : 6)
    }
    let delimiter = stated ?? DelimiterSniffer.delimiter(of: text)
    let budget = WorkbookBudget(limits)
    let sheet = Self.sheetName(name)
    try receiver.beginSheet(sheet, .visible)
    let result = try CSVParser(delimiter: delimiter).parse(text) { (row, column, value) throws(WorkbookError) in
      guard row <= CellReference.lastRow, column <= CellReference.lastColumn else {
        throw .beyond(
          row > CellReference.lastRow ? "rows" : "columns", limit: row > CellReference.lastRow ? CellReference.lastRow : CellReference.lastColumn,
          place: sheet)
      }
      if value.count > limits.textBytes { throw .beyond("bytes of text in one cell", limit: limits.textBytes, place: "\(sheet)!row \(row)") }
      guard !value.isEmpty else { return }
      try budget.takeCell(bytes: value.count)
      try receiver.cell(
        CellView(
          sheet: sheet, row: row, column: column, kind: .string, bytes: value, number: 0, isPlainNumber: false,
          formulaBytes: UnsafeBufferPointer(start: nil, count: 0)))
    }
    if let record = result.unterminatedRecord {
      throw WorkbookError(
        .unreadable, found: "a quoted field that does not end, in record \(record)", fix: "close the quote, or double quotes that belong to the text",
        place: sheet)
    }
    try receiver.endSheet()
  }

  private static func sheetName(_ file: String) -> String {
    let base = file.split(separator: "/").last ?? ""
    guard let point = base.lastIndex(of: "."), point > base.startIndex else { return base.isEmpty ? "Sheet1" : String(base) }
    return String(base[..<point])
  }
}
