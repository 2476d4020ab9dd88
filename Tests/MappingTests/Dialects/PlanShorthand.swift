import Workbook

@testable import Mapping

/// Plans by hand, short enough to read beside the SQL that they become.
enum PlanShorthand {
  static let place = Provenance(sheet: "Mapping", row: 7, column: 9)

  static let orders = SelectBranch.SourceTable(
    table: TableName(parts: ["sales", "orders"]), alias: "o",
    columns: [
      .init(name: "id", type: .integer(bits: 32)), .init(name: "customer_id", type: .integer(bits: 32)), .init(name: "code", type: .text(length: 20)),
      .init(name: "note", type: .text(length: nil)), .init(name: "price", type: .decimal(precision: 10, scale: 2)),
      .init(name: "ratio", type: .double), .init(name: "big", type: .integer(bits: 64)), .init(name: "paid", type: .boolean),
      .init(name: "day", type: .date), .init(name: "due", type: .date), .init(name: "at", type: .timestamp(withTimeZone: false)),
      .init(name: "done", type: .timestamp(withTimeZone: false)),
    ])

  static let customers = SelectBranch.SourceTable(
    table: TableName(parts: ["crm", "customers"]), alias: "c",
    columns: [.init(name: "id", type: .integer(bits: 32)), .init(name: "name", type: .text(length: nil))])

  static func output(_ expression: Expression?, row: Int = 7, reason: String? = nil) -> SelectBranch.Output {
    SelectBranch.Output(
      kind: expression == nil ? .open : .expression, expression: expression, openReason: reason,
      provenance: Provenance(sheet: "Mapping", row: row, column: 9))
  }

  static func target(
    _ columns: [(name: String, expression: Expression?)], table: [String] = ["mart", "sales"], keys: Set<String> = [],
    driving: SelectBranch.SourceTable = orders,
    joins: [SelectBranch.Join] = [], filters: [SelectBranch.Filter] = [], groupBy: [Expression] = [], isAggregated: Bool = false
  ) -> TargetPlan {
    TargetPlan(
      table: TableName(parts: table),
      columns: columns.enumerated().map { index, column in
        TargetPlan.Column(
          name: column.name, type: nil, isNullable: true, isPrimaryKey: keys.contains(column.name),
          provenance: Provenance(sheet: "Mapping", row: index + 2, column: 2))
      },
      branches: [
        SelectBranch(
          driving: driving, joins: joins, filters: filters, outputs: columns.enumerated().map { output($0.element.expression, row: $0.offset + 2) },
          groupBy: groupBy, isAggregated: isAggregated)
      ])
  }

  /// One expression as the dialect spells it, on one line where it fits.
  static func spelled(_ expression: Expression, _ dialect: Dialect) -> String {
    let rendered = SQLRenderer.render(target([("x", expression)]), dialect: dialect, form: .select)
    let lines = (rendered.blocks.first { $0.name == "select_clause" }?.text ?? "").split(separator: "\n").dropFirst()
    let text = lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    return text.hasSuffix(" AS x") ? String(text.dropLast(5)) : text
  }

  static func text(_ target: TargetPlan, _ dialect: Dialect, _ form: OutputForm = .select) -> String {
    SQLRenderer.render(target, dialect: dialect, form: form).text
  }
}

func column(_ name: String, of alias: String = "o") -> Expression { .column(alias: alias, name: name) }
func text(_ value: String) -> Expression { .literal(.text(value)) }
func number(_ value: Int64) -> Expression { .literal(.integer(value)) }
func call(_ function: ScalarFunction, _ arguments: Expression...) -> Expression { .call(function, arguments) }
