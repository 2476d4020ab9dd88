import Mapping
import Workbook

/// Plans made by hand, for tests of what is written from them.
enum PlanExamples {
  static func place(_ cell: String, sheet: String = "Mapping") -> Provenance {
    Provenance(sheet: sheet, range: CellRange(cell) ?? CellRange(CellReference(row: 1, column: 1)))
  }

  static func column(_ name: String, _ type: DataType? = .text(length: nil), key: Bool = false, nullable: Bool = true, at cell: String)
    -> TargetPlan.Column
  {
    TargetPlan.Column(name: name, type: type, isNullable: nullable, isPrimaryKey: key, provenance: place(cell))
  }

  static func output(_ expression: Expression?, _ kind: SelectBranch.Output.Kind = .expression, open: String? = nil, at cell: String)
    -> SelectBranch.Output
  {
    SelectBranch.Output(kind: kind, expression: expression, openReason: open, provenance: place(cell))
  }

  static let customers = SelectBranch.SourceTable(
    table: TableName(parts: ["crm", "customers"]), alias: "c",
    columns: [
      .init(name: "id", type: .integer(bits: 32)), .init(name: "name", type: .text(length: nil)), .init(name: "born", type: .text(length: nil)),
      .init(name: "balance", type: .decimal(precision: 12, scale: 3)),
    ])
  static let orders = SelectBranch.SourceTable(
    table: TableName(parts: ["sales", "Order Lines"]), alias: "o",
    columns: [.init(name: "customer_id", type: .integer(bits: 32)), .init(name: "amount", type: .decimal(precision: 12, scale: 2))])

  static func c(_ name: String) -> Expression { .column(alias: "c", name: name) }
  static func o(_ name: String) -> Expression { .column(alias: "o", name: name) }

  /// Two sources, a join, a filter, one open column.
  static var customer: TargetPlan {
    let join = SelectBranch.Join(.left, orders, on: .binary(.equal, c("id"), o("customer_id")), provenance: place("A2:F2", sheet: "Joins"))
    let filter = SelectBranch.Filter(.isNull(c("name"), negated: true), isHaving: false, provenance: place("B2", sheet: "Filters"))
    return TargetPlan(
      table: TableName(parts: ["dw", "dim_customer"]),
      columns: [
        column("customer_id", .integer(bits: 64), key: true, nullable: false, at: "B2"), column("full_name", at: "B3"), column("segment", at: "B4"),
      ],
      branches: [
        SelectBranch(
          driving: customers, joins: [join], filters: [filter],
          outputs: [
            output(.cast(c("id"), .integer(bits: 64)), .direct, at: "H2"), output(.call(.upper, [c("name")]), at: "I3"),
            output(nil, .prose, open: "rule in words:\nask # sales", at: "I4"),
          ])
      ], provenance: place("A2:A4"))
  }

  /// One key, one sum, a filter on the sum.
  static var totals: TargetPlan {
    let sum = Expression.aggregate(.init(.sum, [o("amount")]))
    return TargetPlan(
      table: TableName(parts: ["totals"]),
      columns: [column("name", at: "B2"), column("kind", at: "B3"), column("total", .decimal(precision: 38, scale: 2), at: "B4")],
      branches: [
        SelectBranch(
          driving: customers,
          joins: [SelectBranch.Join(.inner, orders, on: .binary(.equal, c("id"), o("customer_id")), provenance: place("A2", sheet: "Joins"))],
          filters: [.init(.binary(.greater, sum, .literal(.integer(10))), isHaving: true, provenance: place("B3", sheet: "Filters"))],
          outputs: [
            output(.call(.upper, [c("name")]), at: "I2"), output(.literal(.text("A")), .constant, at: "I3"), output(sum, .aggregate, at: "I4"),
          ], groupBy: [.call(.upper, [c("name")]), .literal(.text("A"))], isAggregated: true)
      ])
  }
}
