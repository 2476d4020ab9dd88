import Mapping
import Studio
import Testing
import Workbook

@Suite struct ReferenceTests {
  private static func cell(_ reference: String, _ text: String) -> Cell { Cell(CellReference(reference)!, .string(text)) }

  private static let workbook = Workbook(sheets: [
    Sheet(
      name: "Customer Data",
      rows: [
        Sheet.Row(number: 1, cells: [cell("A1", "Target"), cell("C1", "Rule")]), Sheet.Row(number: 2, cells: [cell("A2", "key"), cell("C2", "id")]),
        Sheet.Row(number: 3, cells: [cell("A3", "name"), cell("C3", "UPPER(name)")]),
      ])
  ])

  private static func place(_ range: String) -> Provenance { Provenance(sheet: "Customer Data", range: CellRange(range)!) }

  private static let plan: Plan = {
    let customers = TableName(parts: ["crm", "customers"])
    let source = SelectBranch.SourceTable(table: customers, alias: "c")
    func output(_ column: String, _ range: String) -> SelectBranch.Output {
      SelectBranch.Output(
        kind: .direct, expression: .column(alias: "c", name: column), sources: [ColumnSource(table: customers, column: column)],
        provenance: place(range))
    }
    func column(_ name: String, _ range: String) -> TargetPlan.Column {
      TargetPlan.Column(name: name, type: nil, isNullable: true, isPrimaryKey: false, provenance: place(range))
    }
    return Plan(
      targets: [
        TargetPlan(
          table: TableName(parts: ["dim_customer"]), columns: [column("customer_key", "A2"), column("full_name", "A3")],
          branches: [SelectBranch(driving: source, outputs: [output("id", "A2:C2"), output("name", "A3:C3")])])
      ], diagnostics: [])
  }()

  private let index = ReferenceIndex(workbook: workbook, plan: plan, blocks: ["select_clause", "joins"], spans: [])

  private func near(_ prompt: String) -> [String] { index.unknown(among: Reference.all(in: prompt)).flatMap(\.near) }

  @Test func `references are found in a prompt, in order, and plain text is not taken for one`() {
    let prompt = "mail a@b.c: @mapping[Customer Data:A3] needs @code[joins], @schema[dim_customer.full_name] @generation[select_clause] @mapping[x"
    let found = Reference.all(in: prompt)
    #expect(found.map(\.kind) == [.mapping, .code, .schema, .generation])
    #expect(found[0].target == .cells(sheet: "Customer Data", CellRange("A3")!) && found[0].text == "@mapping[Customer Data:A3]")
    #expect(found[2].target == .column(table: "dim_customer", column: "full_name"))
  }

  @Test func `the name of a block that several targets have is near without its table`() {
    let several = ReferenceIndex(workbook: Self.workbook, plan: Self.plan, blocks: ["a.joins", "b.joins", "b.where_clause"], spans: [])
    #expect(several.unknown(among: Reference.all(in: "@code[jions]")).flatMap(\.near) == ["@code[joins]"])
  }

  @Test func `a range has its own colon, and so may a sheet's name`() {
    #expect(Reference.all(in: "@mapping[S:A15:C20]").map(\.target) == [.cells(sheet: "S", CellRange("A15:C20")!)])
    #expect(Reference.all(in: "@mapping[a:b:A1]").map(\.target) == [.cells(sheet: "a:b", CellRange("A1")!)])
    #expect(Reference.all(in: "@mapping[A15]").map(\.target) == [.malformed])
    #expect(Reference.all(in: "@code[] @schema[.x]").map(\.target) == [.malformed, .malformed])
  }

  @Test func `what is known passes, and what is not comes with what is near`() {
    #expect(
      index.unknown(
        among: Reference.all(
          in: "@mapping[customer data:A2:C3] @code[joins] @schema[crm.customers.id] @schema[customers.name] @schema[crm.customers] @code[JOINS]")
      ).isEmpty)
    #expect(near("@code[jions]") == ["@code[joins]"])
    #expect(near("@schema[dim_customer.ful_name]") == ["@schema[dim_customer.full_name]"])
    #expect(near("@schema[dim_custmer.full_name]") == ["@schema[dim_customer.full_name]"])
    #expect(near("@mapping[Customer Date:A3]") == ["@mapping[Customer Data:A3]"])
    #expect(near("@mapping[Customer Data:A30]") == ["@mapping[Customer Data:A3]"])
  }

  @Test func `a refinement touches only what its references name`() {
    func scope(_ prompt: String) -> RefinementScope { index.scope(of: Reference.all(in: prompt)) }
    #expect(scope("@mapping[Customer Data:C3]") == RefinementScope(blocks: ["select_clause"], columns: ["dim_customer.full_name"]))
    #expect(scope("@schema[crm.customers.id]").columns == ["dim_customer.customer_key"])
    #expect(scope("@code[joins]") == RefinementScope(blocks: ["joins"], columns: []))
    #expect(scope("@generation[select_clause]").columns == ["dim_customer.customer_key", "dim_customer.full_name"])
    #expect(scope("@mapping[Customer Data:C1]") == RefinementScope(blocks: [], columns: []))
  }

  @Test func `filters can be asked for where there are none yet`() {
    #expect(index.scope(of: Reference.all(in: "@code[where_clause]")) == RefinementScope(blocks: ["where_clause"], columns: []))
    let several = ReferenceIndex(
      workbook: Self.workbook, plan: Self.plan, blocks: ["a.joins", "a.joins_2", "a.where_clause_2", "b.select_clause"], spans: [])
    #expect(several.blocks == ["a.joins", "a.where_clause", "a.joins_2", "a.where_clause_2", "b.select_clause"])
  }

  @Test func `what was typed is completed`() {
    func texts(_ prefix: String) -> [String] { index.completions(ofPrefix: prefix).map(\.text) }
    #expect(texts("do @ma") == ["@mapping["])
    #expect(texts("@code[") == ["@code[select_clause]", "@code[joins]", "@code[where_clause]"])
    #expect(texts("@schema[full") == ["@schema[dim_customer.full_name]"])
    #expect(texts("@mapping[Cu").first == "@mapping[Customer Data:")
    #expect(texts("nothing") == [] && texts("@code[joins]") == [])
  }
}
