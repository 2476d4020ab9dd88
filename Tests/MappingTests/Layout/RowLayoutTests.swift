import Mapping
import Testing
import Workbook

/// Which rows and sheets are read, and what is said of the others.
struct RowLayoutTests {
  @Test func `hidden sheets, examples, change logs and checks of counts are left out, and it is said`() {
    let other = [PlainMapping.headers, ["a", "b", "c", "d", ""]]
    let reading = Reading(
      drawn("Mapping", [PlainMapping.headers] + PlainMapping.rows), drawn("Old", visibility: .hidden, other), drawn("Example", other),
      drawn("Change Log", other),
      drawn("Row Count Check", other),
      drawn("Compare", [["Source Table", "Source Count", "Target Table", "Target Count", "Difference"], ["a", "1", "b", "1", "0"]]))
    #expect(reading.rows == PlainMapping.reading)
    #expect(reading.layout.sheets.map(\.kind) == [.mapping, .other, .other, .other, .other, .other])
    let said = reading.document.diagnostics.filter { $0.severity == .info }.map(\.found)
    for name in ["Old", "Example", "Change Log", "Row Count Check", "Compare"] { #expect(said.contains { $0.contains("“\(name)”") }) }
    #expect(reading.codes.isEmpty)
  }

  @Test func `used ranges of a thousand empty rows are passed over`() {
    var rows = [PlainMapping.headers] + PlainMapping.rows
    rows += [[String]](repeating: ["", " ", "", " "], count: 1000)
    let reading = Reading(drawn(rows))
    #expect(reading.rows == PlainMapping.reading)
    #expect(reading.document.diagnostics.contains { $0.severity == .info && $0.found.contains("1000 rows") })
  }

  @Test func `lists that drift apart within merged cells are noticed and not paired`() {
    let reading = Reading(
      drawn(
        merged: ["A2:A6", "C2:C6"],
        [
          ["Source Table", "Source Column", "Target Table", "Target Column"], ["crm", "cust_id", "dim", "customer_key"],
          ["", "first_name", "", "customer_id"],
          ["", "last_name", "", "full_name"], ["", "dob", ""], ["", "city", ""],
        ]))
    #expect(reading.rows == ["dim.customer_key <- crm.", "dim.customer_id <- crm.", "dim.full_name <- crm."])
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first { $0.severity == .warning }?.place?.description == "Sheet1!B2:D6")
  }

  @Test func `names that stand beside others' rows are noticed`() {
    let reading = Reading(
      drawn([
        PlainMapping.headers, ["crm", "id", "dim", "key", ""], ["crm", "name", "dim", "id", ""], ["crm", "city", "dim", "name", ""],
        ["crm", "zip", "dim", "city", ""],
      ]))
    #expect(reading.rows == ["dim.key <- crm.", "dim.id <- crm.", "dim.name <- crm.", "dim.city <- crm."])
    #expect(reading.codes == ["layout_uncertain"])
  }

  @Test func `rows whose rules stand without a source do not make lists drift`() {
    let reading = Reading(
      drawn(
        merged: ["A2:A4", "C2:C4"],
        [
          PlainMapping.headers, ["crm", "cid", "dim", "customer_id", ""], ["", "nm", "", "name", ""], ["", "", "", "loaded_at", "CURRENT_TIMESTAMP"],
        ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid", "dim.name <- crm.nm", "dim.loaded_at <- crm.: CURRENT_TIMESTAMP"])
    #expect(reading.codes.isEmpty)
  }

  @Test func `a workbook that is no mapping is refused with what was looked for`() {
    let reading = Reading(drawn("Budget", [["Month", "Planned", "Actual"], ["January", "100", "90"]]), drawn("Notes", [["Remember the milk"]]))
    #expect(reading.rows.isEmpty)
    let error = reading.document.diagnostics.first { $0.code == .noMapping }
    #expect(error?.isStructural == true)
    #expect(error?.severity == .error)
    #expect(error?.found.contains("Budget") == true)
    #expect(error?.found.contains("target column") == true)
    #expect(Reading().document.diagnostics.map(\.code) == [.noMapping])
  }

  @Test func `a filter in words is warned of, not applied`() {
    let reading = Reading(
      drawn([
        ["Target Table:", "dim"], ["Source Table:", "crm"], ["Filter:", "only the active ones"], ["Source Field", "Target Field"], ["cid", "id"],
      ]))
    #expect(reading.rows == ["dim.id <- crm.cid"])
    #expect(reading.document.filters.isEmpty)
    #expect(reading.codes == ["layout_uncertain"])
  }

  @Test func `a column that tells of joins or filters and is not read is warned of`() {
    let reading = Reading(
      drawn([
        ["Source Table", "Source Column", "Join Condition", "Target Table", "Target Column", "Rule"], ["a", "x", "a.id = b.id", "t", "x", ""],
      ]))
    #expect(reading.rows == ["t.x <- a.x"])
    #expect(reading.codes == ["layout_uncertain"])
    #expect(reading.document.diagnostics.first?.found.contains("Join Condition") == true)
  }

  @Test func `ten thousand rows are read`() {
    var rows = [PlainMapping.headers]
    for number in 0..<10_000 { rows.append(["crm", "c\(number)", "t\(number / 100)", "c\(number)", "Direct"]) }
    #expect(Reading(drawn(rows)).document.rows.count == 10_000)
  }
}
