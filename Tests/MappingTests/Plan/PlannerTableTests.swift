import Mapping
import Testing
import Workbook

@Suite struct PlannerTableTests {
  @Test func `the first source drives, and the others are joined in an order that works`() {
    let plan = planned {
      $0.map("fact", "id", table: "sales.orders", alias: "o", from: "id")
      $0.map("fact", "city", table: "addresses", alias: "a", from: "city")
      $0.join("fact", "left", "c", "addresses", as: "a", on: "c.address_id = a.id")
      $0.join("fact", "INNER JOIN", "o", "customers", as: "c", on: "customer_id")
    }
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.driving.table.description == "sales.orders")
    #expect(
      plan.firstBranch?.joins.map { "\($0.kind) \($0.table.table) \($0.table.alias) \($0.condition.map { "\($0)" } ?? "")" } == [
        "inner customers c o.customer_id = c.customer_id", "left addresses a c.address_id = a.id",
      ])
    #expect(plan.expression("city") == "a.city")
    #expect("\(plan.firstBranch!.joins[0].provenance)" == "Joins!F3")
  }

  @Test func `without an alias a table is called by its last part`() {
    let plan = planned {
      $0.map("x", "a", table: "db.sales.orders", from: "id")
      $0.join("x", "left", nil, "crm.customers", on: "orders.customer_id = customers.id")
      $0.map("x", "b", table: "crm.customers", from: "name")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("a") == "orders.id")
    #expect(plan.expression("b") == "customers.name")
  }

  @Test func `names of a condition without aliases are the left table's first and the right table's second`() {
    let plan = planned {
      $0.known("orders", "id INTEGER", "cust INTEGER")
      $0.known("customers", "key INTEGER", "name TEXT")
      $0.map("x", "a", table: "orders", alias: "o", from: "id")
      $0.join("x", "left", "o", "customers", as: "c", on: "key = cust")
    }
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.joins.first?.condition.map { "\($0)" } == "c.key = o.cust")
  }

  @Test func `a join without a condition refuses the workbook`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "a")
      $0.join("x", "left", "t", "u")
    }
    #expect(plan.codes == ["join_without_condition Joins!A2:F2"])
    #expect(plan.isRefused && plan.exitStatus == .refused)
  }

  @Test func `a join to an alias that nobody has refuses the workbook`() {
    for (left, condition) in [("z", "z.id = u.id"), (nil, "z.id = u.id"), ("t", "z.id = u.id")] as [(String?, String)] {
      let plan = planned {
        $0.map("x", "a", table: "t", from: "a")
        $0.join("x", "left", left, "u", on: condition)
      }
      #expect(plan.diagnostics.map(\.code) == [.joinWithoutCondition])
      #expect(plan.isRefused)
    }
  }

  @Test func `a join that is wrong is told once, not at every column of its table`() {
    for left in ["z", "t"] {
      let plan = planned {
        $0.map("x", "a", table: "t", from: "a")
        $0.map("x", "b", table: "u", from: "b")
        $0.join("x", "left", left, "u", on: left == "z" ? "z.id = u.id" : nil)
      }
      #expect(plan.diagnostics.map(\.code) == [.joinWithoutCondition])
    }
  }

  @Test func `errors in joins and filters refuse the workbook whatever they are`() {
    let writers: [(inout DocumentBuilder) -> Void] = [
      { $0.join("x", "sideways", "t", "u", on: "t.id = u.id") }, { $0.join("x", "left", "t", "u", on: "t.id = = u.id") },
      { $0.join("x", "left", "t", "u", as: "t", on: "id") }, { $0.join("y", "left", "t", "u", on: "t.id = u.id") },
      { $0.join("x", "cross", "t", "u", on: "t.id = u.id") }, { $0.join("x", "left", "t", "u", on: "COUNT(t.id) = u.id") },
      { $0.filter("x", "only the good ones") }, { $0.filter("x", "z.a > 1") }, { $0.filter("x", "ROW_NUMBER() OVER (ORDER BY a) = 1") },
      { $0.filter("nowhere", "a > 1") },
    ]
    for (index, write) in writers.enumerated() {
      let plan = planned {
        $0.map("x", "a", table: "t", from: "a", sourceType: "INTEGER")
        write(&$0)
      }
      #expect(plan.isRefused, "\(index) \(plan.codes)")
    }
  }

  @Test func `a cross join is told, and so is a condition that ties nothing`() {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "a")
      $0.join("x", "cross", "t", "u")
      $0.join("x", "inner", "t", "v", on: "v.kind = 'k'")
    }
    #expect(plan.codes == ["cartesian_product Joins!B2", "cartesian_product Joins!F3"])
    #expect(plan.exitStatus == .resolved)
  }

  @Test func `filters are kept apart, those on aggregates too`() {
    let plan = planned {
      $0.map("x", "region", table: "t", from: "region")
      $0.map("x", "total", table: "t", from: "amount", rule: "SUM(amount)")
      $0.filter("x", "status = 'open' OR status = 'new'")
      $0.filter("x", "SUM(amount) > 10")
    }
    #expect(plan.codes == [])
    #expect(
      plan.firstBranch?.filters.map { "\($0.isHaving) \($0.condition)" } == [
        "false t.status = 'open' OR t.status = 'new'", "true SUM(t.amount) > 10",
      ])
    #expect(plan.firstBranch?.groupBy.map { "\($0)" } == ["t.region"])
  }

  @Test func `a source that nothing joins leaves its columns open and the rest stands`() {
    for isTemplate in [true, false] {
      let plan = planned(isTemplate: isTemplate) {
        $0.map("x", "a", table: "t", from: "a")
        $0.map("x", "b", table: "u", from: "b")
      }
      #expect(plan.codes == ["unreachable_source Mapping!F3"])
      #expect(plan.output("b")?.openCode == .unreachableSource)
      #expect(plan.expression("a") == "t.a")
      #expect(plan.exitStatus == .open)
    }
  }

  @Test func `names are checked against the known tables`() {
    let plan = planned {
      $0.known("customers", "id INTEGER", "full_name TEXT")
      $0.map("x", "a", table: "customers", from: "id")
      $0.map("x", "b", table: "customers", from: "fullname")
      $0.map("x", "c", table: "custmers", from: "id")
      $0.map("x", "d", table: "customers", rule: "UPPER(nam)")
      $0.map("x", "e", table: "customers", rule: "z.id + 1")
    }
    #expect(plan.diagnostics.map(\.code) == [.unknownColumn, .unknownTable, .unknownColumn, .unknownTable])
    #expect(plan.diagnostics[0].fix.contains("full_name"))
    #expect(plan.diagnostics[1].fix.contains("customers"))
    #expect(plan.exitStatus == .open)
  }

  @Test func `a schema that tells of targets alone says nothing of sources`() {
    let plan = planned {
      $0.known("dim", "id INTEGER NOT NULL", "name TEXT", "email TEXT NOT NULL")
      $0.map("dim", "id", table: "raw", from: "id")
    }
    #expect(plan.codes == ["missing_target_column Sources!B3", "missing_target_column Sources!B4"])
    #expect(plan.diagnostics.map(\.severity) == [.warning, .error])
    #expect(plan.expression("id") == "CAST(raw.id AS INTEGER)")
    #expect(plan.exitStatus == .open)
  }

  @Test func `names are spelled as the known tables spell them`() {
    let plan = planned {
      $0.known("Customers", "ID INTEGER")
      $0.map("x", "a", table: "customers", alias: "c", from: "id")
    }
    #expect(plan.expression("a") == "c.ID")
    #expect(plan.firstBranch?.driving.table.description == "Customers")
  }

  @Test func `an unknown joined table refuses, and an unknown driving table opens`() {
    let joined = planned {
      $0.known("t", "id INTEGER")
      $0.map("x", "a", table: "t", from: "id")
      $0.join("x", "left", "t", "u", on: "id")
    }
    #expect(joined.codes == ["unknown_table Joins!D2"])
    #expect(joined.isRefused)
    let driving = planned {
      $0.known("t", "id INTEGER")
      $0.map("x", "a", table: "tt", from: "id")
    }
    #expect(driving.codes == ["unknown_table Mapping!F2"])
    #expect(driving.exitStatus == .open)
  }

  @Test func `a target without any source is no mapping`() {
    let plan = planned { $0.map("x", "a", rule: "1") }
    #expect(plan.codes == ["no_mapping Mapping!B2"])
    #expect(plan.isRefused)
    #expect(Planner.plan(MappingDocument()).codes == ["no_mapping -"])
  }

  @Test func `a column that stands twice refuses the template, and has two sources elsewhere`() {
    func write(_ builder: inout DocumentBuilder) {
      builder.map("x", "Name", table: "t", from: "first")
      builder.map("x", "name", table: "t", from: "last")
    }
    let template = planned(write)
    #expect(template.codes == ["duplicate_target Mapping!B3"])
    #expect(template.isRefused)
    let wild = planned(isTemplate: false, write)
    #expect(wild.codes == ["ambiguous_source Mapping!H2:H3"])
    #expect(wild.exitStatus == .open)
    #expect(wild.targets.first?.columns.map(\.name) == ["Name"])
  }

  @Test func `several rows of one column are put together by the rule that they share`() {
    let plan = planned(isTemplate: false) {
      $0.map("x", "name", table: "t", from: "first", rule: "CONCAT(first, last)")
      $0.map("x", "name", table: "t", from: "last")
    }
    #expect(plan.codes == [])
    #expect(plan.expression("name") == "CONCAT(t.first, t.last)")
  }

  @Test func `targets whose files would have one name are told`() {
    let plan = planned {
      $0.map("a b", "x", table: "t", from: "x")
      $0.map("a_b", "x", table: "t", from: "x")
    }
    #expect(plan.codes == ["duplicate_target Mapping!A3"])
    #expect(plan.isRefused)
  }

  @Test func `only the targets that were asked for are planned`() {
    func write(_ builder: inout DocumentBuilder) {
      builder.map("dw.a", "x", table: "t", from: "x")
      builder.map("dw.b", "x", table: "t", from: "x")
    }
    #expect(planned(options: PlanOptions(tables: ["B"]), write).targets.map(\.table.description) == ["dw.b"])
    let unknown = planned(options: PlanOptions(tables: ["c"]), write)
    #expect(unknown.codes == ["unknown_table -"])
    #expect(unknown.isRefused)
  }

  @Test func `sources side by side are branches of a union`() {
    let plan = planned(isTemplate: false) {
      $0.map("x", "id", table: "crm", from: "id")
      $0.map("x", "name", table: "crm", from: "name")
      $0.map("x", "id", table: "erp", from: "nr", branch: 1)
    }
    #expect(plan.targets.first?.branches.map(\.driving.alias) == ["crm", "erp"])
    #expect(plan.targets.first?.branches[1].outputs.map { "\($0.expression!)" } == ["erp.nr", "NULL"])
    #expect(plan.codes == ["ambiguous_source Mapping!B3"])
    #expect(plan.exitStatus == .resolved)
  }

  @Test func `targets that are made from targets know their types`() {
    let plan = planned(isTemplate: false) {
      $0.map("stage", "amount", type: "DECIMAL(10,2)", table: "raw", from: "AMT")
      $0.map("mart", "total", type: "DECIMAL(10,2)", table: "stage", from: "amount")
    }
    #expect(plan.codes == [])
    #expect(plan.targets.last?.branches[0].outputs[0].expression.map { "\($0)" } == "stage.amount")
  }

  @Test func `files and addresses are sources too`() {
    let plan = planned(isTemplate: false) {
      $0.map("x", "a", table: "https://example.org/data/rides-2024.csv?v=1", from: "a")
      $0.map("y", "a", table: "crashes.csv", from: "CRASH DATE")
    }
    #expect(plan.codes == [])
    #expect(plan.targets.map { $0.branches[0].driving.alias } == ["rides-2024", "crashes"])
    #expect(plan.targets[1].branches[0].outputs[0].expression == .column(alias: "crashes", name: "CRASH DATE"))
  }

  // MARK: Changes

  private func changed(_ changes: PlanChange...) -> Plan {
    planned(options: PlanOptions(changes: changes)) {
      $0.known("customers", "id INTEGER", "name TEXT")
      $0.known("addresses", "customer_id INTEGER", "city TEXT")
      $0.map("dim", "id", table: "customers", alias: "c", from: "id")
      $0.map("dim", "city", table: "addresses", alias: "a", from: "city")
      $0.join("dim", "inner", "c", "addresses", as: "a", on: "c.id = a.customer_id")
      $0.filter("dim", "c.id > 0")
    }
  }

  @Test func `what was changed of joins and filters takes the place of the cells`() {
    let plan = changed(
      PlanChange(table: "DIM", .filters(["c.id > 9", "COUNT(*) > 1"])),
      PlanChange(table: "dim", .join(alias: "A", kind: "left", condition: "c.id = a.customer_id AND a.city = 'Wien'")))
    #expect(plan.codes == [])
    #expect(plan.firstBranch?.filters.map { "\($0.condition) \($0.provenance)" } == ["c.id > 9 Filters!B2", "COUNT(*) > 1 Filters!B2"])
    #expect(plan.firstBranch?.joins.map { "\($0.kind) \($0.condition.map { "\($0)" } ?? "")" } == ["left c.id = a.customer_id AND a.city = 'Wien'"])
    #expect(changed(PlanChange(table: "dim", .filters([]))).firstBranch?.filters == [])
    #expect(changed(PlanChange(table: "other", .filters([]))).firstBranch?.filters.count == 1)
  }

  @Test func `what was changed is checked like the cell`() {
    #expect(changed(PlanChange(table: "dim", .filters(["c.nothing = 1"]))).codes == ["unknown_column Filters!B2"])
    #expect(changed(PlanChange(table: "dim", .filters(["c.id >"]))).codes == ["bad_expression Filters!B2"])
    #expect(changed(PlanChange(table: "dim", .join(alias: "a", kind: nil, condition: "x.id = a.customer_id"))).isRefused)
    #expect(changed(PlanChange(table: "dim", .join(alias: "b", kind: nil, condition: "c.id = b.id"))).codes == ["unknown_table Mapping!A2"])
  }
}
