/// Makes a plan of what a workbook says. Pure: the same document and options give the same plan, and every document gives one, be it a list of what is wrong.
package enum Planner {
  package static func plan(_ document: MappingDocument, options: PlanOptions = PlanOptions()) -> Plan {
    var diagnostics = document.diagnostics
    var groups = TargetGroup.groups(of: document, diagnostics: &diagnostics)
    for index in groups.indices { groups[index].apply(options.changes, diagnostics: &diagnostics) }
    let context = PlanningContext(document: document, groups: groups, answers: options.answers, diagnostics: &diagnostics)
    if groups.isEmpty, !diagnostics.contains(where: { $0.code == .noMapping }) {
      diagnostics.append(
        Diagnostic(
          .error, .noMapping, at: nil, found: "no row maps a column of a target table",
          fix: "write a sheet with a row for each target column: target table, target column, source table, source column", isStructural: true))
    }
    var targets: [TargetPlan] = []
    for group in chosen(groups, tables: options.tables, diagnostics: &diagnostics) {
      var planner = TargetPlanner(context: context, group: group)
      if let target = planner.plan() { targets.append(target) }
      diagnostics += planner.diagnostics
    }
    tellSameFiles(targets, diagnostics: &diagnostics)
    // Without any target there is nothing to write.
    if targets.isEmpty {
      for index in diagnostics.indices where diagnostics[index].code == .noMapping && diagnostics[index].severity == .error {
        diagnostics[index].isStructural = true
      }
    }
    return Plan(targets: targets, diagnostics: withoutRepeats(diagnostics))
  }

  private static func chosen(_ groups: [TargetGroup], tables: [String]?, diagnostics: inout [Diagnostic]) -> [TargetGroup] {
    guard let tables, !tables.isEmpty else { return groups }
    var wanted: Set<String> = []
    for text in tables {
      let name = TableName(reading: text)
      let found = groups.filter { $0.name.folded == name?.folded }
      let matching = found.isEmpty ? groups.filter { name?.isSuffix(of: $0.name) ?? false } : found
      guard !matching.isEmpty else {
        let names = groups.map { "\($0.name)" }
        let listed = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
        let near = names.count > 12 ? NearMatches.sentence(NearMatches.of(text, in: names)) : ""
        diagnostics.append(
          Diagnostic(
            .error, .unknownTable, at: nil, found: "the target table \(Quoted.inSentence(text)) that was asked for is not mapped",
            fix: "ask for one of \(listed)\(near)", isStructural: true))
        continue
      }
      for group in matching { wanted.insert(group.name.folded) }
    }
    return groups.filter { wanted.contains($0.name.folded) }
  }

  /// Two targets whose files have one name would overwrite each other.
  private static func tellSameFiles(_ targets: [TargetPlan], diagnostics: inout [Diagnostic]) {
    var first: [String: TableName] = [:]
    for target in targets {
      let stem = target.table.fileStem.lowercased()
      guard let earlier = first[stem] else {
        first[stem] = target.table
        continue
      }
      diagnostics.append(
        Diagnostic(
          .error, .duplicateTarget, at: target.provenance,
          found: "\(target.table) and \(earlier) would both be written to the file \(target.table.fileStem)",
          fix: "give one of the tables a name that differs in letters or digits", isStructural: true))
    }
  }

  /// What many rows share, such as the merged cell of an unknown table, is told once.
  private static func withoutRepeats(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }
  }
}
