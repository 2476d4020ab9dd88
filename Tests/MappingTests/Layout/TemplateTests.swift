import Mapping
import Testing
import Workbook

struct TemplateTests {
  private static let headers = [
    "Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default",
    "Notes",
  ]

  @Test func `the template that is written is read as one`() {
    let workbook = MappingTemplate.workbook()
    let layout = LayoutDetector.detect(workbook)
    #expect(layout.isTemplate)
    #expect(layout.diagnostics.isEmpty)
    #expect(layout.sheets.map(\.kind) == [.mapping, .joins, .filters, .sources, .samples, .samples, .samples, .samples])
    #expect(layout.sheets[0].blocks.first?.targets == ["dim_customer", "fact_daily_sales"])
    let document = DocumentReader.read(workbook, layout: layout)
    #expect(document.isTemplate)
    #expect(document.rows.count == 12)
    #expect(document.joins.map(\.rightTable.text) == ["countries", "order_lines"])
    #expect(document.joins.first?.condition?.text == "c.country_code = k.code")
    #expect(document.joins.first?.provenance.description == "Joins!A2:F2")
    #expect(document.filters.map(\.condition.text) == ["o.status <> 'cancelled'", "l.quantity > 0"])
    #expect(document.schema.count == 17)
    #expect(document.samples.map(\.table) == ["customers", "countries", "orders", "order_lines"])
    #expect(document.samples.first?.rows.first?.first == .number(1))
    #expect(document.samples.first?.rows.last?[3] == nil as CellValue?)
  }

  @Test func `each cell of a row comes with its place, as it stands`() {
    let reading = Reading(
      drawn("Mapping", [Self.headers, ["dim", " id ", "INTEGER", "N", "PK", "crm.customers", "c", "cid", "Direct", "0", "Remark"]]))
    let row = reading.document.rows.first
    #expect(reading.rows == ["dim.id <- crm.customers c.cid"])
    #expect(row?.targetColumn.provenance.description == "Mapping!B2")
    #expect(row?.targetType?.text == "INTEGER")
    #expect(row?.nullable?.text == "N")
    #expect(row?.key?.text == "PK")
    #expect(row?.transformation == nil)
    #expect(row?.defaultValue?.text == "0")
    #expect(row?.notes?.text == "Remark")
  }

  @Test func `in the template a column may be called as nothing is elsewhere, and NULL is a rule`() {
    let reading = Reading(
      drawn("mapping", [Self.headers, ["t", "a", "", "", "", "s", "", "none", "", "", ""], ["t", "b", "", "", "", "s", "", "-", "NULL", "", ""]]))
    #expect(reading.rows == ["t.a <- s.none", "t.b <- s.: NULL"])
  }

  @Test func `columns may stand in another order, beside others`() {
    let reading = Reading(
      drawn("MAPPING", [["Owner"] + Self.headers.reversed(), ["me", "", "", "UPPER(x)", "x", "", "s", "", "", "", "col", "t"]]))
    #expect(reading.layout.isTemplate)
    #expect(reading.rows == ["t.col <- s.x: UPPER(x)"])
  }

  @Test func `a sheet Mapping with few of the headers is no template`() {
    let reading = Reading(
      drawn(
        "Mapping",
        [["Target Table", "Target Column", "Source Table", "Source Column", "Transformation"], ["t", "c", "a", "x", ""], ["t", "c", "b", "y", ""]]))
    #expect(!reading.layout.isTemplate)
    #expect(reading.rows == ["t.c <- a.x", "t.c <- b.y"])
  }

  @Test func `other sheets of a template's workbook are left out, and it is said`() {
    let reading = Reading(
      drawn("Mapping", [Self.headers, ["t", "c", "", "", "", "s", "", "x", "", "", ""]]),
      drawn("Draft", [["Source Table", "Source Column", "Target Table", "Target Column"], ["a", "b", "c", "d"]]))
    #expect(reading.rows == ["t.c <- s.x"])
    #expect(reading.document.diagnostics.map(\.severity) == [.info])
  }

  @Test func `a sample sheet's name is matched with a table on 31 characters, without forbidden ones`() {
    let long = "a_very_long_name_of_a_source_table"
    let reading = Reading(
      drawn(
        "Mapping", [Self.headers, ["t", "c", "", "", "", long, "", "x", "", "", ""], ["t", "d", "", "", "", "raw/[crm]", "r", "y", "", "", ""]]),
      drawn(String("Samples \(long)".prefix(31)), [["x"], ["1"], [], ["2"]]), drawn("samples RAW__CRM_", [["y", "z"], ["", "3"]]))
    #expect(reading.document.samples.map(\.table) == [long, "raw/[crm]"])
    #expect(reading.document.samples.map(\.rows.count) == [2, 1])
    #expect(reading.document.samples.last?.rows.first == [nil, .string("3")])
  }

  @Test func `a row without its target is left out with a warning`() {
    let reading = Reading(
      drawn("Mapping", [Self.headers, ["t", "", "", "", "", "s", "", "x", "", "", ""], ["t", "c", "", "", "", "s", "", "x", "", "", ""]]))
    #expect(reading.rows == ["t.c <- s.x"])
    #expect(reading.codes == ["layout_uncertain"])
  }

  @Test func `every row that is left out is told`() {
    let lost = [["t", "", "", "", "", "s", "", "x"], ["", "c", "", "", "", "s", "", "x"], ["", "", "", "", "", "s", "", "y"]]
    let reading = Reading(drawn("Mapping", [Self.headers] + lost + [["t", "c", "", "", "", "s", "", "x"]]))
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first?.found == "3 rows without a target table or without a target column were left out: 2, 3, 4")
  }
}
