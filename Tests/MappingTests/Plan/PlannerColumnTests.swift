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

  @Test func `plain words are an expression where the sheet knows them as columns`() {
    let plan = planned {
      $0.known("t", "gross INTEGER", "tax INTEGER", "closed BOOLEAN")
      $0.map("x", "net", table: "t", from: "gross", rule: "gross - tax")
      $0.map("x", "open", table: "t", from: "gross", rule: "NOT closed")
      $0.map("x", "rate", table: "t", from: "gross", rule: "tax")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("net") == "t.gross - t.tax")
    #expect(plan.expression("open") == "NOT t.closed")
    #expect(plan.expression("rate") == "t.tax")
  }

  @Test func `a column that another row names as its source is known too`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "closed")
      $0.map("x", "b", table: "t", from: "a", rule: "NOT closed")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("b") == "NOT t.closed")
  }

  @Test(arguments: ["NOT used", "Yes/No", "manual"])
  func `words are not taken for columns of a table that nothing is known of`(rule: String) {
    let plan = planned { $0.map("x", "a", table: "t", from: "name", rule: rule) }
    #expect(plan.codes == ["prose_unresolved Mapping!I2"])
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

  @Test func `some names alone say what a column is`() {
    let plan = planned {
      $0.map("x", "id", table: "t", from: "id")
      $0.map("x", "valid_from", type: "DATE")
      $0.map("x", "valid_to", type: "DATE")
      $0.map("x", "is_current", type: "BOOLEAN")
      $0.map("x", "version", type: "INTEGER")
      $0.map("x", "valid_until", type: "DATE", default: "2030-01-01")
    }
    #expect(plan.codes == [])
    #expect(plan.diagnostics.count == 4)
    #expect(plan.expression("valid_to") == "DATE '9999-12-31'")
    #expect(plan.expression("is_current") == "TRUE")
    #expect(plan.expression("version") == "1")
    #expect(plan.output("valid_from")?.kind == .generated)
    #expect(plan.output("valid_until")?.kind == .constant)
  }

  @Test func `lookups are joined once, with aliases of their own`() {
    let plan = planned {
      $0.map("x", "id", table: "orders", alias: "o", from: "customer_id")
      $0.map("x", "name", table: "orders", alias: "o", from: "customer_id", rule: "join to customers by customer_id, take name")
      $0.map("x", "city", table: "orders", alias: "o", from: "customer_id", rule: "join to customers by customer_id, take city", default: "?")
      $0.map("x", "payer", table: "orders", alias: "o", from: "payer_id", rule: "join to customers by customer_id, take name")
    }
    #expect(plan.codes == [])
    #expect(
      plan.firstBranch?.joins.map { "\($0.kind) \($0.table.alias) \($0.isLookup) \($0.condition.map { "\($0)" } ?? "")" } == [
        "left customers true o.customer_id = customers.customer_id", "left customers_2 true o.payer_id = customers_2.customer_id",
      ])
    #expect(plan.expression("city") == "COALESCE(customers.city, '?')")
    #expect(plan.expression("payer") == "customers_2.name")
    #expect(plan.output("name")?.kind == .lookup)
    #expect(plan.output("name")?.sources == [ColumnSource(table: TableName(parts: ["customers"]), column: "name")])
  }

  @Test func `a surrogate key counts over the key of the target`() {
    let plan = planned {
      $0.map("x", "sk", type: "BIGINT", rule: "surrogate key")
      $0.map("x", "id", type: "INTEGER", key: "PK", table: "t", from: "id")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("sk") == "ROW_NUMBER() OVER (ORDER BY t.id)")
    #expect(plan.output("sk")?.kind == .generated)
    let without = planned {
      $0.map("x", "sk", key: "PK", rule: "surrogate key")
      $0.map("x", "id", table: "t", from: "id")
    }
    #expect(without.codes == ["ambiguous_source Mapping!I2"])
  }

  @Test func `a whole statement is merged: its tables are joined, its conditions kept, its columns the values`() {
    let statement = "SELECT o.id, UPPER(c.name) AS name FROM orders o LEFT JOIN customers c ON o.customer_id = c.id WHERE o.status = 'open'"
    let plan = planned {
      $0.map("x", "id", table: "orders", from: "id", rule: statement)
      $0.map("x", "name", table: "customers", from: "name", rule: statement)
      $0.map("x", "city", table: "customers", from: "city")
    }
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.driving.alias == "o")
    #expect(
      plan.firstBranch?.joins.map { "\($0.kind) \($0.table.table) \($0.table.alias) \($0.condition!)" } == ["left customers c o.customer_id = c.id"])
    #expect(plan.firstBranch?.filters.map { "\($0.condition)" } == ["o.status = 'open'"])
    #expect(plan.expression("name") == "UPPER(c.name)")
    #expect(plan.expression("city") == "c.city")
  }

  @Test func `a statement about another table that asks for this row is a lookup`() {
    let plan = planned {
      $0.map("x", "id", table: "orders", alias: "o", from: "id")
      $0.map("x", "name", rule: "(SELECT name FROM customers WHERE customers.id = o.customer_id)")
      $0.map("x", "other", rule: "SELECT name FROM customers")
    }
    #expect(plan.codes == ["ambiguous_source Mapping!I4"])
    #expect(plan.expression("name") == "customers.name")
    #expect(plan.firstBranch?.joins.map { "\($0.kind) \($0.condition!)" } == ["left customers.id = o.customer_id"])
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

  @Test(arguments: ["TBD", "Derived", "Calculated", "udf_utc_to_ist", "convert_to_ist", "DD/MM/YYYY", "Yes/No", "not used", "Name & Address"])
  func `words that nothing in the workbook knows are no columns`(_ words: String) {
    let plan = planned { $0.map("x", "a", table: "src", alias: "s", from: "b", rule: words) }
    #expect(plan.codes == ["prose_unresolved Mapping!I2"])
    #expect(plan.output("a")?.kind == .prose)
  }

  @Test func `a rule that is a name which the workbook knows is that column`() {
    let known = planned {
      $0.map("x", "a", table: "src", alias: "s", from: "b", rule: "NOT is_closed")
      $0.map("x", "c", table: "src", alias: "s", from: "is_closed")
      $0.map("x", "d", table: "src", alias: "s", from: "b", rule: "closed_on")
      $0.known("src", "b TEXT", "is_closed BOOLEAN", "closed_on DATE")
    }
    #expect(known.codes == [])
    #expect(known.expression("a") == "NOT s.is_closed")
    #expect(known.expression("d") == "s.closed_on")
    let alone = planned { $0.map("x", "a", table: "src", alias: "s", rule: "closed_on") }
    #expect(alone.expression("a") == "s.closed_on")
  }

  @Test func `the day in a source's cell is that day`() {
    let plan = planned {
      $0.map("x", "a", type: "DATE", table: "src", from: "2024-01-01")
      $0.map("x", "b", table: "src", from: "2024-01-01 10:30:00")
      $0.map("x", "c", table: "src", from: "2024-13-01")
    }
    #expect(plan.expression("a") == "DATE '2024-01-01'")
    #expect(plan.expression("b") == "TIMESTAMP '2024-01-01 10:30:00'")
    #expect(plan.expression("c") == "src.[2024-13-01]")
  }

  @Test func `arithmetic with a column of no known type is cast to the target's`() {
    let plan = planned {
      $0.map("x", "a", type: "INTEGER", table: "src", rule: "amount + 1")
      $0.map("x", "b", type: "DECIMAL(12,2)", table: "src", rule: "amount * 1.19")
      $0.map("x", "c", type: "INTEGER", table: "src", rule: "COALESCE(amount, 0)")
      $0.map("x", "d", type: "INTEGER", table: "src", rule: "CASE WHEN amount > 1 THEN 1 ELSE 0 END")
      $0.map("x", "e", type: "INTEGER", table: "src", rule: "COALESCE(NULL, 1)")
      $0.map("x", "f", type: "DATE", table: "src", rule: "amount * 2")
    }
    #expect(plan.expression("a") == "CAST(src.amount + 1 AS INTEGER)")
    #expect(plan.expression("b") == "CAST(src.amount * 1.19 AS DECIMAL(12,2))")
    #expect(plan.expression("c") == "CAST(COALESCE(src.amount, 0) AS INTEGER)")
    #expect(plan.expression("d") == "CASE WHEN src.amount > 1 THEN 1 ELSE 0 END")
    #expect(plan.expression("e") == "COALESCE(NULL, 1)")
    #expect(plan.codes == ["cannot_cast Mapping!C7"])
  }

  @Test func `a source that nothing joins is named once`() {
    let plan = planned {
      $0.map("x", "a", table: "o", alias: "o", from: "id")
      $0.map("x", "b", table: "c", alias: "c", from: "name")
    }
    #expect(plan.diagnostics.first?.found == "c is a source of x, but is not joined to o")
  }
}
