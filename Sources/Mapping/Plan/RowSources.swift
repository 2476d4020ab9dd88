/// What the rows of one column say about where its value comes from, found among the branch's tables.
struct RowSources {
  /// Columns, constants and expressions of the source cells, in order, each once.
  var values: [Expression] = []
  /// The rows' own table, where they have one and the same.
  var home: Int?
  /// The tables of the columns that the rows name, by the column's name in lower case: what the name means in the row's rule.
  var owners: [String: Int] = [:]
}

extension BranchPlanner {
  /// The names in the rows' source cells as they stand: what a rule in words is about.
  static func namedSources(of rows: [MappingDocument.MappingRow]) -> [String] {
    var names: [String] = []
    for row in rows {
      guard let text = row.sourceColumn?.text, let cell = SourceText.read(text, isKnown: { _ in false }) else { continue }
      switch cell {
      case .columns(let columns):
        for column in columns where !names.contains(column.name) { names.append(column.name) }
      case .expression(let expression):
        for column in expression.columns where !names.contains(column.name) { names.append(column.name) }
      case .constant: break
      }
    }
    return names
  }

  func sources(of rows: [MappingDocument.MappingRow]) throws(PlanningProblem) -> RowSources {
    var sources = RowSources()
    var allHomes: [Int] = []
    for row in rows {
      let homes = try homes(of: row)
      allHomes += homes
      guard let text = row.sourceColumn else { continue }
      let isKnown = { (name: String) in homes.contains { tables[$0].known?.column(name) != nil } }
      guard let cell = SourceText.read(text.text, isKnown: isKnown) else { continue }
      var values: [Expression] = []
      switch cell {
      case .constant(let literal): values = [.literal(literal)]
      case .expression(let expression): values = [expression]
      case .columns(let names):
        for (index, name) in names.enumerated() {
          let owner = try owner(of: name, homes: homes, paired: homes.count == names.count ? homes[index] : nil, at: text.provenance)
          if let owner, sources.owners[name.name.lowercased()] == nil { sources.owners[name.name.lowercased()] = owner }
          values.append(.column(alias: owner.map { tables[$0].alias }, name: name.name))
        }
      }
      for value in values where !sources.values.contains(value) { sources.values.append(value) }
    }
    if let first = allHomes.first, allHomes.allSatisfy({ $0 == first }) { sources.home = first }
    return sources
  }

  /// The table of a name in a source cell: the one that stands before it, else the row's own. `nil`: the row names none, and the name alone has to tell.
  private func owner(of name: SourceText.Name, homes: [Int], paired: Int?, at place: Provenance) throws(PlanningProblem) -> Int? {
    if !name.qualifier.isEmpty {
      let qualifier = name.qualifier.joined(separator: ".")
      if let found = index(ofAlias: qualifier) { return found }
      if let table = TableName(reading: qualifier), named.contains(table) { throw unreachable(table, alias: nil, at: place) }
      throw PlanningProblem(
        .unknownTable, at: place, found: "\(Quoted.inSentence(qualifier)) is no alias of \(group.name)",
        fix: "write one that is there\(near(qualifier, among: tables.map(\.alias)))")
    }
    if homes.count <= 1 { return homes.first }
    let having = homes.filter { tables[$0].known?.column(name.name) != nil }
    if having.count == 1 { return having[0] }
    if let paired { return paired }
    throw PlanningProblem(
      .ambiguousSource, at: place, found: "\(Quoted.inSentence(name.name)) may be of \(homes.map { tables[$0].alias }.joined(separator: " or "))",
      fix: "write the alias before the column, as in \(tables[homes[0]].alias).\(name.name)")
  }

  /// What the rows of an open column name, as far as they name a table and columns.
  func namedSources(ofOpen rows: [MappingDocument.MappingRow]) -> [ColumnSource] {
    var found: [ColumnSource] = []
    for row in rows {
      let home = (try? homes(of: row))?.first.map { tables[$0].name } ?? Self.tableNames(of: row).first
      guard let home, let text = row.sourceColumn?.text, case .columns(let names)? = SourceText.read(text, isKnown: { _ in false }) else { continue }
      for name in names where name.qualifier.isEmpty {
        let source = ColumnSource(table: home, column: name.name)
        if !found.contains(source) { found.append(source) }
      }
    }
    return found
  }
}
