import Workbook

/// Where in the workbook something stands. Written `Sheet!H7` or `Sheet!A15:C20`.
package struct Provenance: Sendable, Hashable, CustomStringConvertible {
  package var sheet: String
  package var range: CellRange

  package init(sheet: String, range: CellRange) {
    self.sheet = sheet
    self.range = range
  }

  package init(sheet: String, row: Int, column: Int) {
    self.init(sheet: sheet, range: CellRange(CellReference(row: row, column: column)))
  }

  package var description: String { "\(sheet)!\(range)" }
}
