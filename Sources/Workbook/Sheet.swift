/// One sheet, held whole: what layout detection and the page look at.
package struct Sheet: Sendable {
  package enum Visibility: String, Sendable {
    case visible, hidden, veryHidden
  }

  package var name: String
  package var visibility: Visibility
  /// Rows that hold a cell, in order; their cells in order of column.
  package var rows: [Row]
  package var mergedRanges: [CellRange]
  package var hiddenRows: Set<Int>
  package var hiddenColumns: Set<Int>
  package var comments: [CellReference: String]
  package var validations: [ListValidation]

  package init(
    name: String, visibility: Visibility = .visible, rows: [Row] = [], mergedRanges: [CellRange] = [], hiddenRows: Set<Int> = [],
    hiddenColumns: Set<Int> = [], comments: [CellReference: String] = [:], validations: [ListValidation] = []
  ) {
    self.name = name
    self.visibility = visibility
    self.rows = rows
    self.mergedRanges = mergedRanges
    self.hiddenRows = hiddenRows
    self.hiddenColumns = hiddenColumns
    self.comments = comments
    self.validations = validations
  }

  package struct Row: Sendable {
    /// Counted from 1.
    package var number: Int
    package var cells: [Cell]

    package init(number: Int, cells: [Cell]) {
      self.number = number
      self.cells = cells
    }
  }

  /// Cells that take one of a list's values.
  package struct ListValidation: Sendable, Equatable {
    package var ranges: [CellRange]
    /// The values where the file lists them; empty where it names a range, which `formula` then has.
    package var values: [String]
    package var formula: String?

    package init(ranges: [CellRange], values: [String], formula: String? = nil) {
      self.ranges = ranges
      self.values = values
      self.formula = formula
    }
  }

  /// The cell at this place; `nil` where it is empty. Merged ranges hold their value in the first cell.
  package subscript(_ reference: CellReference) -> Cell? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < reference.row { low = middle + 1 } else { high = middle }
    }
    guard low < rows.count, rows[low].number == reference.row else { return nil }
    return rows[low].cells.first { $0.reference.column == reference.column }
  }

  package subscript(row row: Int, column column: Int) -> Cell? { self[CellReference(row: row, column: column)] }
}
