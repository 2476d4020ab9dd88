import Workbook

extension BlockReader {
  /// Talend names a job's input row `row1`: where it stands in a branch's cells and nothing else names an alias, it is the table's.
  mutating func giveTalendAliases() {
    for index in block.branches.indices where block.branches[index].roles[.sourceAlias].isEmpty {
      let tables = Set(lines.compactMap { $0.sources[index].table?.text })
      guard tables.count == 1 else { continue }
      let names = Set(
        lines.flatMap { line in [line.sources[index].column?.text, line.sources[index].rule?.text ?? line.rule?.text] }.compactMap { $0 }.flatMap(
          Self.talendRows))
      guard names.count == 1, let name = names.first else { continue }
      for at in lines.indices {
        guard let table = lines[at].sources[index].table else { continue }
        lines[at].sources[index].alias = Text(name, at: table.provenance)
      }
    }
  }

  private static func talendRows(_ text: String) -> [String] {
    guard text.contains("row") else { return [] }
    return text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }).compactMap { word in
      let parts = word.split(separator: ".")
      guard parts.count == 2, parts[0].hasPrefix("row"), Int(parts[0].dropFirst(3)) != nil else { return nil }
      return String(parts[0])
    }
  }

  /// Makes the document's rows of what was read.
  mutating func emit() {
    let drifts = block.isUnion ? [] : DriftFinder.drifts(in: lines)
    var drifting = [Bool](repeating: false, count: lines.count)
    for drift in drifts {
      say(drift)
      for place in drift.lines { drifting[place] = true }
    }
    var lastTarget: (column: Text, table: Text, hasRule: Bool)?
    var orphans: [Text] = []
    for (place, line) in lines.enumerated() {
      let isDrifting = drifting[place] && !line.isSameName
      if let column = line.column {
        lastTarget = (column, line.table, line.hasRule)
        emit(line, column: column, isPaired: !isDrifting)
      } else if !isDrifting, let last = lastTarget, last.table == line.table, last.hasRule, line.hasSource {
        // One more source of the target above.
        emit(line, column: last.column, isPaired: true)
      } else if !isDrifting {
        orphans += line.sources.compactMap(\.column)
      }
    }
    if let first = orphans.first {
      result.diagnostics.append(
        Diagnostic(
          .warning, .layoutUncertain, at: first.provenance,
          found: orphans.count == 1
            ? "the source column \(first.text) has no target column beside it"
            : "\(orphans.count) source columns, \(first.text) the first, have no target column beside them",
          fix: "write the target column beside each, or merge its cell over all its sources; left out until then"))
    }
  }

  private mutating func emit(_ line: BlockLine, column: Text, isPaired: Bool) {
    if seenTargets.insert(line.table.text).inserted { result.targets.append(line.table.text) }
    for (index, source) in line.sources.enumerated() {
      var row = MappingDocument.MappingRow(targetTable: line.table, targetColumn: column, branch: index)
      row.targetType = line.type
      row.nullable = line.nullable
      row.key = line.key
      row.notes = line.notes
      row.defaultValue = source.defaultValue ?? line.defaultValue
      row.transformation = source.rule ?? line.rule
      row.sourceTable = source.table
      row.sourceAlias = source.alias
      row.sourceType = source.type
      if isPaired { row.sourceColumn = source.column }
      // Of sources side by side one may have nothing to give, and says so: that is NULL in its branch.
      if block.isUnion, row.transformation == nil, row.sourceColumn == nil, row.defaultValue == nil, let nothing = source.nothing {
        row.transformation = Text("NULL", at: nothing.provenance)
      }
      result.rows.append(row)
    }
  }

  private mutating func say(_ drift: DriftFinder.Drift) {
    let lines = lines[drift.lines]
    guard let first = lines.first, let last = lines.last else { return }
    let sourceColumns = block.branches.flatMap { $0.roles[.sourceColumn] } + [targetColumn]
    let range = CellRange(
      CellReference(row: first.row, column: sourceColumns.min() ?? targetColumn),
      CellReference(row: last.row, column: sourceColumns.max() ?? targetColumn))
    result.diagnostics.append(
      Diagnostic(
        .warning, .layoutUncertain, at: Provenance(sheet: grid.sheet.name, range: range),
        found: drift.isShifted
          ? "names of the target's columns stand in other rows than those of the same source columns: the rows do not pair them"
          : "\(drift.sources) source columns stand beside \(drift.targets) target columns: the rows do not pair them",
        fix: "write each source column in the row of its target column; until then only equal names are paired"))
  }

  /// What in the block's rows was not read.
  mutating func sayWhatWasLeftOut() {
    if blankRows >= 20 {
      result.diagnostics.append(
        Diagnostic(
          .info, .layoutUncertain, at: Provenance(sheet: grid.sheet.name, row: block.dataRows.lowerBound, column: targetColumn),
          found: "\(blankRows) rows without anything in them were left out", fix: "nothing is to be done"))
    }
    if let first = addresses.first {
      result.diagnostics.append(
        Diagnostic(
          .info, .layoutUncertain, at: first.provenance,
          found: addresses.count == 1
            ? "\(first.text) is a file or a web address, not a name in a database"
            : "\(addresses.count) cells, \(first.text) the first, are files or web addresses, not names in a database",
          fix: "name the table and the column that hold its data"))
    }
    let filters = block.filters + facts.filters
    guard !filters.isEmpty else { return }
    var seen: Set<String> = []
    var tables: [Text] = []
    for row in result.rows where seen.insert(row.targetTable.text).inserted { tables.append(row.targetTable) }
    for filter in filters { addFilter(filter, tables: tables) }
  }
}
