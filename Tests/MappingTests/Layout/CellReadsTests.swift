import Mapping
import Testing
import Workbook

/// What it costs to read a sheet, in cells.
struct CellReadsTests {
  private static let headers = [
    "No", "Source System", "Source Table", "Source Column", "Source Type", "Target Table", "Target Column", "Target Type", "Nullable", "Key",
    "Transformation", "Comments",
  ]

  /// Fifty columns for each target; where it is `isMerged` the table's name stands in the first of merged cells.
  private static func sheet(rows: Int, isMerged: Bool) -> Sheet {
    var texts = [headers]
    var merged: [String] = []
    for row in 0..<rows {
      let (table, column) = row.quotientAndRemainder(dividingBy: 50)
      if isMerged, column == 0 { merged.append("F\(row + 2):F\(min(row + 51, rows + 1))") }
      texts.append([
        "\(row + 1)", "CRM", "src_\(table)", "col_\(column)", "int", isMerged && column > 0 ? "" : "dim_\(table)", "column_\(column)", "VARCHAR(20)",
        "Y", column == 0 ? "PK" : "", "UPPER(name)", "as agreed",
      ])
    }
    return drawn("Customers", merged: merged, texts)
  }

  private static func cells(_ sheet: Sheet) -> Int { sheet.rows.reduce(0) { $0 + $1.cells.count } }

  @Test(arguments: [false, true])
  func `of two thousand rows each cell is read but once or twice`(isMerged: Bool) {
    let sheet = Self.sheet(rows: 2000, isMerged: isMerged)
    let (detecting, reading) = (CellReads(), CellReads())
    let layout = LayoutDetector.detect(Workbook(sheets: [sheet]), counting: detecting)
    let (_, document) = LayoutDetector.read(Workbook(sheets: [sheet]), counting: reading)
    #expect(document.rows.count == 2000)
    #expect(layout.sheets[0].blocks.map(\.targets.count) == [40])
    #expect(detecting.count < Self.cells(sheet) * 2)
    #expect(reading.count < Self.cells(sheet) * 2)
  }

  @Test(arguments: [false, true])
  func `twice the rows are twice the cells, and no more`(isMerged: Bool) {
    func added(_ rows: Int) -> Int {
      let reads = CellReads()
      _ = LayoutDetector.read(Workbook(sheets: [Self.sheet(rows: rows, isMerged: isMerged)]), counting: reads)
      return reads.count
    }
    let (small, middle, large) = (added(500), added(1000), added(2000))
    #expect(large - middle == 2 * (middle - small))
  }

  @Test func `a sheet that is no mapping is looked at by its first rows alone`() {
    func read(_ rows: Int) -> Int {
      let data = drawn("Data", (0..<rows).map { row in (0..<12).map { "value \(row) \($0)" } })
      let reads = CellReads()
      let layout = LayoutDetector.detect(Workbook(sheets: [data]), counting: reads)
      #expect(!layout.hasMapping)
      return reads.count
    }
    #expect(read(3000) == read(300))
  }
}
