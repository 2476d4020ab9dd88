/// One sheet as a part of a written workbook.
struct SheetPart {
  private static let widths = 8...60

  private let sheet: Sheet
  private let boldRows: Set<Int>
  private let fitsColumns: Bool

  init(_ sheet: Sheet, boldRows: Set<Int>, fitsColumns: Bool) {
    self.sheet = sheet
    self.boldRows = boldRows
    self.fitsColumns = fitsColumns
  }

  var text: String {
    "<worksheet xmlns=\"\(XLSXWriter.mainNamespace)\">\(view)\(columns)<sheetData>\(rows)</sheetData>\(merges)\(validations)</worksheet>"
  }

  private var view: String {
    guard boldRows.contains(1) else { return "" }
    return """
      <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
      """
  }

  private var columns: String {
    var widest: [Int: Int] = [:]
    for row in sheet.rows where fitsColumns {
      for cell in row.cells { widest[cell.reference.column] = max(widest[cell.reference.column] ?? 0, cell.value.text.count) }
    }
    let numbers = Set(widest.keys).union(sheet.hiddenColumns).sorted()
    guard !numbers.isEmpty else { return "" }
    let all = numbers.map { number in
      let width = min(max((widest[number] ?? 0) + 2, Self.widths.lowerBound), Self.widths.upperBound)
      let hidden = sheet.hiddenColumns.contains(number) ? " hidden=\"1\"" : ""
      return "<col min=\"\(number)\" max=\"\(number)\" width=\"\(width)\" customWidth=\"1\"\(hidden)/>"
    }
    return "<cols>\(all.joined())</cols>"
  }

  private var rows: String {
    let filled = Dictionary(sheet.rows.map { ($0.number, $0.cells) }, uniquingKeysWith: +)
    var text = ""
    for number in Set(filled.keys).union(sheet.hiddenRows).sorted() {
      text += "<row r=\"\(number)\"\(sheet.hiddenRows.contains(number) ? " hidden=\"1\"" : "")>"
      for cell in filled[number] ?? [] { text += element(cell) }
      text += "</row>"
    }
    return text
  }

  private func element(_ cell: Cell) -> String {
    let place = "r=\"\(cell.reference)\""
    let formula = cell.formula.map { "<f>\(XMLEscaping.cell($0))</f>" } ?? ""
    switch cell.value {
    case .string(let text):
      let style = boldRows.contains(cell.reference.row) ? " s=\"\(CellStyle.bold.rawValue)\"" : ""
      if cell.formula != nil { return "<c \(place)\(style) t=\"str\">\(formula)<v>\(XMLEscaping.cell(text))</v></c>" }
      return "<c \(place)\(style) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(XMLEscaping.cell(text))</t></is></c>"
    case .number(let value): return "<c \(place)>\(formula)<v>\(CellValue.number(value).text)</v></c>"
    case .boolean(let value): return "<c \(place) t=\"b\">\(formula)<v>\(value ? 1 : 0)</v></c>"
    case .error(let text): return "<c \(place) t=\"e\">\(formula)<v>\(XMLEscaping.cell(text))</v></c>"
    case .date(let text):
      guard let serial = DateSerial(text) else { return "<c \(place) t=\"str\">\(formula)<v>\(XMLEscaping.cell(text))</v></c>" }
      return "<c \(place) s=\"\(serial.style.rawValue)\">\(formula)<v>\(serial.value)</v></c>"
    }
  }

  private var merges: String {
    guard !sheet.mergedRanges.isEmpty else { return "" }
    return "<mergeCells count=\"\(sheet.mergedRanges.count)\">\(sheet.mergedRanges.map { "<mergeCell ref=\"\($0)\"/>" }.joined())</mergeCells>"
  }

  private var validations: String {
    guard !sheet.validations.isEmpty else { return "" }
    let all = sheet.validations.map { list in
      let formula = list.values.isEmpty ? list.formula ?? "" : "\"\(list.values.joined(separator: ","))\""
      let ranges = list.ranges.map(\.description).joined(separator: " ")
      return
        "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"\(ranges)\"><formula1>\(XMLEscaping.cell(formula))</formula1></dataValidation>"
    }
    return "<dataValidations count=\"\(all.count)\">\(all.joined())</dataValidations>"
  }
}
