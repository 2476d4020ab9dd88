/// Makes the blocks of a header row: one for each target, chains and unions included.
struct BlockBuilder {
  let header: HeaderRow
  let grouping: ColumnGrouping

  /// Empty where a target's column, or anything that it could come from, is missing.
  func blocks(dataRows: ClosedRange<Int>) -> [LayoutBlock] {
    let levels = levels()
    guard let last = levels.last, last.contains(where: { grouping.groups[$0].hasColumn }) else { return [] }
    if levels.count == 1 { return withoutSource(last, dataRows: dataRows) }
    var blocks: [LayoutBlock] = []
    for level in 1..<levels.count {
      for target in levels[level] where grouping.groups[target].hasColumn {
        blocks.append(
          block(target: target, sources: levels[level - 1], isLast: level == levels.count - 1, isChain: levels.count > 2, dataRows: dataRows))
      }
    }
    return blocks
  }

  /// The groups by layer, in the order of the data's flow. Layers between without a column are passed over.
  private func levels() -> [[Int]] {
    var byLayer: [Layer: [Int]] = [:]
    for (index, group) in grouping.groups.enumerated() {
      guard let side = group.side, group.hasColumn || !group[.table].isEmpty else { continue }
      byLayer[side, default: []].append(index)
    }
    // Of one layer's groups those that name no column beside one that does are only more about it.
    var levels = byLayer.sorted { $0.key < $1.key }.map { entry in
      let full = entry.value.filter { grouping.groups[$0].hasColumn }
      return (full.isEmpty ? entry.value : full).sorted { (grouping.groups[$0].columns.min() ?? 0) < (grouping.groups[$1].columns.min() ?? 0) }
    }
    levels = levels.enumerated().filter { place, level in place == 0 || level.contains { grouping.groups[$0].hasColumn } }.map(\.element)
    return levels
  }

  private func withoutSource(_ targets: [Int], dataRows: ClosedRange<Int>) -> [LayoutBlock] {
    guard targets.count == 1, let target = targets.first, !grouping.transformations.isEmpty, grouping.groups[target].side != .source else {
      return []
    }
    return [block(target: target, sources: [], isLast: true, isChain: false, dataRows: dataRows)]
  }

  private func block(target: Int, sources: [Int], isLast: Bool, isChain: Bool, dataRows: ClosedRange<Int>) -> LayoutBlock {
    let group = grouping.groups[target]
    var roles = group.roles(asSource: false)
    if isLast {
      if roles[.nullable].isEmpty { roles[.nullable] = sharedColumns(grouping.nullables, target: target) }
      if roles[.key].isEmpty { roles[.key] = sharedColumns(grouping.keys, target: target) }
      roles[.notes] = grouping.notes
      roles[.description] = grouping.descriptions
    }
    var branches = sources.map { index in
      LayoutBlock.Branch(name: grouping.groups[index].name, roles: grouping.groups[index].roles(asSource: true))
    }
    place(
      grouping.transformations, as: .transformation, target: target, sources: sources, isLast: isLast, isChain: isChain, roles: &roles,
      branches: &branches)
    place(
      grouping.defaults, as: .defaultValue, target: target, sources: sources, isLast: isLast, isChain: isChain, roles: &roles, branches: &branches)
    if branches.isEmpty { branches = [LayoutBlock.Branch()] }
    var block = LayoutBlock(headerRows: header.headerRows, dataRows: dataRows, roles: roles, branches: branches)
    if roles[.targetTable].isEmpty { block.tableName = bandName(group) }
    for (place, index) in sources.enumerated() where branches[place].roles[.sourceTable].isEmpty {
      block.branches[place].tableName = bandName(grouping.groups[index])
    }
    return block
  }

  /// Rules and defaults: a branch's own where each branch has one, else the block's.
  private func place(
    _ columns: [ColumnGrouping.Owned], as role: HeaderRole, target: Int, sources: [Int], isLast: Bool, isChain: Bool, roles: inout ColumnRoles,
    branches: inout [LayoutBlock.Branch]
  ) {
    if sources.count > 1 {
      var owners: [Int: [Int]] = [:]
      for column in columns {
        if let group = column.group, sources.contains(group) {
          owners[group, default: []].append(column.column)
        } else if column.group == nil, columns.count >= sources.count, let left = column.left, sources.contains(left) {
          owners[left, default: []].append(column.column)
        }
      }
      for (place, index) in sources.enumerated() { branches[place].roles[role] = owners[index] ?? [] }
      let owned = Set(owners.values.joined())
      roles[role] = columns.map(\.column).filter { !owned.contains($0) }
      return
    }
    guard isChain else {
      roles[role] = columns.map(\.column)
      return
    }
    // In a chain a rule belongs to the layer that it is named for, or that stands to its right; behind all of them, to the last.
    roles[role] = columns.filter { column in
      if let group = column.group { return group == target || (sources.contains(group) && isRuleOfSource(column, group: group)) }
      guard
        let right = grouping.groups.indices.filter({ (grouping.groups[$0].columns.min() ?? 0) > column.column }).min(by: { start($0) < start($1) })
      else { return isLast }
      return right == target
    }.map(\.column)
  }

  /// Whether a rule under a source's band is how that source becomes the next layer: so where the first layer has one, for nothing comes before it.
  private func isRuleOfSource(_ column: ColumnGrouping.Owned, group: Int) -> Bool { grouping.groups[group].side == .source }

  private func start(_ group: Int) -> Int { grouping.groups[group].columns.min() ?? 0 }

  /// `Nullable` and `Key`: the target's, wherever they stand, but not those that a source's columns have around them.
  private func sharedColumns(_ columns: [ColumnGrouping.Owned], target: Int) -> [Int] {
    let last = grouping.groups.flatMap(\.columns).max() ?? 0
    return columns.filter { column in
      if let group = column.group { return group == target || grouping.groups[group].side == nil }
      guard let left = column.left, left != target else { return true }
      return column.column > last
    }.map(\.column)
  }

  private func bandName(_ group: ColumnGroup) -> MappingDocument.Text? {
    guard let name = group.name, let band = group.band else { return nil }
    return MappingDocument.Text(name, at: Provenance(sheet: "", row: band.row, column: band.columns.lowerBound))
  }
}
