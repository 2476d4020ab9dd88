import Mapping
import Testing

@Suite struct TargetDocumentationTests {
  private let remark = Diagnostic(.warning, .proseUnresolved, at: PlanExamples.place("I4"), found: "a rule in words", fix: "write an expression")
  private let elsewhere = Diagnostic(.warning, .unknownColumn, at: PlanExamples.place("A1", sheet: "Other"), found: "x", fix: "y")

  private var page: TargetDocumentation { TargetDocumentation(PlanExamples.customer, diagnostics: PlacedDiagnostics([remark, elsewhere])) }

  private var hostile: TargetPlan {
    var target = PlanExamples.customer
    target.table = TableName(parts: ["<script>alert(1)</script>"])
    target.columns[0].name = "a|b`c*<img src=x onerror=y>\n# d"
    target.columns[0].description = "[x](javascript:y) \u{0} & \"'"
    target.branches[0].outputs[0].sources = [ColumnSource(table: TableName(parts: ["</svg><b>"]), column: "]]>&")]
    return target
  }

  @Test func `a page tells columns, rules with their cells, joins, filters and what is open`() {
    let text = page.markdown(drawing: "dw.dim_customer.svg")
    for part in [
      "# dw.dim\\_customer", "![Lineage of dw.dim\\_customer](dw.dim_customer.svg)", "**customer\\_id** (key) (required)", "Mapping\\!I3",
      "open: rule in words",
      "- join: <code>left sales.Order Lines AS o ON", "Joins\\!A2:F2", "Filters\\!B2", "## Open decisions", "## Remarks",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("Other"))
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("| ") }.allSatisfy { $0.hasSuffix(" |") })
  }

  @Test func `a page in HTML holds no script and reaches nowhere`() {
    let html = page.html
    for part in ["<h1>dw.dim_customer</h1>", "<svg ", "Joins!A2:F2", "<h2>Open decisions</h2>", "prefers-color-scheme: dark"] {
      #expect(html.contains(part))
    }
    for part in ["<script", "src=", "href=", "url(", "@import"] { #expect(!html.contains(part)) }
  }

  @Test func `names from a workbook stay text`() {
    let page = TargetDocumentation(hostile, diagnostics: PlacedDiagnostics([]))
    for text in [page.html, page.svg, page.markdown(drawing: "x.svg")] {
      #expect(!text.contains("<script>") && !text.contains("<img") && !text.contains("</svg><b>"))
      #expect(!text.utf8.contains(0))
    }
    #expect(!page.markdown(drawing: "x.svg").contains("[x](javascript"))
    let row = page.markdown(drawing: "x.svg").split(separator: "\n").first { $0.contains("onerror") }
    #expect(row?.hasPrefix("| **a\\|b\\`c\\*&lt;img") == true)
  }

  @Test func `a line is drawn for each source of each column`() {
    var target = PlanExamples.customer
    let name = ColumnSource(table: TableName(parts: ["crm", "customers"]), column: "name")
    let amount = ColumnSource(table: TableName(parts: ["sales", "orders"]), column: "amount")
    target.branches[0].outputs[0].sources = [name]
    target.branches[0].outputs[1].sources = [name, amount, name]
    let svg = LineageDrawing(target).svg
    #expect(svg.split(separator: "<path ").count - 1 == 3)
    #expect(svg.contains("crm.customers") && svg.contains("sales.orders") && svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>\n"))
    #expect(svg == LineageDrawing(target).svg)
  }

  @Test func `a target without sources is drawn too`() { #expect(LineageDrawing(PlanExamples.customer).svg.contains("dw.dim_customer")) }

  @Test func `files are a page with its picture, or one in HTML`() {
    let plan = Plan(targets: [PlanExamples.customer], diagnostics: [])
    #expect(DocumentationFiles.files(plan, asHTML: false).map(\.name) == ["dw.dim_customer.md", "dw.dim_customer.svg"])
    #expect(DocumentationFiles.files(plan, asHTML: true).map(\.name) == ["dw.dim_customer.html"])
  }
}
