import Mapping
import Testing
import Workbook

@Suite struct PlannerColumnTests {
  @Test func `a source column is copied, and keeps its place`() throws {
    let plan = planned { $0.map("dim_customer", "id", table: "customers", alias: "c", from: "customer_id") }
    #expect(plan.diagnostics.isEmpty)
    #expect(plan.exitStatus == .resolved)
    let output = try #require(plan.output("id"))
    #expect(output.kind == .direct)
    #expect(plan.expression("id") == "c.customer_id")
    #expect(output.sources == [ColumnSource(table: TableName(parts: ["customers"]), column: "customer_id")])
    #expect("\(output.provenance)" == "Mapping!H2")
    #expect(plan.firstBranch?.driving.alias == "c")
  }

  @Test func `a type that differs is cast to, one that does not is left alone`() {
    let plan = planned {
      $0.known("t", "a INTEGER", "b VARCHAR(10)", "c DATE")
      $0.map("x", "same", type: "int", table: "t", from: "a")
      $0.map("x", "longer", type: "VARCHAR(40)", table: "t", from: "b")
      $0.map("x", "other", type: "DECIMAL(10,2)", table: "t", from: "a")
      $0.map("x", "text", type: "TEXT", table: "t", from: "c")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("same") == "t.a")
    #expect(plan.expression("longer") == "t.b")
    #expect(plan.expression("other") == "CAST(t.a AS DECIMAL(10,2))")
    #expect(plan.expression("text") == "CAST(t.c AS TEXT)")
    #expect(plan.output("other").map { "\($0.uncast.map { "\($0)" } ?? "") \($0.valueType)" } == "t.a INTEGER")
  }

  @Test func `the type of a source that nothing tells is cast, one that the row tells is believed`() {
    let plan = planned(isTemplate: false) {
      $0.map("x", "a", type: "INTEGER", table: "t", from: "a")
      $0.map("x", "b", type: "INTEGER", table: "t", from: "b", sourceType: "INT")
      $0.map("x", "c", table: "t", from: "c")
    }
    #expect(plan.expression("a") == "CAST(t.a AS INTEGER)")
    #expect(plan.expression("b") == "t.b")
    #expect(plan.expression("c") == "t.c")
  }

  @Test func `a cast that has no meaning leaves the column open`() throws {
    let plan = planned {
      $0.known("t", "flag BOOLEAN")
      $0.map("x", "day", type: "DATE", table: "t", from: "flag")
    }
    #expect(plan.codes == ["cannot_cast Mapping!C2"])
    #expect(plan.exitStatus == .open)
    let output = try #require(plan.output("day"))
    #expect(output.isOpen && output.kind == .open && output.openCode == .cannotCast)
  }

  @Test func `a default is applied last and typed by the target`() {
    let plan = planned {
      $0.known("t", "a TEXT", "d DATE", "n INTEGER")
      $0.map("x", "a", type: "VARCHAR(10)", table: "t", from: "a", default: "N/A")
      $0.map("x", "b", type: "VARCHAR(10)", table: "t", from: "a", default: "'N/A'")
      $0.map("x", "c", type: "INTEGER", table: "t", from: "a", default: "0")
      $0.map("x", "d", type: "DATE", table: "t", from: "d", default: "9999-12-31")
      $0.map("x", "e", type: "DECIMAL(8,2)", table: "t", from: "n", default: "0")
      $0.map("x", "f", type: "INTEGER", table: "t", from: "n", default: "NULL")
      $0.map("x", "g", type: "BOOLEAN", default: "yes")
      $0.map("x", "h", type: "DATE", table: "t", from: "d", default: "CURRENT_DATE")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("a") == "COALESCE(t.a, 'N/A')")
    #expect(plan.expression("b") == "COALESCE(t.a, 'N/A')")
    #expect(plan.expression("c") == "COALESCE(CAST(t.a AS INTEGER), 0)")
    #expect(plan.expression("d") == "COALESCE(t.d, DATE '9999-12-31')")
    #expect(plan.expression("e") == "COALESCE(CAST(t.n AS DECIMAL(8,2)), CAST(0 AS DECIMAL(8,2)))")
    #expect(plan.expression("f") == "t.n")
    #expect(plan.expression("g") == "TRUE")
    #expect(plan.output("g")?.kind == .constant)
    #expect(plan.expression("h") == "COALESCE(t.d, CAST(CURRENT_DATE AS DATE))")
  }

  @Test func `a default that the type cannot take leaves the column open`() {
    let plan = planned { $0.map("x", "a", type: "INTEGER", table: "t", from: "a", default: "none at all") }
    #expect(plan.codes == ["cannot_cast Mapping!J2"])
    #expect(plan.output("a")?.isOpen == true)
  }

  @Test func `expressions and constants are told apart`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "first, last", rule: "first || ' ' || last")
      $0.map("x", "b", rule: "'EUR'")
      $0.map("x", "c", table: "t", from: "'DE'")
      $0.map("x", "d", table: "t", from: "42")
      $0.map("x", "e", rule: "CURRENT_DATE")
      $0.map("x", "f", table: "t", from: "a", rule: "t.b")
    }
    #expect(plan.codes == [])
    #expect(plan.output("a")?.kind == .expression)
    #expect(plan.expression("a") == "t.first || ' ' || t.last")
    #expect(plan.output("a")?.sources.map(\.column) == ["first", "last"])
    #expect(plan.output("b")?.kind == .constant)
    #expect(plan.expression("c") == "'DE'")
    #expect(plan.expression("d") == "42")
    #expect(plan.output("e")?.kind == .generated)
    #expect(plan.output("f")?.kind == .direct)
  }

  @Test func `an expression that does not parse leaves its column open and the others whole`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "a", rule: "UPPER(a")
      $0.map("x", "b", table: "t", from: "b")
    }
    #expect(plan.codes == ["bad_expression Mapping!I2"])
    #expect(plan.output("a")?.kind == .open)
    #expect(plan.expression("b") == "t.b")
    #expect(plan.exitStatus == .open)
  }

  @Test func `a rule in words is an open decision`() throws {
    let plan = planned { $0.map("x", "a", table: "t", from: "a", rule: "ask the finance team which of the rates applies here") }
    #expect(plan.codes == ["prose_unresolved Mapping!I2"])
    let output = try #require(plan.output("a"))
    #expect(output.kind == .prose && output.isOpen)
    #expect(output.prose == "ask the finance team which of the rates applies here")
    #expect(plan.exitStatus == .open)
  }

  @Test func `a column with nothing behind it is open`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "a")
      $0.map("x", "b")
    }
    #expect(plan.codes == ["ambiguous_source Mapping!B3"])
    #expect(plan.output("b")?.isOpen == true)
  }

  @Test func `several sources without a rule are open, and with one are put together`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "day, month, year")
      $0.map("x", "b", table: "t", from: "first; last", rule: "CONCAT(first, last)")
    }
    #expect(plan.codes == ["ambiguous_source Mapping!H2"])
    #expect(plan.expression("b") == "CONCAT(t.first, t.last)")
  }

  @Test func `words under nullable and key are understood`() {
    let plan = planned {
      $0.map("x", "a", nullable: "N", key: "PK", table: "t", from: "a")
      $0.map("x", "b", nullable: "not null", table: "t", from: "b")
      $0.map("x", "c", nullable: "Yes", key: "FK", table: "t", from: "c")
      $0.map("x", "d", type: "int (PK)", table: "t", from: "d")
      $0.map("x", "e", table: "t", from: "e", notes: "the name that people see")
    }
    let columns = plan.targets.first?.columns ?? []
    #expect(columns.map(\.isPrimaryKey) == [true, false, false, true, false])
    #expect(columns.map(\.isNullable) == [false, false, true, false, true])
    #expect(columns.last?.description == "the name that people see")
  }

  @Test func `a type that nobody knows is told, and nothing is cast to it`() {
    let plan = planned { $0.map("x", "a", type: "GEOMETRY(POINT)", table: "t", from: "a") }
    #expect(plan.codes == ["cannot_cast Mapping!C2"])
    #expect(plan.expression("a") == "t.a")
    #expect(plan.exitStatus == .resolved)
  }
}
