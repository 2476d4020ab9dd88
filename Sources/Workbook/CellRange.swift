/// A rectangle of cells, both corners included: `A15:C20`, or `A15` for one.
package struct CellRange: Hashable, Sendable, CustomStringConvertible {
  package var first: CellReference
  package var last: CellReference

  package init(_ first: CellReference, _ last: CellReference) {
    self.first = CellReference(row: min(first.row, last.row), column: min(first.column, last.column))
    self.last = CellReference(row: max(first.row, last.row), column: max(first.column, last.column))
  }

  package init(_ cell: CellReference) {
    self.init(cell, cell)
  }

  /// Reads `A15:C20` and `A15`; `nil` where this is no range.
  package init?(_ text: some StringProtocol) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard corners.count <= 2, let start = corners.first, let end = corners.last, let first = CellReference(start), let last = CellReference(end)
    else {
      return nil
    }
    self.init(first, last)
  }

  package func contains(_ cell: CellReference) -> Bool {
    (first.row...last.row).contains(cell.row) && (first.column...last.column).contains(cell.column)
  }

  package var description: String { first == last ? first.description : "\(first):\(last)" }
}
