import Mapping

/// Plans beside a target's own that are run to count what the target itself does not show.
struct SampleProbes {
  /// A column of the measuring query beside the target's own.
  struct CastProbe: Equatable {
    /// The target's column that it is about.
    let column: Int
    /// Where the value stands before its cast, and behind it but before the default.
    let before: Int
    let after: Int
  }

  let target: TargetPlan
  let casts: [CastProbe]

  /// - Parameter takesUngroupedColumns: where not, casts in a grouped branch are only counted of aggregates.
  init(_ plan: TargetPlan, takesUngroupedColumns: Bool) {
    var target = plan
    var casts: [CastProbe] = []
    for (index, column) in plan.columns.enumerated() {
      guard let type = column.type, plan.branches.contains(where: { $0.outputs[index].uncast != nil }) else { continue }
      let isGrouped = plan.branches.contains { branch in
        branch.isAggregated && !(branch.outputs[index].uncast?.containsAggregate ?? true)
      }
      if isGrouped, !takesUngroupedColumns { continue }
      let first = target.columns.count
      casts.append(CastProbe(column: index, before: first, after: first + 1))
      for (offset, isCast) in [false, true].enumerated() {
        target.columns.append(
          TargetPlan.Column(
            name: "\(column.name) \(offset)", type: isCast ? type : nil, isNullable: true, isPrimaryKey: false, provenance: column.provenance))
        for branch in target.branches.indices {
          let output = plan.branches[branch].outputs[index]
          target.branches[branch].outputs.append(
            SelectBranch.Output(
              kind: output.kind, expression: output.uncast.map { isCast ? .cast($0, type) : $0 }, valueType: isCast ? type : output.valueType,
              openReason: "measured elsewhere", provenance: output.provenance))
        }
      }
    }
    self.target = target
    self.casts = casts
  }

  /// How many rows of the driving table are left behind each of a branch's joins; the first number is that of all.
  static func joinCounts(_ branch: SelectBranch, of plan: TargetPlan, rowName: String) -> [TargetPlan] {
    guard let place = branch.outputs.first?.provenance ?? plan.provenance else { return [] }
    let count = Expression.aggregate(
      Expression.Aggregate(.count, [.column(alias: branch.driving.alias, name: rowName)], isDistinct: true))
    return (0...branch.joins.count).map { joined in
      let output = SelectBranch.Output(kind: .aggregate, expression: count, valueType: .integer(bits: 64), provenance: place)
      let counted = SelectBranch(driving: branch.driving, joins: Array(branch.joins.prefix(joined)), outputs: [output], isAggregated: true)
      let column = TargetPlan.Column(name: "counted", type: nil, isNullable: false, isPrimaryKey: false, provenance: place)
      return TargetPlan(table: plan.table, columns: [column], branches: [counted])
    }
  }
}
