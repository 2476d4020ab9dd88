/// Reads `content.xml` of an ods archive: all sheets stand in it, one behind the other.
final class ContentHandler: XMLHandler {
  /// A cell of the row that is being read. Rows are kept until they end, since a row may stand for many.
  private struct PendingCell {
    var column: Int
    var kind = CellView.Kind.string
    var text: [UInt8] = []
    var number = 0.0
    var isPlainNumber = false
    var formula: [UInt8] = []
  }

  private let receiver: any WorkbookReceiver
  private let budget: WorkbookBudget
  private let limits: WorkbookLimits
  private var sheet = ""
  private var sheets = 0
  private var isInSheet = false
  private var hiddenStyles: Set<String> = []
  private var tableStyle: String?
  private var lists: [String: Sheet.ListValidation] = [:]
  private var row = 0
  private var column = 0
  private var rowRepeats = 1
  private var isRowHidden = false
  private var pending: [PendingCell] = []
  private var firstColumnStyle = 1
  private var cell: OpenDocumentCell?
  private var text: XMLText
  private var comment: XMLText
  private var isInComment = false
  private var paragraphs = 0
  private var paragraphDepth = 0

  init(limits: WorkbookLimits, receiver: any WorkbookReceiver) {
    self.limits = limits
    self.receiver = receiver
    budget = WorkbookBudget(limits)
    text = XMLText(maxBytes: limits.textBytes)
    comment = XMLText(maxBytes: limits.textBytes)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch name {
    case "table-cell", "covered-table-cell": if isInSheet { try beginCell(attributes) }
    case "p": beginParagraph()
    case "s": if paragraphDepth > 0 { for _ in 0..<min(attributes.integer("c") ?? 1, 4096) { try append(UInt8(ascii: " ")) } }
    case "tab": if paragraphDepth > 0 { try append(UInt8(ascii: "\t")) }
    case "line-break": if paragraphDepth > 0 { try append(UInt8(ascii: "\n")) }
    case "annotation":
      isInComment = cell != nil
      comment.removeAll()
      paragraphs = 0
    case "table-row": beginRow(attributes)
    case "table-column": try skipColumns(attributes)
    case "table": try beginSheet(attributes)
    case "style": tableStyle = attributes["family"].map { $0.elementsEqual("table".utf8) } ?? false ? attributes.text("name") : nil
    case "table-properties":
      if let tableStyle, attributes["display"].map({ $0.elementsEqual("false".utf8) }) ?? false { hiddenStyles.insert(tableStyle) }
      if hiddenStyles.count > limits.styles { throw .beyond("styles", limit: limits.styles) }
    case "content-validation": try addList(attributes)
    case "dde-link", "table-source": try refuseLink()
    default: break
    }
  }

  override func end(_ name: XMLName) throws(WorkbookError) {
    switch name {
    case "table-cell", "covered-table-cell": if isInSheet { try endCell() }
    case "p": paragraphDepth = max(0, paragraphDepth - 1)
    case "annotation":
      isInComment = false
      paragraphs = 0
      paragraphDepth = 0
    case "table-row": if isInSheet { try endRow() }
    case "table":
      if isInSheet { try receiver.endSheet() }
      isInSheet = false
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    guard paragraphDepth > 0 else { return }
    if isInComment { try comment.append(bytes) } else { try text.append(bytes) }
  }

  private func append(_ byte: UInt8) throws(WorkbookError) {
    if isInComment { try comment.append(byte) } else { try text.append(byte) }
  }

  private func beginParagraph() {
    guard cell != nil else { return }
    paragraphDepth += 1
    paragraphs += 1
    // Nothing is lost when the limit is reached here: the next text says so.
    if paragraphs > 1 { try? append(UInt8(ascii: "\n")) }
  }

  private func refuseLink() throws(WorkbookError) {
    throw WorkbookError(
      .hostile, found: "a link to another document", fix: "break the links (Edit, Links to External Files) and save it again",
      place: isInSheet ? sheet : nil)
  }

  // MARK: Sheets, columns, rows

  private func beginSheet(_ attributes: XMLAttributes) throws(WorkbookError) {
    guard !isInSheet else { throw .damaged("a table within a table", place: sheet) }
    sheets += 1
    if sheets > limits.sheets { throw .beyond("sheets", limit: limits.sheets) }
    isInSheet = true
    sheet = attributes.text("name") ?? ""
    row = 0
    firstColumnStyle = 1
    let isHidden = attributes.text("style-name").map { hiddenStyles.contains($0) } ?? false
    try receiver.beginSheet(sheet, isHidden ? .hidden : .visible)
  }

  private func skipColumns(_ attributes: XMLAttributes) throws(WorkbookError) {
    guard isInSheet else { return }
    let last = firstColumnStyle + repeats(attributes, "number-columns-repeated") - 1
    if Self.isHidden(attributes), firstColumnStyle <= CellReference.lastColumn {
      receiver.hiddenColumns(firstColumnStyle...min(last, CellReference.lastColumn))
    }
    firstColumnStyle = min(last, CellReference.lastColumn) + 1
  }

  private func beginRow(_ attributes: XMLAttributes) {
    rowRepeats = repeats(attributes, "number-rows-repeated")
    isRowHidden = Self.isHidden(attributes)
    row += 1
    column = 0
    pending = []
  }

  private func endRow() throws(WorkbookError) {
    let last = row + rowRepeats - 1
    if isRowHidden, receiver.wantsEverything {
      for hidden in row...max(row, min(last, CellReference.lastRow)) where hidden <= CellReference.lastRow {
        try budget.takeHiddenRow()
        receiver.hiddenRow(hidden)
      }
    }
    if !pending.isEmpty {
      guard last <= CellReference.lastRow else { throw .damaged("row \(last), which no sheet has (\(CellReference.lastRow) rows)", place: sheet) }
      for number in row...last {
        for cell in pending { try tell(cell, row: number) }
      }
    }
    // Empty rows reach to the end of the sheet and beyond; they are no harm.
    row = min(last, CellReference.lastRow + 1)
  }

  private func repeats(_ attributes: XMLAttributes, _ name: StaticString) -> Int {
    guard attributes[name] != nil else { return 1 }
    return min(max(attributes.integer(name) ?? 1, 1), 1 << 24)
  }

  private static func isHidden(_ attributes: XMLAttributes) -> Bool {
    guard let visibility = attributes["visibility"] else { return false }
    return visibility.elementsEqual("collapse".utf8) || visibility.elementsEqual("filter".utf8)
  }

  // MARK: Cells

  private func beginCell(_ attributes: XMLAttributes) throws(WorkbookError) {
    cell = OpenDocumentCell(attributes, repeats: repeats(attributes, "number-columns-repeated"))
    text.removeAll()
    comment.removeAll()
    paragraphs = 0
    paragraphDepth = 0
    guard receiver.wantsEverything, row <= CellReference.lastRow, column < CellReference.lastColumn else { return }
    let reference = CellReference(row: row, column: column + 1)
    let (rows, columns) = (attributes.integer("number-rows-spanned") ?? 1, attributes.integer("number-columns-spanned") ?? 1)
    if rows > 1 || columns > 1 {
      guard row + rows - 1 <= CellReference.lastRow, column + columns <= CellReference.lastColumn else {
        throw .damaged("a merged range that leads out of the sheet", place: "\(sheet)!\(reference)")
      }
      try budget.takeMergedRange()
      receiver.merged(CellRange(reference, CellReference(row: row + max(rows, 1) - 1, column: column + max(columns, 1))))
    }
    if let name = attributes.text("content-validation-name"), var list = lists[name] {
      try budget.takeValidation()
      let last = CellReference(
        row: min(row + rowRepeats - 1, CellReference.lastRow), column: min(column + (cell?.repeats ?? 1), CellReference.lastColumn))
      list.ranges = [CellRange(reference, last)]
      receiver.validation(list)
    }
  }

  private func endCell() throws(WorkbookError) {
    guard let cell else { return }
    self.cell = nil
    let first = column + 1
    column = min(column + cell.repeats, 1 << 24)
    if !comment.isEmpty, receiver.wantsEverything, row <= CellReference.lastRow, first <= CellReference.lastColumn {
      try budget.takeComment()
      receiver.comment(comment.string, at: CellReference(row: row, column: first))
    }
    guard let content = try cell.content(text.bytes, place: "\(sheet)!\(CellReference.letters(ofColumn: min(first, CellReference.lastColumn)))\(row)")
    else { return }
    guard column <= CellReference.lastColumn else { throw .damaged("column \(column), which no sheet has (columns to XFD)", place: sheet) }
    for number in first...column {
      pending.append(
        PendingCell(
          column: number, kind: content.kind, text: content.text, number: content.number, isPlainNumber: content.isPlainNumber,
          formula: content.formula))
    }
  }

  private func tell(_ pending: PendingCell, row: Int) throws(WorkbookError) {
    try budget.takeCell(bytes: pending.text.count + pending.formula.count)
    try pending.text.withUnsafeBufferPointer { (text) throws(WorkbookError) in
      try pending.formula.withUnsafeBufferPointer { (formula) throws(WorkbookError) in
        try receiver.cell(
          CellView(
            sheet: sheet, row: row, column: pending.column, kind: pending.kind, bytes: text, number: pending.number,
            isPlainNumber: pending.isPlainNumber, formulaBytes: formula))
      }
    }
  }

  // MARK: Validations

  /// `of:cell-content-is-in-list("inner";"left")`, or a range in place of the texts.
  private func addList(_ attributes: XMLAttributes) throws(WorkbookError) {
    guard let name = attributes.text("name"), let condition = attributes.text("condition"),
      let opening = condition.utf8.firstIndex(of: UInt8(ascii: "(")),
      condition.utf8[..<opening].reversed().starts(with: "cell-content-is-in-list".utf8.reversed()), condition.hasSuffix(")")
    else { return }
    try budget.takeValidation()
    let inner = String(condition[condition.utf8.index(after: opening)...].dropLast())
    if inner.hasPrefix("\"") {
      lists[name] = Sheet.ListValidation(ranges: [], values: inner.split(separator: ";").compactMap { ValidationReader.values(String($0))?.first })
    } else {
      lists[name] = Sheet.ListValidation(ranges: [], values: [], formula: inner)
    }
  }
}
