/// Reads a worksheet part. Nothing is kept from one cell to the next but where it stood, so memory does not grow with the rows.
final class SheetHandler: XMLHandler {
  /// What text is collected for.
  private enum Capture: UInt8 {
    case nothing, value, formula, inlineText, listFormula, ranges
  }

  /// The `t` of a cell (ECMA-376 part 1, §18.18.11).
  private enum CellType: UInt8 {
    case number, shared, boolean, error, formulaText, inlineText, isoDate
  }

  private enum FormulaKind: UInt8 {
    case plain, shared, array, table
  }

  private let sheet: String
  private let context: SheetContext
  private let receiver: any WorkbookReceiver
  private var capture = Capture.nothing

  private var row = 0
  private var column = 0
  private var isInCell = false
  private var type = CellType.number
  private var style = 0
  private var value: XMLText
  private var formula: XMLText
  private var formulaKind = FormulaKind.plain
  private var hasFormula = false
  private var sharedIndex = -1
  private var phoneticDepth = 0
  private var shared: [Int: SharedFormula] = [:]
  private var dateText = ByteScratch(capacity: 32)
  private var validation: ValidationReader?

  private struct SharedFormula {
    let text: [UInt8]
    let row: Int
    let column: Int
  }

  init(sheet: String, context: SheetContext, receiver: any WorkbookReceiver) {
    self.sheet = sheet
    self.context = context
    self.receiver = receiver
    value = XMLText(maxBytes: context.budget.limits.textBytes)
    formula = XMLText(maxBytes: context.budget.limits.textBytes)
  }

  // MARK: Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    if name.count == 1 {
      switch name.base[0] {
      case UInt8(ascii: "c"): return try beginCell(attributes)
      case UInt8(ascii: "v"): if isInCell { capture = .value }
      case UInt8(ascii: "f"): if isInCell { beginFormula(attributes) }
      case UInt8(ascii: "t"): if isInCell, type == .inlineText, phoneticDepth == 0 { capture = .inlineText }
      default: break
      }
      return
    }
    switch name {
    case "row": try beginRow(attributes)
    case "col": try hideColumns(attributes)
    case "rPh": phoneticDepth += 1
    case "mergeCell": try merge(attributes)
    case "dataValidation": validation = ValidationReader(attributes)
    case "formula1": if validation != nil { beginListText(.listFormula) }
    // Where the list is on another sheet, older programs have the ranges in an element of its own.
    case "sqref": if validation != nil { beginListText(.ranges) }
    default: break
    }
  }

  override func end(_ name: XMLName) throws(WorkbookError) {
    if name.count == 1 {
      switch name.base[0] {
      case UInt8(ascii: "c"): try endCell()
      case UInt8(ascii: "v"), UInt8(ascii: "t"): if isInCell { capture = .nothing }
      case UInt8(ascii: "f"): if isInCell { capture = .nothing }
      default: break
      }
      return
    }
    switch name {
    case "rPh": phoneticDepth -= 1
    case "formula1":
      validation?.formula = value.string
      capture = .nothing
    case "sqref":
      validation?.ranges = value.string
      capture = .nothing
    case "dataValidation":
      if let list = try validation?.list(context.budget) { receiver.validation(list) }
      validation = nil
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    switch capture {
    case .nothing: return
    case .formula: try formula.append(bytes)
    case .value, .inlineText, .listFormula, .ranges: try value.append(bytes)
    }
  }

  private func beginListText(_ wanted: Capture) {
    capture = wanted
    value.removeAll()
  }

  // MARK: Rows and columns

  private func beginRow(_ attributes: XMLAttributes) throws(WorkbookError) {
    if let text = attributes["r"] {
      guard let number = attributes.integer("r"), (1...CellReference.lastRow).contains(number) else {
        throw outOfRange("row \(String(decoding: text.prefix(20), as: UTF8.self))")
      }
      row = number
    } else {
      row += 1
      guard row <= CellReference.lastRow else { throw outOfRange("row \(row)") }
    }
    column = 0
    if receiver.wantsEverything, attributes.flag("hidden") {
      try context.budget.takeHiddenRow()
      receiver.hiddenRow(row)
    }
  }

  private func hideColumns(_ attributes: XMLAttributes) throws(WorkbookError) {
    guard attributes.flag("hidden"), let first = attributes.integer("min"), let last = attributes.integer("max") else { return }
    guard first >= 1, first <= last, last <= CellReference.lastColumn else { throw outOfRange("columns \(first) to \(last)") }
    receiver.hiddenColumns(first...last)
  }

  private func merge(_ attributes: XMLAttributes) throws(WorkbookError) {
    guard receiver.wantsEverything, let text = attributes.text("ref") else { return }
    guard let range = CellRange(text) else { throw outOfRange("the merged range \(text.prefix(40))") }
    try context.budget.takeMergedRange()
    receiver.merged(range)
  }

  private func outOfRange(_ what: String) -> WorkbookError {
    .damaged("\(what), which no sheet has (\(CellReference.lastRow) rows, columns to XFD)", place: sheet)
  }

  // MARK: Cells

  @inline(__always)
  private func beginCell(_ attributes: XMLAttributes) throws(WorkbookError) {
    isInCell = true
    type = .number
    style = 0
    hasFormula = false
    var isPlaced = false
    var index = 0
    while let key = attributes.base[index], let text = attributes.base[index + 1] {
      index += 2
      guard key[0] != 0, key[1] == 0 else { continue }
      let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      switch UInt8(bitPattern: key[0]) {
      case UInt8(ascii: "r"):
        guard let place = CellPlace(bytes) else { throw outOfRange("the cell \(String(cString: text).prefix(20))") }
        row = place.row
        column = place.column
        isPlaced = true
      case UInt8(ascii: "s"):
        var number = 0
        var digits = 0
        while case let digit = bytes[digits] &- 0x30, digit < 10, digits < 9 {
          number = number * 10 + Int(digit)
          digits += 1
        }
        style = number
      case UInt8(ascii: "t"): type = Self.type(bytes)
      default: break
      }
    }
    if !isPlaced {
      column += 1
      guard column <= CellReference.lastColumn else { throw outOfRange("column \(column)") }
      if row == 0 { row = 1 }
    }
    value.removeAll()
  }

  @inline(__always)
  private static func type(_ bytes: UnsafePointer<UInt8>) -> CellType {
    // The names differ in their first letters, but for `s` and `str`, and `inlineStr` is the only one with an i.
    switch bytes[0] {
    case UInt8(ascii: "s"): bytes[1] == 0 ? .shared : .formulaText
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "e"): .error
    case UInt8(ascii: "i"): .inlineText
    case UInt8(ascii: "d"): .isoDate
    default: .number
    }
  }

  private func beginFormula(_ attributes: XMLAttributes) {
    hasFormula = true
    capture = .formula
    formula.removeAll()
    sharedIndex = -1
    formulaKind = .plain
    guard let kind = attributes["t"] else { return }
    if kind.elementsEqual("shared".utf8) {
      formulaKind = .shared
      sharedIndex = attributes.integer("si") ?? -1
    } else if kind.elementsEqual("array".utf8) {
      formulaKind = .array
    } else if kind.elementsEqual("dataTable".utf8) {
      formulaKind = .table
    }
  }

  private func endFormula() throws(WorkbookError) {
    if formulaKind == .shared, sharedIndex >= 0 {
      if let first = shared[sharedIndex] {
        formula.removeAll()
        let (rows, columns) = (row - first.row, column - first.column)
        // Not a scoped borrow of the array, since what is written may not throw through one.
        let copy = first.text
        try copy.withUnsafeBufferPointer { (text) throws(WorkbookError) in
          try FormulaShift.append(text, rows: rows, columns: columns, to: &formula)
        }
      } else if !formula.isEmpty {
        try context.budget.takeSharedFormula()
        shared[sharedIndex] = SharedFormula(text: Array(formula.bytes), row: row, column: column)
      }
    }
    if FormulaShift.namesAnotherWorkbook(formula.bytes) {
      throw WorkbookError(
        .hostile, found: "a formula that reads another workbook: \(formula.string.prefix(80))",
        fix: "copy what it needs into this workbook, or break the link in the spreadsheet program", place: place)
    }
  }

  private var place: String { "\(sheet)!\(CellReference(row: row, column: column))" }

  @inline(__always)
  private func endCell() throws(WorkbookError) {
    guard isInCell else { return }
    isInCell = false
    capture = .nothing
    if hasFormula { try endFormula() } else { formula.removeAll() }
    guard !value.isEmpty else {
      // A formula that was never calculated still says its rule.
      if !formula.isEmpty { try tell(.string, value.bytes) }
      return
    }
    switch type {
    case .number: try endNumber()
    case .shared:
      guard let index = Self.index(value.bytes), let text = context.strings[index] else {
        throw .damaged("shared string \(value.string.prefix(20)), of which there are \(context.strings.count)", place: place)
      }
      if !text.isEmpty || hasFormula { try tell(.string, text) }
    case .formulaText, .inlineText:
      value.unescape()
      try tell(.string, value.bytes)
    case .boolean:
      try tell(.boolean, UnsafeBufferPointer(start: nil, count: 0), number: value.bytes.contains { $0 == 0x31 || $0 | 0x20 == 0x74 } ? 1 : 0)
    case .error: try tell(.error, value.bytes)
    case .isoDate:
      dateText.removeAll()
      ISODate.append(value.bytes, to: &dateText)
      try tell(.date, dateText.bytes)
    }
  }

  @inline(__always)
  private func endNumber() throws(WorkbookError) {
    guard let number = DecimalText(value.bytes) else { throw .damaged("a number that is none: \(value.string.prefix(40))", place: place) }
    if style < context.formats.count, context.formats[style] != .number {
      dateText.removeAll()
      let isDate =
        context.formats[style] == .duration
        ? DateText.append(durationDays: number.value, to: &dateText) : DateText.append(serial: number.value, context.epoch, to: &dateText)
      // A number beyond the calendar is what it is, whatever its format says.
      if isDate { return try tell(.date, dateText.bytes) }
    }
    try tell(.number, number.literal, number: number.value, isPlainNumber: number.isJSON)
  }

  private func tell(
    _ kind: CellView.Kind, _ bytes: UnsafeBufferPointer<UInt8>, number: Double = 0, isPlainNumber: Bool = false
  ) throws(WorkbookError) {
    try context.budget.takeCell(bytes: bytes.count + formula.bytes.count)
    try receiver.cell(
      CellView(
        sheet: sheet, row: row, column: column, kind: kind, bytes: bytes, number: number, isPlainNumber: isPlainNumber, formulaBytes: formula.bytes))
  }

  @inline(__always)
  private static func index(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count <= 9 else { return nil }
    var index = 0
    for byte in bytes {
      let digit = byte &- 0x30
      guard digit < 10 else { return nil }
      index = index * 10 + Int(digit)
    }
    return index
  }
}
