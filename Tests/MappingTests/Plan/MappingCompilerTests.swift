import Mapping
import Testing
import Workbook

@Suite struct MappingCompilerTests {
  /// The rows of a sheet, from A1 on; an empty text is an empty cell.
  private func sheet(_ name: String, _ rows: [[String]]) -> Sheet {
    Sheet(
      name: name,
      rows: rows.enumerated().map { row, texts in
        Sheet.Row(
          number: row + 1,
          cells: texts.enumerated().compactMap { column, text in
            text.isEmpty ? nil : Cell(CellReference(row: row + 1, column: column + 1), .string(text))
          })
      })
  }

  @Test func `the template's sheets become a plan`() {
    let workbook = Workbook(sheets: [
      sheet(
        "Mapping",
        [
          [
            "Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation",
            "Default",
            "Notes",
          ],
          ["dim_customer", "customer_id", "INTEGER", "N", "PK", "customers", "c", "id", "", "", ""],
          ["dim_customer", "city", "VARCHAR(40)", "Y", "", "addresses", "a", "city", "UPPER(city)", "N/A", ""],
        ]),
      sheet(
        "Joins",
        [
          ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"],
          ["dim_customer", "left", "c", "addresses", "a", "c.address_id = a.id"],
        ]),
      sheet("Filters", [["Target Table", "Condition"], ["dim_customer", "c.active = 1"]]),
    ])
    let compiled = MappingCompiler.compile(workbook)
    #expect(compiled.document.isTemplate)
    #expect(compiled.plan.codes == [])
    #expect(compiled.plan.expression("customer_id") == "CAST(c.id AS INTEGER)")
    #expect(compiled.plan.expression("city") == "COALESCE(UPPER(a.city), 'N/A')")
    #expect(compiled.plan.firstBranch?.joins.count == 1)
    #expect(compiled.plan.exitStatus == .resolved)
  }

  @Test func `a workbook without a mapping is refused`() {
    let compiled = MappingCompiler.compile(Workbook(sheets: [sheet("Budget", [["Month", "Amount"], ["May", "12"]])]))
    #expect(compiled.plan.isRefused)
    #expect(compiled.plan.diagnostics.contains { $0.code == .noMapping })
  }
}
