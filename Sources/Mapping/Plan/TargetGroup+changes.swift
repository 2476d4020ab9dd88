extension TargetGroup {
  /// Puts what was changed in the place of what the sheets say, at the cells that said it: from here on nobody can tell them apart, and the same is checked.
  mutating func apply(_ changes: [PlanChange], diagnostics: inout [Diagnostic]) {
    for change in changes where change.table.lowercased() == name.folded {
      switch change.subject {
      case .filters(let conditions): replaceFilters(conditions)
      case .join(let alias, let kind, let condition): replaceJoin(alias, kind, condition, diagnostics: &diagnostics)
      }
    }
  }

  private mutating func replaceFilters(_ conditions: [String]) {
    let places = filters.map(\.condition.provenance)
    let table = MappingDocument.Text(name.description, at: provenance)
    filters = conditions.enumerated().map { index, condition in
      .init(targetTable: table, condition: .init(condition, at: index < places.count ? places[index] : places.last ?? provenance))
    }
  }

  private mutating func replaceJoin(_ alias: String, _ kind: String?, _ condition: String, diagnostics: inout [Diagnostic]) {
    guard let at = joins.firstIndex(where: { BranchPlanner.alias(of: $0).lowercased() == alias.lowercased() }) else {
      let known = joins.map { BranchPlanner.alias(of: $0) }
      diagnostics.append(
        Diagnostic(
          .error, .unknownTable, at: provenance, found: "the workbook joins nothing as \(Quoted.inSentence(alias)) to \(name)",
          fix: "change a join that is there\(NearMatches.sentence(NearMatches.of(alias, in: known)))", isStructural: true))
      return
    }
    joins[at].condition = .init(condition, at: joins[at].condition?.provenance ?? joins[at].provenance)
    if let kind { joins[at].kind = .init(kind, at: joins[at].kind?.provenance ?? joins[at].provenance) }
  }
}
