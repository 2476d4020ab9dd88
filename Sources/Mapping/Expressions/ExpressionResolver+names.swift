extension ExpressionResolver {
  /// Whether `"x"` is a name: a column of a known table, or one that the workbook names elsewhere.
  func isName(_ text: String) -> Bool {
    scope.isMentioned(text) || scope.tables.contains { $0.column(text) != nil }
  }

  func column(_ alias: String?, _ name: String) throws(ResolutionFailure) -> ResolvedExpression {
    guard let alias else { return try column(name) }
    if let table = try table(alias) { return try column(name, of: table) }
    if Keywords.isTalendRow(alias) { return try column(name) }
    let known = scope.tables.map(\.alias)
    throw ResolutionFailure(
      .unknownTable, found: "the alias \(alias) in \(alias).\(name)",
      fix: "name one of \(known.joined(separator: ", "))\(NearMatches.sentence(NearMatches.of(alias, in: known))), or join the table")
  }

  /// By its alias, else by its name with or without the parts before it.
  private func table(_ alias: String) throws(ResolutionFailure) -> SelectBranch.SourceTable? {
    let wanted = alias.lowercased()
    if let table = scope.tables.first(where: { $0.alias.lowercased() == wanted }) { return table }
    let named = scope.tables.filter { table in
      let name = table.table.description.lowercased()
      return name == wanted || name.hasSuffix("." + wanted) || wanted.hasSuffix("." + name)
    }
    guard named.count < 2 else {
      throw ResolutionFailure(
        .ambiguousSource, found: "\(alias), which is read more than once",
        fix: "write one of the aliases \(named.map(\.alias).joined(separator: ", "))")
    }
    return named.first
  }

  private func column(_ name: String, of table: SelectBranch.SourceTable) throws(ResolutionFailure) -> ResolvedExpression {
    if table.columns.isEmpty { return ResolvedExpression(.column(alias: table.alias, name: name), type: .unknown, isNullable: true) }
    guard let column = table.column(name) else {
      let near = NearMatches.of(name, in: table.columns.map(\.name))
      throw ResolutionFailure(
        .unknownColumn, found: "the column \(name), which \(table.table) does not have",
        fix: near.isEmpty ? "name a column of \(table.table), or add it to the sheet Sources" : "write \(near.joined(separator: " or "))")
    }
    return ResolvedExpression(.column(alias: table.alias, name: column.name), type: column.type, isNullable: column.isNullable)
  }

  /// A name alone: of the row's own table, else of the one table that has it.
  private func column(_ name: String) throws(ResolutionFailure) -> ResolvedExpression {
    if let own = scope.defaultAlias, let table = scope.tables.first(where: { $0.alias.lowercased() == own.lowercased() }),
      table.columns.isEmpty || table.column(name) != nil
    {
      return try column(name, of: table)
    }
    let known = scope.tables.filter { $0.column(name) != nil }
    if known.count == 1 { return try column(name, of: known[0]) }
    let blank = scope.tables.filter(\.columns.isEmpty)
    if known.isEmpty, blank.count == 1 { return try column(name, of: blank[0]) }
    let possible = known.isEmpty ? blank : known
    guard possible.isEmpty else {
      throw ResolutionFailure(
        .ambiguousSource, found: "the column \(name), which may be of \(possible.map(\.alias).joined(separator: " or "))",
        fix: "write the alias before it: \(possible[0].alias).\(name)")
    }
    let near = NearMatches.of(name, in: scope.tables.flatMap { $0.columns.map(\.name) })
    throw ResolutionFailure(
      .unknownColumn, found: "the column \(name), which none of the tables has",
      fix: near.isEmpty
        ? "name a column of \(scope.tables.map(\.alias).joined(separator: ", ")), or put text in single quotes"
        : "write \(near.joined(separator: " or "))")
  }
}

extension SelectBranch.SourceTable {
  /// The known column of that name: as it is written, else without regard to case.
  package func column(_ name: String) -> SelectBranch.SourceColumn? {
    if let exact = columns.first(where: { $0.name == name }) { return exact }
    let wanted = name.lowercased()
    return columns.first { $0.name.lowercased() == wanted }
  }
}
