/// Holds a workbook as it is read.
final class WorkbookBuilder: WorkbookReceiver {
  private(set) var sheets: [Sheet] = []
  private var sheet = Sheet(name: "")
  private var isInOrder = true

  var wantsEverything: Bool { true }

  func beginSheet(_ name: String, _ visibility: Sheet.Visibility) {
    sheet = Sheet(name: name, visibility: visibility)
    isInOrder = true
  }

  func cell(_ cell: borrowing CellView) {
    let last = sheet.rows.count - 1
    if last >= 0, sheet.rows[last].number == cell.row {
      if let previous = sheet.rows[last].cells.last, previous.reference.column >= cell.column { isInOrder = false }
      sheet.rows[last].cells.append(cell.cell)
    } else {
      if last >= 0, sheet.rows[last].number > cell.row { isInOrder = false }
      sheet.rows.append(Sheet.Row(number: cell.row, cells: [cell.cell]))
    }
  }

  func hiddenRow(_ row: Int) { sheet.hiddenRows.insert(row) }
  func hiddenColumns(_ columns: ClosedRange<Int>) { sheet.hiddenColumns.formUnion(columns) }
  func merged(_ range: CellRange) { sheet.mergedRanges.append(range) }
  func comment(_ text: String, at reference: CellReference) { sheet.comments[reference] = text }

  func validation(_ validation: Sheet.ListValidation) {
    // Open Document says of each cell that a list is for it.
    if let last = sheet.validations.indices.last, sheet.validations[last].values == validation.values,
      sheet.validations[last].formula == validation.formula
    {
      sheet.validations[last].ranges += validation.ranges
    } else {
      sheet.validations.append(validation)
    }
  }

  func endSheet() throws(WorkbookError) {
    if !isInOrder { sort() }
    if !sheet.mergedRanges.isEmpty {
      var cover = MergedCover(sheet.mergedRanges)
      for index in sheet.rows.indices {
        try cover.move(toRow: sheet.rows[index].number, place: sheet.name)
        if cover.isEmpty { continue }
        sheet.rows[index].cells.removeAll { cover.hides($0.reference) }
      }
      sheet.rows.removeAll { $0.cells.isEmpty }
    }
    sheets.append(sheet)
    sheet = Sheet(name: "")
  }

  /// Programs that write rows or cells out of order, or twice, are read as openpyxl does: the last one holds.
  private func sort() {
    var rows: [Int: [Int: Cell]] = [:]
    for row in sheet.rows {
      for cell in row.cells { rows[row.number, default: [:]][cell.reference.column] = cell }
    }
    sheet.rows = rows.sorted { $0.key < $1.key }.map { number, cells in
      Sheet.Row(number: number, cells: cells.sorted { $0.key < $1.key }.map(\.value))
    }
  }
}

/// The merged ranges over the row that is looked at, on the way down a sheet.
private struct MergedCover {
  private var coming: ArraySlice<CellRange>
  /// Ordered by column.
  private var active: [CellRange] = []
  private var nextEnd = Int.max

  init(_ ranges: [CellRange]) {
    coming = ranges.sorted { $0.first < $1.first }[...]
  }

  var isEmpty: Bool { active.isEmpty }

  /// - Parameter row: never less than before.
  mutating func move(toRow row: Int, place: String) throws(WorkbookError) {
    if row > nextEnd {
      active.removeAll { $0.last.row < row }
      nextEnd = active.map(\.last.row).min() ?? .max
    }
    while let range = coming.first, range.first.row <= row {
      coming.removeFirst()
      guard range.last.row >= row, range.first != range.last else { continue }
      active.insert(range, at: index(ofColumn: range.first.column))
      nextEnd = min(nextEnd, range.last.row)
      if active.count > CellReference.lastColumn {
        throw WorkbookError(
          .hostile, found: "more merged ranges over row \(row) than a sheet has columns",
          fix: "open the file in a spreadsheet program and save it again",
          place: place)
      }
    }
  }

  /// Whether a range that begins elsewhere holds this cell.
  func hides(_ cell: CellReference) -> Bool {
    let index = index(ofColumn: cell.column + 1) - 1
    guard index >= 0, active[index].contains(cell) else { return false }
    return active[index].first != cell
  }

  /// Where the first range stands that begins at this column or behind it.
  private func index(ofColumn column: Int) -> Int {
    var low = 0
    var high = active.count
    while low < high {
      let middle = (low + high) / 2
      if active[middle].first.column < column { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
