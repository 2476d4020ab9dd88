/// Which table a row is about.
extension BranchPlanner {
  /// The first source that the rows name; of a whole statement in a cell the table after its `FROM`.
  func drivingTable() -> PlannedTable? {
    for row in rows {
      let named = Self.tableNames(of: row).first
      if let statement = statement(of: row), !Self.isCorrelated(statement) {
        let from = statement.from
        // The row may call the same table by an alias of its own, which the statement's then stands for.
        let isSame = named.map { $0.isSuffix(of: from.table) || from.table.isSuffix(of: $0) } ?? false
        return planned(from.table, alias: isSame ? alias(ofDriving: from.table, firstRow: row) ?? from.alias : from.alias)
      }
      guard let name = named else { continue }
      return planned(name, alias: alias(ofDriving: name, firstRow: row))
    }
    return nil
  }

  /// The alias may stand in a later row of the same table, but not be one that a join gives.
  private func alias(ofDriving name: TableName, firstRow: MappingDocument.MappingRow) -> String? {
    if let alias = firstRow.sourceAlias?.text.withoutOuterBlanks, !alias.isEmpty { return alias }
    let joined = Set(group.joins.compactMap { $0.rightAlias?.text.withoutOuterBlanks.lowercased() })
    for row in rows where Self.tableNames(of: row).first?.folded == name.folded {
      if let alias = row.sourceAlias?.text.withoutOuterBlanks, !alias.isEmpty, !joined.contains(alias.lowercased()) { return alias }
    }
    return nil
  }

  /// The tables in a row's cell: one, or several where a sheet lists them.
  static func tableNames(of row: MappingDocument.MappingRow) -> [TableName] {
    guard let text = row.sourceTable?.text else { return [] }
    if text.contains("://") { return TableName(reading: text).map { [$0] } ?? [] }
    return text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }).compactMap { TableName(reading: String($0)) }
  }

  /// The places of the row's own tables; empty where it names none.
  func homes(of row: MappingDocument.MappingRow) throws(PlanningProblem) -> [Int] {
    let names = Self.tableNames(of: row)
    let alias = row.sourceAlias?.text.withoutOuterBlanks ?? ""
    if !alias.isEmpty, names.count <= 1 { return [try home(alias: alias, name: names.first, row: row)] }
    var homes: [Int] = []
    for name in names {
      let home = try home(name, row: row)
      if !homes.contains(home) { homes.append(home) }
    }
    return homes
  }

  private func home(alias: String, name: TableName?, row: MappingDocument.MappingRow) throws(PlanningProblem) -> Int {
    let place = row.sourceAlias?.provenance ?? row.targetColumn.provenance
    guard let found = index(ofAlias: alias, exactly: true) else {
      guard let name else {
        throw PlanningProblem(
          .unknownTable, at: place, found: "\(Quoted.inSentence(alias)) is no alias of \(group.name)",
          fix: "write one that is there\(near(alias, among: tables.map(\.alias)))")
      }
      try checkKnown(name, row: row)
      throw unreachable(name, alias: alias, at: row.sourceTable?.provenance ?? place)
    }
    if let name, !tables[found].isNamed(name), name.folded != alias.lowercased() {
      try checkKnown(name, row: row)
      throw PlanningProblem(
        .ambiguousSource, at: place, found: "the alias \(alias) is \(tables[found].name), but the row says \(name)",
        fix: "write the alias that \(name) is joined by, or correct the table")
    }
    if tables[found].isUnknown { throw unknownTable(tables[found].name, at: row.sourceTable?.provenance ?? place) }
    return found
  }

  private func home(_ name: TableName, row: MappingDocument.MappingRow) throws(PlanningProblem) -> Int {
    let place = row.sourceTable?.provenance ?? row.targetColumn.provenance
    var named = tables.indices.filter { !tables[$0].isLookup && tables[$0].isNamed(name) }
    if named.count > 1 {
      let exact = named.filter { tables[$0].name.folded == name.folded }
      if exact.count == 1 { named = exact }
    }
    if named.isEmpty, let alias = index(ofAlias: name.description, exactly: true) { named = [alias] }
    if named.count == 1 {
      if tables[named[0]].isUnknown { throw unknownTable(tables[named[0]].name, at: place) }
      return named[0]
    }
    try checkKnown(name, row: row)
    guard named.isEmpty else {
      throw PlanningProblem(
        .ambiguousSource, at: place, found: "\(name) is there more than once, as \(named.map { tables[$0].alias }.joined(separator: ", "))",
        fix: "write the source alias that is meant")
    }
    throw unreachable(name, alias: nil, at: place)
  }

  private func checkKnown(_ name: TableName, row: MappingDocument.MappingRow) throws(PlanningProblem) {
    let table = PlannedTable(name: name, alias: nil, context: context)
    if table.isUnknown { throw unknownTable(name, at: row.sourceTable?.provenance ?? row.targetColumn.provenance) }
  }

  func unreachable(_ name: TableName, alias: String?, at place: Provenance) -> PlanningProblem {
    let called = alias.flatMap { $0 == name.defaultAlias ? nil : " as \($0)" } ?? ""
    return PlanningProblem(
      .unreachableSource, at: place,
      found: "\(name)\(called) is a source of \(group.name), but is not joined to \(tables.first.map { "\($0.name)" } ?? "it")",
      fix: "add a row to the joins that says how \(name)\(called) is joined")
  }
}
