import Workbook

/// A sheet as a reader sees it: merged cells all say what stands in their first one, texts are without blanks at their ends.
struct SheetGrid {
  let sheet: Sheet
  /// The widest row that is looked at.
  static let lastColumn = 512
  private let mergesByColumn: [Int: [CellRange]]
  private let reads: CellReads?

  init(_ sheet: Sheet, counting reads: CellReads? = nil) {
    self.sheet = sheet
    self.reads = reads
    var byColumn: [Int: [CellRange]] = [:]
    var budget = 1_000_000
    for range in sheet.mergedRanges where range.first != range.last {
      let last = min(range.last.column, Self.lastColumn)
      guard range.first.column <= last else { continue }
      budget -= last - range.first.column + 1
      // A file may merge what it likes; past this much nothing is mapped any more.
      guard budget > 0 else { break }
      for column in range.first.column...last { byColumn[column, default: []].append(range) }
    }
    mergesByColumn = byColumn.mapValues { $0.sorted { $0.first.row < $1.first.row } }
  }

  /// The merged cells that this one is of.
  func merge(row: Int, column: Int) -> CellRange? {
    guard let ranges = mergesByColumn[column] else { return nil }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].first.row <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0, ranges[low - 1].last.row >= row else { return nil }
    return ranges[low - 1]
  }

  /// The cell that holds what this place shows.
  func cell(row: Int, column: Int) -> Cell? {
    sheet[merge(row: row, column: column)?.first ?? CellReference(row: row, column: column)]
  }

  func text(row: Int, column: Int) -> String { cell(row: row, column: column).map(text(of:)) ?? "" }

  /// What stands in this very cell: empty in all but the first of merged ones.
  func ownText(row: Int, column: Int) -> String { sheet[row: row, column: column].map(text(of:)) ?? "" }

  /// The cell's value as text. A formula that only points at another cell of the sheet, and whose result the file does not hold, is followed.
  func text(of cell: Cell) -> String {
    var cell = cell
    for _ in 0..<8 {
      reads?.add()
      let text = ComparableText.trimmed(cell.value.text)
      guard text.isEmpty, let formula = cell.formula, let reference = CellReference(formula), let next = sheet[reference] else { return text }
      cell = next
    }
    return ""
  }

  /// Where the place's text stands: the merged range, or the cell.
  func provenance(row: Int, column: Int) -> Provenance {
    Provenance(sheet: sheet.name, range: merge(row: row, column: column) ?? CellRange(CellReference(row: row, column: column)))
  }

  func textAt(row: Int, column: Int) -> MappingDocument.Text? {
    let text = text(row: row, column: column)
    return text.isEmpty ? nil : MappingDocument.Text(text, at: provenance(row: row, column: column))
  }

  /// The cell's text or formula as the caller reads it by itself.
  func read(row: Int, column: Int) -> Cell? {
    guard let cell = cell(row: row, column: column) else { return nil }
    reads?.add()
    return cell
  }

  /// The row's cells that hold a text, in order.
  func filled(_ row: Sheet.Row) -> [(column: Int, text: String)] {
    row.cells.compactMap { cell in
      guard cell.reference.column <= Self.lastColumn else { return nil }
      let text = text(of: cell)
      return text.isEmpty ? nil : (cell.reference.column, text)
    }
  }

  func filled(row: Int) -> [(column: Int, text: String)] {
    guard let at = index(ofRow: row), sheet.rows[at].number == row else { return [] }
    return filled(sheet.rows[at])
  }

  /// The place in `sheet.rows` of this row, or of the first one after it; `nil` past the end.
  func index(ofRow row: Int) -> Int? {
    var low = 0
    var high = sheet.rows.count
    while low < high {
      let middle = (low + high) / 2
      if sheet.rows[middle].number < row { low = middle + 1 } else { high = middle }
    }
    return low < sheet.rows.count ? low : nil
  }

  /// The rows of the sheet between these two, both included.
  func rows(_ range: ClosedRange<Int>) -> ArraySlice<Sheet.Row> {
    guard let start = index(ofRow: range.lowerBound) else { return [] }
    let end = index(ofRow: range.upperBound + 1) ?? sheet.rows.count
    return sheet.rows[start..<max(start, end)]
  }

  var lastRow: Int { sheet.rows.last?.number ?? 0 }
}
