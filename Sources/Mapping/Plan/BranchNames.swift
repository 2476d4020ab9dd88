/// What a name in a cell means among a branch's tables.
struct BranchNames {
  var tables: [PlannedTable]
  var sources: RowSources

  struct Found: Equatable {
    var alias: String
    var column: SelectBranch.SourceColumn
  }

  enum Failure: Error, Equatable {
    /// The alias, and the ones that there are.
    case unknownAlias(String, known: [String])
    /// The table as it is called here, the name, and the columns that there are.
    case unknownColumn(String, in: String, known: [String])
    /// The schema should know the table, and does not.
    case unknownTable(TableName)
    case ambiguous(String, aliases: [String])
  }

  func find(alias: String?, name: String) -> Result<Found, Failure> {
    guard let alias else { return find(name) }
    guard let place = BranchPlanner.index(ofAlias: alias, in: tables) else {
      if Keywords.isTalendRow(alias) { return find(name) }
      return .failure(.unknownAlias(alias, known: tables.filter { !$0.isLookup }.map(\.alias)))
    }
    return found(name, at: place)
  }

  /// A name alone is the column of the row's own source; else of the only table that is said to have it; else of the only one of which it is not known what it has.
  private func find(_ name: String) -> Result<Found, Failure> {
    if let owner = sources.owners[name.lowercased()] { return found(name, at: owner) }
    let candidates = tables.indices.filter { !tables[$0].isLookup }
    let having = candidates.filter { tables[$0].certainlyHas(name) }
    if let only = choose(among: having) { return found(name, at: only) }
    guard having.isEmpty else { return .failure(.ambiguous(name, aliases: having.map { tables[$0].alias })) }
    let possible = candidates.filter { tables[$0].known == nil && !tables[$0].isUnknown }
    if let only = choose(among: possible) { return found(name, at: only) }
    guard possible.isEmpty else { return .failure(.ambiguous(name, aliases: possible.map { tables[$0].alias })) }
    if let unknown = candidates.first(where: { tables[$0].isUnknown }) { return .failure(.unknownTable(tables[unknown].name)) }
    return .failure(
      .unknownColumn(
        name, in: candidates.map { tables[$0].alias }.joined(separator: ", "),
        known: candidates.flatMap { tables[$0].known?.columns.map(\.name) ?? [] }))
  }

  private func choose(among places: [Int]) -> Int? {
    if places.count == 1 { return places[0] }
    guard let home = sources.home, places.contains(home) else { return nil }
    return home
  }

  private func found(_ name: String, at place: Int) -> Result<Found, Failure> {
    let table = tables[place]
    if table.isUnknown { return .failure(.unknownTable(table.name)) }
    guard let column = table.column(name) else {
      return .failure(.unknownColumn(name, in: table.alias, known: table.known?.columns.map(\.name) ?? []))
    }
    return .success(Found(alias: table.alias, column: column))
  }

  /// Whether text in double quotes is meant as a name: the workbook says somewhere that a table has it.
  func isKnown(_ name: String) -> Bool {
    if sources.owners[name.lowercased()] != nil { return true }
    return tables.contains { !$0.isLookup && $0.certainlyHas(name) }
  }
}
