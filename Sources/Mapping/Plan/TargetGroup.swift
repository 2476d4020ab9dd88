/// All that the workbook says about one target table.
struct TargetGroup {
  var name: TableName
  var provenance: Provenance
  var rows: [MappingDocument.MappingRow] = []
  var joins: [MappingDocument.JoinRow] = []
  var filters: [MappingDocument.FilterRow] = []

  /// Rows in order, by the branch of the union that they belong to; never empty where there are rows.
  var branches: [[MappingDocument.MappingRow]] {
    var order: [Int] = []
    var byBranch: [Int: [MappingDocument.MappingRow]] = [:]
    for row in rows {
      if byBranch[row.branch] == nil { order.append(row.branch) }
      byBranch[row.branch, default: []].append(row)
    }
    return order.sorted().map { byBranch[$0, default: []] }
  }

  /// Targets in the order in which they are first named. What cannot belong to any is told.
  static func groups(of document: MappingDocument, diagnostics: inout [Diagnostic]) -> [TargetGroup] {
    var groups: [TargetGroup] = []
    var places: [String: Int] = [:]
    for row in document.rows {
      guard let name = TableName(reading: row.targetTable.text), !row.targetColumn.text.withoutOuterBlanks.isEmpty else {
        diagnostics.append(
          Diagnostic(
            .warning, .layoutUncertain, at: row.targetColumn.provenance, found: "the row names no target table or no target column, and is left out",
            fix: "write both names in the row, or take the row out"))
        continue
      }
      let place =
        places[name.folded]
        ?? {
          groups.append(TargetGroup(name: name, provenance: row.targetTable.provenance))
          return groups.count - 1
        }()
      places[name.folded] = place
      groups[place].rows.append(row)
    }
    let names = groups.map { "\($0.name)" }
    for join in document.joins {
      if let place = find(join.targetTable.text, in: groups, places) {
        groups[place].joins.append(join)
      } else {
        diagnostics.append(unknownTarget(join.targetTable, of: "join", among: names))
      }
    }
    for filter in document.filters {
      if let place = find(filter.targetTable.text, in: groups, places) {
        groups[place].filters.append(filter)
      } else {
        diagnostics.append(unknownTarget(filter.targetTable, of: "filter", among: names))
      }
    }
    return groups
  }

  /// The target of this name, else the only one whose name ends with it.
  private static func find(_ text: String, in groups: [TargetGroup], _ places: [String: Int]) -> Int? {
    guard let name = TableName(reading: text) else { return nil }
    if let place = places[name.folded] { return place }
    let ending = groups.indices.filter { name.isSuffix(of: groups[$0].name) || groups[$0].name.isSuffix(of: name) }
    return ending.count == 1 ? ending[0] : nil
  }

  private static func unknownTarget(_ text: MappingDocument.Text, of what: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, .unknownTable, at: text.provenance, found: "the \(what) is for the target table \(Quoted.inSentence(text.text)), which is not mapped",
      fix: "write the name of a mapped target table\(NearMatches.sentence(NearMatches.of(text.text, in: names)))", isStructural: true)
  }
}
