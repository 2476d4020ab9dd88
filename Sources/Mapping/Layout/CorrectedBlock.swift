import Workbook

/// Makes a block of what a correction says of it.
enum CorrectedBlock {
  /// - Parameter detected: the block that stands in its place without the correction: gives what the correction does not say.
  static func block(_ correction: LayoutCorrections.Block, over detected: LayoutBlock?, headerRows: [Int], sheet: Sheet) -> LayoutBlock {
    let header = correction.headerRows ?? detected?.headerRows ?? headerRows
    let last = sheet.rows.last?.number ?? 1
    let start = (header.last ?? 0) + 1
    var block = LayoutBlock(
      headerRows: header, dataRows: correction.rows ?? (correction.headerRows == nil ? detected?.dataRows : nil) ?? start...max(start, last),
      roles: ColumnRoles(), branches: [], confidence: 1, reasons: ["+1.00 as corrected"])
    let isUnion = correction.isUnion ?? looksLikeUnion(correction.roles)
    let count = isUnion ? correction.roles[.sourceColumn].count : 1
    block.branches = (0..<max(1, count)).map { _ in LayoutBlock.Branch() }
    for role in correction.roles.roles {
      let columns = correction.roles[role]
      let belongsToBranch = role.isOfSource || (isUnion && columns.count == count && (role == .transformation || role == .defaultValue))
      if !belongsToBranch {
        block.roles[role] = columns
      } else if isUnion {
        // One column for all branches, or one for each.
        for index in block.branches.indices {
          block.branches[index].roles[role] = columns.count == 1 ? columns : index < columns.count ? [columns[index]] : []
        }
      } else {
        block.branches[0].roles[role] = columns
      }
    }
    if let detected {
      block.tableName = detected.tableName
      block.targetSchema = detected.targetSchema
      block.filters = detected.filters
      block.targets = detected.targets
      for index in block.branches.indices {
        // By its column, for the order may have been changed.
        let same = detected.branches.first { $0.roles[.sourceColumn] == block.branches[index].roles[.sourceColumn] }
        let old = same ?? (index < detected.branches.count ? detected.branches[index] : nil)
        block.branches[index].name = old?.name
        if block.branches[index].roles[.sourceTable].isEmpty { block.branches[index].tableName = old?.tableName }
      }
    }
    if block.roles[.targetTable].isEmpty, correction.targets.count == 1, let name = correction.targets.first {
      if block.tableName?.text != name, detected?.targets != correction.targets {
        block.tableName = MappingDocument.Text(
          TableText.name(name), at: Provenance(sheet: sheet.name, row: header.last ?? 1, column: block.roles.first(.targetColumn) ?? 1))
      }
    }
    if block.tableName == nil, block.roles[.targetTable].isEmpty {
      block.tableName = MappingDocument.Text(sheet.name, at: Provenance(sheet: sheet.name, row: header.last ?? 1, column: 1))
    }
    // Given back as it was printed: nothing was corrected.
    if let detected, block.roles == detected.roles, block.branches == detected.branches, block.tableName == detected.tableName {
      block.confidence = detected.confidence
      block.reasons = detected.reasons
    }
    return block
  }

  /// Sources side by side have tables, systems or rules of their own; else several columns are several sources of one rule.
  private static func looksLikeUnion(_ roles: ColumnRoles) -> Bool {
    let count = roles[.sourceColumn].count
    guard count > 1 else { return false }
    return [HeaderRole.transformation, .sourceTable, .sourceSystem].contains { roles[$0].count == count }
  }
}
