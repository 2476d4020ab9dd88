/// Names are found here, since the rows say more than the known tables do; types and conversions are the resolver's.
extension BranchPlanner {
  /// An expression of a row: names alone are its own sources' first.
  func resolve(
    _ expression: Expression, text: String, at place: Provenance, sources: RowSources
  ) throws(PlanningProblem) -> ResolvedExpression {
    let names = BranchNames(tables: tables, sources: sources)
    return try resolve(expression, text: text, at: place, names: names, unknownAlias: .unknownTable, isCondition: false)
  }

  /// The condition of a join or a filter among these tables.
  func resolveCondition(
    _ expression: Expression, text: String, at place: Provenance, tables: [PlannedTable], unknownAlias: Diagnostic.Code = .unknownTable
  ) throws(PlanningProblem) -> ResolvedExpression {
    // An unknown table is told at the rows that name it; a condition on it is none the worse.
    let known = tables.map { table in
      var table = table
      table.isUnknown = false
      return table
    }
    let names = BranchNames(tables: known, sources: RowSources())
    return try resolve(expression, text: text, at: place, names: names, unknownAlias: unknownAlias, isCondition: true)
  }

  private func resolve(
    _ expression: Expression, text: String, at place: Provenance, names: BranchNames, unknownAlias: Diagnostic.Code, isCondition: Bool
  ) throws(PlanningProblem) -> ResolvedExpression {
    var failure: BranchNames.Failure?
    let named = Self.named(expression, names, &failure)
    if let failure { throw problem(failure, text: text, at: place, unknownAlias: unknownAlias) }
    return try Self.resolve(named, tables: names.tables, text: text, at: place, isCondition: isCondition)
  }

  /// An expression whose names are found already.
  func resolveFound(_ expression: Expression, at place: Provenance, isCondition: Bool = false) throws(PlanningProblem) -> ResolvedExpression {
    try Self.resolve(expression, tables: tables, text: "\(expression)", at: place, isCondition: isCondition)
  }

  private static func resolve(
    _ named: Expression, tables: [PlannedTable], text: String, at place: Provenance, isCondition: Bool
  ) throws(PlanningProblem) -> ResolvedExpression {
    let resolver = ExpressionResolver(TableScope(typed(tables, for: named)))
    do throws(ResolutionFailure) {
      return isCondition ? try resolver.resolveCondition(named) : try resolver.resolve(named)
    } catch {
      throw PlanningProblem(error.code, at: place, found: "\(Quoted.inSentence(text)) has \(error.found)", fix: error.fix)
    }
  }

  /// With the alias and the known spelling at every name; the first that means nothing is told.
  private static func named(_ expression: Expression, _ names: BranchNames, _ failure: inout BranchNames.Failure?) -> Expression {
    func found(_ alias: String?, _ name: String) -> Expression {
      switch names.find(alias: alias, name: name) {
      case .success(let found): return .column(alias: found.alias, name: found.column.name)
      case .failure(let reason):
        failure = failure ?? reason
        return expression
      }
    }
    switch expression {
    case .column(let alias, let name): return found(alias, name)
    case .quoted(let text): return names.isKnown(text) ? found(nil, text) : .literal(.text(text))
    default: return expression.mapChildren { named($0, names, &failure) }
    }
  }

  /// The tables as the resolver wants them: one whose columns nobody knows has those that the expression names, with what is told of their types.
  private static func typed(_ tables: [PlannedTable], for expression: Expression) -> [SelectBranch.SourceTable] {
    let columns = expression.columns
    return tables.map { table in
      var source = table.sourceTable
      let used = columns.filter { $0.alias == table.alias }.compactMap { table.column($0.name) }
      // Of a known table too, a type may be told by the rows alone.
      if table.known == nil { source.columns = used } else { for column in used { source.replace(column) } }
      return source
    }
  }

  private func problem(
    _ failure: BranchNames.Failure, text: String, at place: Provenance, unknownAlias: Diagnostic.Code
  ) -> PlanningProblem {
    let quoted = Quoted.inSentence(text)
    switch failure {
    case .unknownAlias(let alias, let known):
      if unknownAlias == .unknownTable, let name = TableName(reading: alias), named.contains(name) { return unreachable(name, alias: nil, at: place) }
      return PlanningProblem(
        unknownAlias, at: place, found: "\(quoted) names \(Quoted.inSentence(alias)), which is no alias of \(group.name)",
        fix: "write one of \(known.joined(separator: ", "))\(near(alias, among: known)), or join that table")
    case .unknownColumn(let name, let table, let known):
      let has = known.isEmpty ? "" : ": \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")"
      return PlanningProblem(
        .unknownColumn, at: place, found: "\(quoted) names the column \(Quoted.inSentence(name)), which \(table) does not have",
        fix: "write one that it has\(has)\(near(name, among: known))")
    case .unknownTable(let name): return unknownTable(name, at: place)
    case .ambiguous(let name, let aliases):
      return PlanningProblem(
        .ambiguousSource, at: place, found: "\(quoted) names \(Quoted.inSentence(name)), which may be of \(aliases.joined(separator: " or "))",
        fix: "write the alias before it: \(aliases.first ?? "a").\(name)")
    }
  }
}

extension SelectBranch.SourceTable {
  fileprivate mutating func replace(_ column: SelectBranch.SourceColumn) {
    guard let place = columns.firstIndex(where: { $0.name == column.name }) else { return }
    columns[place] = column
  }
}
