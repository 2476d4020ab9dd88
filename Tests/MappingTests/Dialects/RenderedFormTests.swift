import Testing
import Workbook

@testable import Mapping

@Suite struct RenderedFormTests {
  private static func filter(_ condition: Expression, row: Int, isHaving: Bool = false) -> SelectBranch.Filter {
    SelectBranch.Filter(condition, isHaving: isHaving, provenance: Provenance(sheet: "Filters", row: row, column: 2))
  }

  private static let customers = SelectBranch.Join(
    .left, PlanShorthand.customers, on: .binary(.equal, column("id", of: "c"), column("customer_id")),
    provenance: Provenance(sheet: "Joins", row: 2, column: 1))

  private static let plan = PlanShorthand.target(
    [
      ("order_id", column("id")), ("Customer Name", call(.upper, column("name", of: "c"))), ("paid", .not(column("paid"))),
      ("total", .cast(.binary(.multiply, column("price"), number(2)), .decimal(precision: 12, scale: 2))), ("grade", nil),
    ], keys: ["order_id"], joins: [customers],
    filters: [
      filter(column("paid"), row: 2),
      filter(.binary(.or, .binary(.greaterOrEqual, column("day"), text("2026-01-01")), .isNull(column("day"), negated: false)), row: 3),
    ])

  private static let grouped = PlanShorthand.target(
    [("Customer", call(.upper, column("code"))), ("orders", .aggregate(.init(.count, []))), ("source", text("web"))], table: ["totals"],
    filters: [filter(.binary(.greater, .aggregate(.init(.sum, [column("price")])), number(100)), row: 2, isHaving: true)],
    groupBy: [call(.upper, column("code")), text("web")], isAggregated: true)

  private static let union: TargetPlan = {
    var plan = PlanShorthand.target([("id", column("id")), ("name", column("code"))], table: ["everyone"])
    plan.branches.append(
      SelectBranch(
        driving: PlanShorthand.customers, outputs: [PlanShorthand.output(column("id", of: "c")), PlanShorthand.output(column("name", of: "c"))]))
    return plan
  }()

  @Test func `every form is written as its engine reads it`() throws {
    var fixture = SQLFixture()
    for dialect in Dialect.allCases where dialect != .pyspark {
      for form in OutputForm.allCases { fixture.add("\(dialect) \(form)", PlanShorthand.text(Self.plan, dialect, form)) }
      fixture.add("\(dialect) grouped", PlanShorthand.text(Self.grouped, dialect))
      fixture.add("\(dialect) union", PlanShorthand.text(Self.union, dialect))
    }
    try fixture.expect(toEqual: "forms.sql")
  }

  @Test func `the blocks joined by line ends are the file`() {
    let rendered = SQLRenderer.render(Self.plan, dialect: .sqlite, form: .view)
    #expect(rendered.blocks.map(\.name) == ["load", "select_clause", "joins", "where_clause", "load_end"])
    #expect(rendered.fileName == "mart.sales.sql")
    #expect(SQLRenderer.render(Self.grouped, dialect: .spark, form: .select).blocks.map(\.name) == ["select_clause", "joins", "group_by"])
    #expect(
      SQLRenderer.render(Self.union, dialect: .spark, form: .insert).blocks.map(\.name) == [
        "load", "select_clause", "joins", "select_clause_2", "joins_2", "load_end",
      ])
  }

  @Test(arguments: Dialect.allCases.filter { $0 != .pyspark }, OutputForm.allCases)
  func `every item, join and filter leads to its cell`(dialect: Dialect, form: OutputForm) throws {
    let rendered = SQLRenderer.render(Self.plan, dialect: dialect, form: form)
    #expect(rendered.spans.count == 8)
    for span in rendered.spans {
      let lines = try #require(rendered.blocks.first { $0.name == span.block }).text.split(separator: "\n", omittingEmptySubsequences: false)
      let first = Array(lines[span.line - 1].utf8)
      let last = Array(lines[span.endLine - 1].utf8)
      let begin = String(decoding: first[span.start...], as: UTF8.self)
      #expect(!begin.hasPrefix(" ") && span.end <= last.count && span.line <= span.endLine)
      if let column = span.column {
        #expect(String(decoding: last[..<span.end], as: UTF8.self).contains(column))
        #expect(span.provenance.sheet == "Mapping")
      } else {
        #expect(begin.hasPrefix(span.provenance.sheet == "Joins" ? "LEFT JOIN" : "("))
      }
    }
  }

  @Test func `a function that the dialect has not leaves its column open`() throws {
    let rendered = SQLRenderer.render(PlanShorthand.target([("x", call(.md5, column("code")))]), dialect: .sqlite, form: .select)
    #expect(rendered.text.contains("NULL /* open: SQLite has no MD5, Mapping!I2 */ AS x"))
    let diagnostic = try #require(rendered.diagnostics.first)
    #expect(diagnostic.code == .dialectUnsupported && diagnostic.severity == .error && !diagnostic.isStructural)
    #expect(diagnostic.place == Provenance(sheet: "Mapping", row: 2, column: 9))
  }

  @Test func `a filter that the dialect cannot say refuses the target`() {
    let plan = PlanShorthand.target(
      [("id", column("id"))], filters: [Self.filter(.binary(.equal, call(.md5, column("code")), text("x")), row: 4)])
    let rendered = SQLRenderer.render(plan, dialect: .sqlite, form: .select)
    #expect(rendered.diagnostics.map(\.isStructural) == [true])
    #expect(rendered.text.contains("WHERE (1 = 0) /* open: SQLite has no MD5, Filters!B4 */"))
  }

  @Test func `a column that is open has its type where PostgreSQL would take it for text`() {
    var plan = Self.plan
    plan.columns[4].type = .decimal(precision: 10, scale: 2)
    let typed = "CAST(NULL /* open: nothing says what belongs here, Mapping!I6 */ AS NUMERIC(10, 2)) AS grade"
    #expect(PlanShorthand.text(plan, .postgres, .merge).contains(typed))
    #expect(!PlanShorthand.text(plan, .postgres, .insert).contains("CAST(NULL"))
    #expect(!PlanShorthand.text(plan, .duckdb, .merge).contains("CAST(NULL"))
    plan.branches.append(plan.branches[0])
    #expect(PlanShorthand.text(plan, .postgres, .select).contains(typed))
  }

  @Test func `a merge leaves open columns of rows that are there as they are`() {
    for dialect in Dialect.allCases where dialect != .pyspark {
      let merge = PlanShorthand.text(Self.plan, dialect, .merge)
      let update = merge.split(separator: dialect == .sqlite ? "DO UPDATE SET" : "UPDATE SET").last.map { String($0) } ?? ""
      let assignments = update.split(separator: "WHEN NOT MATCHED").first.map { String($0) } ?? ""
      #expect(assignments.contains("total = ") && !assignments.contains("grade"), "\(dialect)")
    }
    // What the dialect cannot say is as open as what nobody has decided.
    let undecided = PlanShorthand.target([("id", column("id")), ("x", call(.md5, column("code"))), ("y", column("big"))], keys: ["id"])
    #expect(PlanShorthand.text(undecided, .sqlite, .merge).hasSuffix("DO UPDATE SET\n  y = excluded.y;\n"))
  }

  @Test func `a merge without a key is refused in words`() {
    let rendered = SQLRenderer.render(Self.grouped, dialect: .postgres, form: .merge)
    #expect(rendered.diagnostics.map(\.code) == [.dialectUnsupported])
    #expect(rendered.text.hasPrefix("/* open: a merge needs a primary key"))
  }

  @Test func `parentheses stand where they must and nowhere else`() {
    func spelled(_ expression: Expression) -> String { PlanShorthand.spelled(expression, .postgres) }
    let a = column("id")
    let b = column("big")
    #expect(spelled(.binary(.subtract, a, .binary(.subtract, b, a))) == "o.id - (o.big - o.id)")
    #expect(spelled(.binary(.subtract, .binary(.subtract, a, b), a)) == "o.id - o.big - o.id")
    #expect(spelled(.binary(.multiply, .binary(.add, a, b), a)) == "(o.id + o.big) * o.id")
    #expect(spelled(.binary(.add, .binary(.multiply, a, b), a)) == "o.id * o.big + o.id")
    #expect(spelled(.negate(.negate(a))) == "-(-o.id)")
    #expect(spelled(.binary(.subtract, a, .negate(b))) == "o.id - -o.big")
    #expect(spelled(.not(.binary(.and, column("paid"), column("paid")))) == "NOT (o.paid AND o.paid)")
    #expect(spelled(.isNull(.binary(.or, column("paid"), column("paid")), negated: true)) == "(o.paid OR o.paid) IS NOT NULL")
    #expect(spelled(.binary(.equal, .binary(.equal, a, b), .literal(.boolean(true)))) == "(o.id = o.big) = TRUE")
  }
}
