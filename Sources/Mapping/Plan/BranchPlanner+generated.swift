/// Columns whose value comes from no source.
extension BranchPlanner {
  mutating func output(
    of generated: GeneratedColumn, sources: RowSources, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    guard let expression = generated.expression else { throw noKey(column, at: place) }
    let value = try resolve(expression, text: "\(expression)", at: place, sources: sources)
    return try finished(value, kind: .generated, column: column, rows: rows, place: place)
  }

  /// Whether the column is a surrogate key that counts over the target's own key, which then has to be planned first.
  mutating func isSurrogateKey(_ rows: [MappingDocument.MappingRow], _ column: TargetPlan.Column) -> Bool {
    guard context.answer(table: group.name, column: column.name, branch: answered) == nil,
      let text = rows.lazy.compactMap({ $0.transformation?.text.withoutOuterBlanks }).first(where: { !$0.isEmpty })
    else { return false }
    return rule(text, names: Self.namedSources(of: rows)) == .generated(.surrogateKey(over: []))
  }

  /// `ROW_NUMBER` over the key of the target, which is in `outputs`: its other key columns; failing these the ones that are marked as natural keys.
  mutating func surrogateKey(_ column: TargetPlan.Column, rows: [MappingDocument.MappingRow], outputs: [SelectBranch.Output]) -> SelectBranch.Output {
    let place = Self.place(of: rows, column: column)
    do throws(PlanningProblem) {
      let own = try sources(of: rows)
      var keys = try own.values.map { value throws(PlanningProblem) in try resolve(value, text: "\(value)", at: place, sources: own).expression }
      if keys.isEmpty { keys = try keyOfTarget(but: column, outputs: outputs, at: place) }
      let window = Expression.window(.init(.window(.rowNumber), [], partition: [], order: keys.map { .init($0) }))
      let value = ResolvedExpression(window, type: .integer(bits: 64), isNullable: false)
      return try finished(value, kind: .generated, column: column, rows: rows, place: place)
    } catch {
      return open(error, rows: rows, column: column)
    }
  }

  private func keyOfTarget(but column: TargetPlan.Column, outputs: [SelectBranch.Output], at place: Provenance) throws(PlanningProblem)
    -> [Expression]
  {
    var keys = columns.indices.filter { columns[$0].isPrimaryKey && columns[$0].name != column.name }
    if keys.isEmpty {
      let natural = Set(
        rows.filter { row in
          guard let key = row.key, case .natural = CellWords.key(key.text) else { return false }
          return true
        }.map { $0.targetColumn.text.withoutOuterBlanks.lowercased() })
      keys = columns.indices.filter { natural.contains(columns[$0].name.lowercased()) && columns[$0].name != column.name }
    }
    guard !keys.isEmpty else { throw noKey(column, at: place) }
    var expressions: [Expression] = []
    for key in keys {
      guard let expression = outputs[key].uncast, !expression.containsWindow else {
        throw PlanningProblem(
          .ambiguousSource, at: place, found: "the surrogate key \(column.name) counts over \(columns[key].name), which is open or a window itself",
          fix: "decide \(columns[key].name) first, or name the column to count over: surrogate key over (column)")
      }
      if !expression.columns.isEmpty { expressions.append(expression) }
    }
    guard !expressions.isEmpty else { throw noKey(column, at: place) }
    return expressions
  }

  private func noKey(_ column: TargetPlan.Column, at place: Provenance) -> PlanningProblem {
    PlanningProblem(
      .ambiguousSource, at: place, found: "the surrogate key \(group.name).\(column.name) has no key to count over",
      fix: "name it: surrogate key over (column), or write PK or NK at the column that the rows are known by")
  }
}
