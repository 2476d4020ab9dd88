import Mapping
import Testing
import Workbook

/// What stands in the cells of sources, types and rules.
struct SourceCellLayoutTests {
  @Test func `several source columns stand in one cell as they are written`() {
    let reading = Reading(
      drawn([
        ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"],
        ["d", "DAY, MONTH, YEAR", "dim", "date", "join them with dashes"],
      ]))
    #expect(reading.rows == ["dim.date <- d.DAY, MONTH, YEAR: join them with dashes"])
  }

  @Test func `several source columns stand in several rows of one target`() {
    let merged = Reading(
      drawn(
        merged: ["D2:D3", "E2:E3"],
        [
          ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"], ["p", "first", "dim", "name", "first || last"],
          ["p", "last", "dim"],
        ]))
    #expect(merged.rows == ["dim.name <- p.first: first || last", "dim.name <- p.last: first || last"])
    let empty = Reading(
      drawn([
        ["Source Table", "Source Column", "Target Table", "Target Column", "Rule"], ["p", "first", "dim", "name", "first || last"], ["p", "last"],
        ["p", "city", "dim", "city"],
      ]))
    #expect(empty.rows == ["dim.name <- p.first: first || last", "dim.name <- p.last", "dim.city <- p.city"])
  }

  @Test func `source cells that name no column are no sources`() {
    let words = ["https://data.example.org/set", "customers.csv", "Derived", "-", "—", "None", "Nil", "NA", "\"Nil\""]
    let rows = words.map { ["crm", $0, "dim", "x", "CURRENT_DATE"] }
    let reading = Reading(drawn([PlainMapping.headers] + rows))
    #expect(reading.rows == words.map { _ in "dim.x <- crm.: CURRENT_DATE" })
  }

  @Test func `a quoted constant stays as it stands`() {
    let reading = Reading(drawn([PlainMapping.headers, ["crm", "\"Austin\"", "dim", "city", "NA"], ["crm", "'PL'", "dim", "country", "Direct"]]))
    #expect(reading.rows == ["dim.city <- crm.\"Austin\"", "dim.country <- crm.'PL'"])
  }

  @Test func `a file as source gives its table the file's name, and it is said`() {
    let reading = Reading(
      drawn([
        PlainMapping.headers, ["landing/Customers.csv", "cid", "dim", "id", ""], ["https://x.example/api/orders?x=1", "oid", "dim", "oid", ""],
      ]))
    #expect(reading.rows == ["dim.id <- Customers.cid", "dim.oid <- orders.oid"])
    #expect(reading.document.diagnostics.contains { $0.severity == .info && $0.found.contains("landing/Customers.csv") })
  }

  @Test(arguments: ["Direct", "Direct Move", "No Transformation", "- >", "1:1", "без преобразований"])
  func `words for a copy are no rule`(word: String) {
    #expect(Reading(drawn([PlainMapping.headers, ["crm", "cid", "dim", "id", word]])).rows == ["dim.id <- crm.cid"])
  }

  @Test(
    arguments: [
      ("int (PK)", "int", "PK", nil), ("bigint NOT NULL", "bigint", nil, "N"), ("uuid primary key", "uuid", "PK", nil),
      ("VARCHAR(100 BYTE)", "VARCHAR(100 BYTE)", nil, nil),
      ("Nvarchar(40)", "Nvarchar(40)", nil, nil), ("INT (PK, NOT NULL)", "INT", "PK", "N"), ("decimal(10, 2)", "decimal(10, 2)", nil, nil),
    ] as [(String, String, String?, String?)])
  func `a type's cell may name the key`(cell: String, type: String, key: String?, nullable: String?) {
    let reading = Reading(
      drawn([["Source Table", "Source Column", "Target Table", "Target Column", "Data Type"], ["crm", "cid", "dim", "id", cell]]))
    #expect(reading.document.rows.first?.targetType?.text == type)
    #expect(reading.document.rows.first?.key?.text == key)
    #expect(reading.document.rows.first?.nullable?.text == nullable)
  }

  @Test func `a SELECT in merged cells is the rule of all their rows`() {
    let select = "SELECT c.id, c.name FROM crm c JOIN erp e ON e.id = c.id"
    let reading = Reading(
      drawn(
        merged: ["E2:E3"],
        [PlainMapping.headers, ["crm", "id", "dim", "id", select], ["crm", "name", "dim", "name", ""], ["crm", "age", "dim", "age", ""]]))
    #expect(reading.rows == ["dim.id <- crm.id: \(select)", "dim.name <- crm.name: \(select)", "dim.age <- crm.age"])
    #expect(reading.document.rows[1].transformation?.provenance.description == "Sheet1!E2:E3")
  }

  @Test func `a rule stored as a formula is read, with the names that it points at`() {
    let reading = Reading(
      drawn(
        formulas: ["E2": "CONCATENATE(B2,\" \",B3)", "E3": "UPPER(last)", "E4": "\"COAL\"&\"ESCE(\"&B4&\",0)\""],
        [
          PlainMapping.headers, ["crm", "first", "dim", "name", "#NAME?"], ["crm", "last", "dim", "last", "#NAME?"],
          ["crm", "n", "dim", "n", "COALESCE(n,0)"],
        ]))
    #expect(
      reading.rows == [
        "dim.name <- crm.first: =CONCATENATE(first,\" \",last)", "dim.last <- crm.last: =UPPER(last)", "dim.n <- crm.n: COALESCE(n,0)",
      ])
  }

  @Test func `repeated rows with different sources stay several sources of one column`() {
    let reading = Reading(drawn([PlainMapping.headers, ["a", "x", "dim", "v", "COALESCE(x, y)"], ["b", "y", "dim", "v", ""]]))
    #expect(reading.rows == ["dim.v <- a.x: COALESCE(x, y)", "dim.v <- b.y"])
    #expect(!reading.document.isTemplate)
  }
}
