/// What a target table is, for people: its columns with their types, sources and rules, its joins and filters, its lineage, and what is still to be decided.
package struct TargetDocumentation: Sendable {
  package struct Column: Sendable, Equatable {
    package var name: String
    package var type: String
    package var isRequired: Bool
    package var isKey: Bool
    package var description: String
    /// One for each branch.
    package var rules: [Rule]
  }

  package struct Rule: Sendable, Equatable {
    package var kind: String
    /// The expression, or the words of the sheet where there is none.
    package var text: String
    package var sources: [String]
    package var place: String
    /// Why there is no expression; `nil` where there is one.
    package var open: String?
  }

  /// A join or a filter.
  package struct Clause: Sendable, Equatable {
    package var text: String
    package var place: String
  }

  package struct Branch: Sendable, Equatable {
    package var driving: String
    package var joins: [Clause]
    package var filters: [Clause]
    package var grouping: [String]
  }

  package let name: String
  package let place: String
  package let columns: [Column]
  package let branches: [Branch]
  package let diagnostics: [Diagnostic]
  let drawing: LineageDrawing

  /// - Parameter diagnostics: of the whole plan; those of this target's cells are kept.
  package init(_ target: TargetPlan, diagnostics: PlacedDiagnostics) {
    name = target.table.description
    place = target.provenance.map { "\($0)" } ?? ""
    columns = target.columns.enumerated().map { index, column in
      let outputs = target.branches.map { $0.outputs[index] }
      let type = column.type ?? outputs.first?.valueType ?? .unknown
      return Column(
        name: column.name, type: type == .unknown ? "" : type.name, isRequired: !column.isNullable, isKey: column.isPrimaryKey,
        description: column.description ?? "", rules: outputs.map(Self.rule))
    }
    branches = target.branches.map { branch in
      Branch(
        driving: Self.name(of: branch.driving),
        joins: branch.joins.map { join in
          let condition = join.condition.map { " ON \($0)" } ?? ""
          return Clause(text: "\(join.kind.rawValue) \(Self.name(of: join.table))\(condition)", place: "\(join.provenance)")
        },
        filters: branch.filters.map { Clause(text: "\($0.condition)", place: "\($0.provenance)") },
        grouping: branch.groupBy.map { "\($0)" })
    }
    self.diagnostics = diagnostics.concerning(target)
    drawing = LineageDrawing(target)
  }

  /// The columns that somebody has to decide.
  var open: [(column: String, rule: Rule)] {
    columns.flatMap { column in column.rules.filter { $0.open != nil }.map { (column.name, $0) } }
  }

  /// The picture as a file of its own.
  package var svg: String { drawing.svg }

  private static func rule(_ output: SelectBranch.Output) -> Rule {
    var sources: [String] = []
    for source in output.sources where !sources.contains("\(source.table).\(source.column)") { sources.append("\(source.table).\(source.column)") }
    return Rule(
      kind: output.kind.rawValue, text: output.expression.map { "\($0)" } ?? output.prose ?? "", sources: sources, place: "\(output.provenance)",
      open: output.expression == nil ? output.openReason ?? "not resolved" : nil)
  }

  private static func name(of table: SelectBranch.SourceTable) -> String {
    table.alias == table.table.description ? table.alias : "\(table.table) AS \(table.alias)"
  }
}
