import Mapping
import Testing
import Workbook

@Suite struct PlacedDiagnosticsTests {
  private func diagnostic(_ found: String, _ range: String?, sheet: String = "Mapping") -> Diagnostic {
    let place = range.flatMap { CellRange($0) }.map { Provenance(sheet: sheet, range: $0) }
    return Diagnostic(.warning, .layoutUncertain, at: place, found: found, fix: "nothing")
  }

  /// One target in rows 100 to 109, its names in column B and its rules in column I.
  private var target: TargetPlan {
    let columns = (100..<110).map { row in
      TargetPlan.Column(
        name: "c\(row)", type: nil, isNullable: true, isPrimaryKey: false, description: nil,
        provenance: Provenance(sheet: "Mapping", row: row, column: 2))
    }
    return TargetPlan(table: TableName(parts: ["x"]), columns: columns, branches: [], provenance: Provenance(sheet: "Mapping", row: 100, column: 1))
  }

  @Test func `those of the workbook and of the target's cells are kept, in their order`() {
    let placed = PlacedDiagnostics([
      diagnostic("last row", "B109"), diagnostic("above", "B99"), diagnostic("workbook", nil), diagnostic("wide", "A2:C900"),
      diagnostic("another sheet", "B105", sheet: "Other"), diagnostic("over the edge", "B80:B100"), diagnostic("below", "B110"),
      diagnostic("another column", "H105"), diagnostic("table", "A100"), diagnostic("wide, another column", "H2:H900"),
      diagnostic("tall", "B47:B110"),
    ])
    #expect(placed.concerning(target).map(\.found) == ["last row", "workbook", "wide", "over the edge", "table", "tall"])
  }

  @Test func `nothing is lost beside looking at all of them`() {
    var numbers = SystemRandomNumberGenerator()
    let all = (0..<400).map { index in
      let row = Int.random(in: 1...220, using: &numbers)
      let column = ["A", "B", "C"].randomElement(using: &numbers) ?? "A"
      return diagnostic("\(index)", "\(column)\(row):\(column)\(row + Int.random(in: 0...90, using: &numbers))")
    }
    let places = target.columns.map(\.provenance) + [target.provenance].compactMap(\.self)
    let expected = all.filter { diagnostic in
      guard let range = diagnostic.place?.range else { return true }
      return places.contains { place in
        place.range.first.column == range.first.column && range.first.row <= place.range.last.row && place.range.first.row <= range.last.row
      }
    }
    #expect(PlacedDiagnostics(all).concerning(target) == expected)
  }
}
