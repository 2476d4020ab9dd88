/// A lookup that is joined already: what asks for the same shares it.
struct SharedLookup {
  /// The table and what it is joined on, spelled without its alias.
  var signature: String
  /// Its place among the branch's tables.
  var place: Int
}

extension BranchPlanner {
  /// "join to X by Y, take Z": a left join on the named columns with an alias of its own, shared by all that look up the same.
  mutating func output(
    of lookup: LookupRule, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    let sources = try sources(of: rows, lookingUp: lookup)
    var lefts: [ResolvedExpression] = []
    for (index, key) in lookup.keys.enumerated() {
      lefts.append(try resolve(left(of: key, at: index, lookup, sources), text: key.column, at: place, sources: sources))
    }
    let found = try join(lookup, lefts: lefts, at: place)
    let value = try resolveFound(.column(alias: tables[found].alias, name: try known(lookup.result, of: tables[found], at: place)), at: place)
    return try finished(value, kind: .lookup, column: column, rows: rows, place: place)
  }

  /// The row's sources; a row may also name the table that is looked up, which then says nothing about where the key is.
  private func sources(of rows: [MappingDocument.MappingRow], lookingUp lookup: LookupRule) throws(PlanningProblem) -> RowSources {
    do throws(PlanningProblem) {
      return try sources(of: rows)
    } catch {
      let namesIt = rows.contains { row in Self.tableNames(of: row).contains { $0.isSuffix(of: lookup.table) || lookup.table.isSuffix(of: $0) } }
      guard namesIt else { throw error }
      return RowSources()
    }
  }

  /// What a key of the looked-up table equals: what the rule says; else the row's source column, be it called the same or not; else the source's column of that name.
  private func left(of key: LookupRule.Key, at index: Int, _ lookup: LookupRule, _ sources: RowSources) -> Expression {
    if let source = key.source { return source }
    let named = Expression.column(alias: nil, name: key.column)
    if sources.owners[key.column.lowercased()] != nil { return named }
    guard sources.values.count == lookup.keys.count else { return named }
    if case .column(_, let name) = sources.values[index], name.lowercased() == lookup.result.lowercased() { return named }
    return sources.values[index]
  }

  private mutating func join(_ lookup: LookupRule, lefts: [ResolvedExpression], at place: Provenance) throws(PlanningProblem) -> Int {
    let signature =
      lookup.table.folded + zip(lookup.keys, lefts).map { " \($0.column.lowercased()) = \($1.expression)" }.joined(separator: ",")
    if let shared = lookups.first(where: { $0.signature == signature }) { return shared.place }
    var table = planned(lookup.table, alias: nil)
    if table.isUnknown { throw unknownTable(lookup.table, at: place) }
    table.isLookup = true
    table.alias = freshAlias(table.name.defaultAlias)
    var condition: Expression?
    for (key, left) in zip(lookup.keys, lefts) {
      let pair = Expression.binary(.equal, left.expression, .column(alias: table.alias, name: try known(key.column, of: table, at: place)))
      condition = condition.map { .binary(.and, $0, pair) } ?? pair
    }
    guard let condition else {
      throw PlanningProblem(
        .joinWithoutCondition, at: place, found: "the lookup in \(lookup.table) does not say by which column",
        fix: "write it as: join to \(lookup.table) by id, take \(lookup.result)")
    }
    tables.append(table)
    let resolved = try resolveFound(condition, at: place, isCondition: true)
    joins.append(.init(.left, table.sourceTable, on: resolved.expression, isLookup: true, provenance: place))
    lookups.append(SharedLookup(signature: signature, place: tables.count - 1))
    return tables.count - 1
  }

  /// The column as the looked-up table spells it.
  private func known(_ name: String, of table: PlannedTable, at place: Provenance) throws(PlanningProblem) -> String {
    if let column = table.column(name) { return column.name }
    let columns = table.known?.columns.map(\.name) ?? []
    throw PlanningProblem(
      .unknownColumn, at: place, found: "\(table.name) has no column \(Quoted.inSentence(name))",
      fix: "write one that it has\(near(name, among: columns))")
  }

  /// The name, or the name with the first number that nothing has yet.
  func freshAlias(_ name: String) -> String {
    let taken = Set(tables.map { $0.alias.lowercased() })
    if !taken.contains(name.lowercased()) { return name }
    var number = 2
    while taken.contains("\(name)_\(number)".lowercased()) { number += 1 }
    return "\(name)_\(number)"
  }
}
