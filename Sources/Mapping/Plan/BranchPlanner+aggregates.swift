extension BranchPlanner {
  /// Groups a `SELECT` with aggregates by everything else that it gives, and leaves open what does not go together with that.
  mutating func applyGrouping(to select: inout SelectBranch) {
    select.isAggregated = select.outputs.contains { $0.expression?.containsAggregate ?? false } || select.filters.contains(where: \.isHaving)
    let required = statements.sorted { $0.key < $1.key }.flatMap(\.value.groupBy)
    select.isAggregated = select.isAggregated || !required.isEmpty || statements.values.contains(where: \.isDistinct)
    guard select.isAggregated else { return }
    var groupBy: [Expression] = []
    var keys: Set<Expression> = []
    for output in select.outputs {
      guard let expression = output.expression, !expression.containsAggregate, !expression.containsWindow, !expression.columns.isEmpty else {
        continue
      }
      if keys.insert(expression).inserted { groupBy.append(expression) }
    }
    select.groupBy = groupBy
    let values = Set(select.outputs.compactMap(\.uncast))
    let missing = required.first { !keys.contains($0) && !values.contains($0) }
    for index in select.outputs.indices {
      guard let expression = select.outputs[index].expression else { continue }
      let problem: PlanningProblem
      if expression.containsWindow {
        problem = PlanningProblem(
          .aggregateMixed, at: select.outputs[index].provenance, found: "\(columns[index].name) is a window beside aggregates",
          fix: "compute the window in a target of its own that is made from this one")
      } else if expression.containsAggregate, let missing {
        problem = PlanningProblem(
          .aggregateMixed, at: select.outputs[index].provenance, found: "the statement groups by \(missing), which is no column of \(group.name)",
          fix: "map \(missing) as a column, or take it out of GROUP BY")
      } else if expression.containsAggregate, let stray = Self.stray(expression, keys: keys) {
        problem = PlanningProblem(
          .aggregateMixed, at: select.outputs[index].provenance,
          found: "\(columns[index].name) has \(stray) outside of its aggregate, and nothing groups by it",
          fix: "put it into an aggregate such as MAX(\(stray)), or map it as a column of its own without a cast")
      } else {
        continue
      }
      diagnostics.append(problem.diagnostic(isStructural: false))
      select.outputs[index] = open(select.outputs[index], problem)
    }
    for filter in select.filters where filter.isHaving {
      guard let stray = Self.stray(filter.condition, keys: keys) else { continue }
      refuse(
        PlanningProblem(
          .aggregateMixed, at: filter.provenance, found: "the filter has \(stray) outside of its aggregate, and nothing groups by it",
          fix: "write the condition on \(stray) as a filter of its own"))
    }
  }

  /// A column that is neither within an aggregate nor within something that is grouped by.
  private static func stray(_ expression: Expression, keys: Set<Expression>) -> Expression? {
    if keys.contains(expression) { return nil }
    switch expression {
    case .aggregate: return nil
    case .column: return expression
    default:
      for child in expression.children {
        if let stray = stray(child, keys: keys) { return stray }
      }
      return nil
    }
  }

  private func open(_ output: SelectBranch.Output, _ problem: PlanningProblem) -> SelectBranch.Output {
    var output = output
    output.kind = .open
    output.expression = nil
    output.uncast = nil
    output.openReason = problem.found
    output.openCode = problem.code
    return output
  }
}
