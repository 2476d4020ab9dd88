import Workbook

extension SheetDetection {
  /// Adds up what speaks for the block and what against it.
  func score(_ block: inout LayoutBlock, header: HeaderRow, grouping: ColumnGrouping) {
    var confidence = LayoutConfidence()
    score(.targetColumn, columns: block.roles[.targetColumn], said: 0.30, told: 0.22, header: header, grouping: grouping, into: &confidence)
    let sources = block.branches.flatMap { $0.roles[.sourceColumn] }
    if sources.isEmpty {
      confidence.add(-0.10, "no column names sources")
    } else {
      score(.sourceColumn, columns: sources, said: 0.25, told: 0.20, header: header, grouping: grouping, into: &confidence)
    }
    if grouping.isPositional { confidence.add(-0.30, "the place alone tells source from target") }
    if let rule = block.allRoles.first(.transformation) { confidence.add(0.12, "transformation: \(place(rule, header))") }
    if let column = block.roles.first(.targetTable) {
      confidence.add(0.10, "target_table: \(place(column, header))")
    } else if let name = block.tableName, name.provenance.sheet == grid.sheet.name {
      confidence.add(name.text == grid.sheet.name ? 0.03 : 0.08, "target table: \(name.text), at \(name.provenance)")
    }
    if let column = block.branches.lazy.compactMap({ $0.roles.first(.sourceTable) }).first {
      confidence.add(0.10, "source_table: \(place(column, header))")
    } else if let name = block.branches.lazy.compactMap(\.tableName).first {
      confidence.add(0.08, "source table: \(name.text)")
    }
    if let type = block.allRoles.first(.targetType) { confidence.add(0.03, "target_type: \(place(type, header))") }
    let share = Double(header.columns.count) / Double(header.columns.count + header.unread.count)
    confidence.add(0.10 * share, "\(header.columns.count) of \(header.columns.count + header.unread.count) headers are known")
    let names = shareOfNames(block)
    confidence.add(0.10 * names, "\(Int(names * 100)) of 100 target cells are names")
    let misspelt = header.columns.filter(\.meaning.isMisspelt)
    if !misspelt.isEmpty {
      confidence.add(-min(0.12, 0.04 * Double(misspelt.count)), "misspelt: " + misspelt.map(\.text).joined(separator: ", "))
    }
    if grouping.countColumns > 0 { confidence.add(-0.30, "counts stand in it: a check, not a mapping") }
    block.confidence = confidence.result
    block.reasons = confidence.reasons
  }

  private func score(
    _ role: HeaderRole, columns: [Int], said: Double, told: Double, header: HeaderRow, grouping: ColumnGrouping,
    into confidence: inout LayoutConfidence
  ) {
    guard let column = columns.first else { return }
    let isSaid = grouping.groups.contains { $0.columns.contains(column) && $0.isSideSaid }
    confidence.add(isSaid ? said : told, "\(role.rawValue): \(columns.map { place($0, header) }.joined(separator: ", "))")
  }

  private func place(_ column: Int, _ header: HeaderRow) -> String {
    let text = header.columns.first { $0.column == column }?.text ?? ""
    return "\(CellReference.letters(ofColumn: column)) “\(text)”"
  }

  /// How many of the first target cells are written as names are.
  private func shareOfNames(_ block: LayoutBlock) -> Double {
    guard let column = block.roles.first(.targetColumn) else { return 0 }
    var texts = 0
    var names = 0
    for row in grid.rows(block.dataRows).prefix(40) {
      let text = grid.ownText(row: row.number, column: column)
      guard !text.isEmpty else { continue }
      texts += 1
      if text.utf8.count <= 80, let name = TableText(BlockReader.withoutKeyMark(text).name), name.parts.allSatisfy({ $0.utf8.count <= 64 }) {
        names += 1
      }
    }
    return texts == 0 ? 0 : Double(names) / Double(texts)
  }
}
