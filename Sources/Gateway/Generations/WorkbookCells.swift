import Domain
import Primitives
import Transport
import Wire
import Workbook

/// `GET /api/workbooks/{workbook}/cells`: a stretch of a sheet's rows, as a page scrolls over them.
enum WorkbookCells {
  private static let mostRows = 500

  static func get(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .view)
    let first = try number(call, "first") ?? 1
    let last = try number(call, "last") ?? first + mostRows - 1
    guard last >= first, last - first < mostRows else {
      throw Problem.invalidQuery("first is \(first) and last \(last); expected at most \(mostRows) rows, the first not after the last")
    }
    let workbook = try await call.generations.workbook(of: record)
    guard let sheet = call.query("sheet").map({ workbook.sheet(named: $0) }) ?? workbook.sheets.first else {
      throw Problem.notFound("a sheet of this name")
    }
    return .json { write(sheet, first: first, last: last, to: &$0) }
  }

  private static func write(_ sheet: Sheet, first: Int, last: Int, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("sheet", sheet.name)
    writer.key("rows")
    writer.beginArray()
    for row in rows(of: sheet, first: first, last: last) {
      writer.beginObject()
      writer.field("row", row.number)
      writer.field("hidden", sheet.hiddenRows.contains(row.number))
      writer.key("cells")
      writer.beginArray()
      for cell in row.cells { write(cell, comment: sheet.comments[cell.reference], to: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("merged")
    writer.beginArray()
    for range in sheet.mergedRanges where range.last.row >= first && range.first.row <= last { writer.string("\(range)") }
    writer.endArray()
    writer.key("hidden_columns")
    writer.beginArray()
    for column in sheet.hiddenColumns.sorted() { writer.string(CellReference.letters(ofColumn: column)) }
    writer.endArray()
    writer.field("columns", sheet.rows.reduce(0) { max($0, $1.cells.last?.reference.column ?? 0) })
    writer.field("last_row", sheet.rows.last?.number ?? 0)
    writer.endObject()
  }

  private static func write(_ cell: Cell, comment: String?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("cell", "\(cell.reference)")
    writer.key("value")
    switch cell.value {
    case .string(let text), .date(let text), .error(let text): writer.string(text)
    case .number(let value): if let whole = Int64(exactly: value) { writer.integer(whole) } else { writer.double(value) }
    case .boolean(let value): writer.bool(value)
    }
    writer.field("type", type(of: cell.value))
    if let formula = cell.formula { writer.field("formula", formula) }
    if let comment { writer.field("comment", comment) }
    writer.endObject()
  }

  private static func type(of value: CellValue) -> String {
    switch value {
    case .string: "string"
    case .number: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .error: "error"
    }
  }

  private static func rows(of sheet: Sheet, first: Int, last: Int) -> ArraySlice<Sheet.Row> {
    var low = 0
    var high = sheet.rows.count
    while low < high {
      let middle = (low + high) / 2
      if sheet.rows[middle].number < first { low = middle + 1 } else { high = middle }
    }
    return sheet.rows[low...].prefix { $0.number <= last }
  }

  private static func number(_ call: Call, _ name: String) throws(Problem) -> Int? {
    guard let text = call.query(name) else { return nil }
    guard let value = Int(text), value >= 1, value <= CellReference.lastRow, String(value) == text else {
      throw .invalidQuery("\(name) is \"\(text.prefix(32))\"; expected a row's number from 1 to \(CellReference.lastRow)")
    }
    return value
  }
}
