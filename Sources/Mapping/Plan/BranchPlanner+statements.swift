/// A whole `SELECT` of a cell, once its tables stand in the branch.
struct MergedStatement {
  /// What each of its columns is, by the name in lower case, in the branch's aliases.
  var columns: [String: Expression] = [:]
  /// The only column, whatever it is called.
  var only: Expression?
  var groupBy: [Expression] = []
  /// Rows that are the same in all columns are one.
  var isDistinct = false
  /// Whether it asks another table for a value of this row.
  var isLookup = false
  /// Why it cannot be merged; the columns that lean on it are open.
  var problem: PlanningProblem?
}

extension BranchPlanner {
  /// The statement that stands whole in the row's transformation.
  func statement(of row: MappingDocument.MappingRow) -> SelectStatement? {
    // Looked at by its first word: most cells are none.
    guard let text = row.transformation?.text, let word = CellWords.words(String(text.prefix(40))).first, word == "select" || word == "with",
      case .select(let statement) = RuleReader.read(text, sourceColumns: [])
    else { return nil }
    return statement
  }

  /// Whether a statement leans on tables that are not its own.
  static func isCorrelated(_ statement: SelectStatement) -> Bool {
    let own = [statement.from] + statement.joins.map(\.table)
    let conditions = [statement.filter].compactMap(\.self) + statement.columns.map(\.expression)
    return conditions.flatMap(\.columns).compactMap(\.alias).contains { alias in
      !own.contains { $0.alias.lowercased() == alias.lowercased() || TableName(reading: alias)?.isSuffix(of: $0.table) ?? false }
    }
  }

  /// Merges each statement of the rows once: its tables become joins, its conditions filters.
  mutating func mergeStatements() {
    for row in rows {
      guard let cell = row.transformation, statements[cell.text.withoutOuterBlanks] == nil, let statement = statement(of: row) else { continue }
      let (standing, joined, kept) = (tables.count, joins.count, filters.count)
      do throws(PlanningProblem) {
        statements[cell.text.withoutOuterBlanks] = try merge(statement, at: cell.provenance)
      } catch {
        tables.removeLast(tables.count - standing)
        joins.removeLast(joins.count - joined)
        filters.removeLast(filters.count - kept)
        statements[cell.text.withoutOuterBlanks] = MergedStatement(problem: error)
      }
    }
  }

  private mutating func merge(_ statement: SelectStatement, at place: Provenance) throws(PlanningProblem) -> MergedStatement {
    var aliases: [String: String] = [:]
    let known = same(statement.from)
    if let known {
      aliases[statement.from.alias.lowercased()] = tables[known].alias
    } else if Self.isCorrelated(statement), statement.joins.isEmpty, statement.groupBy.isEmpty, statement.having == nil, !statement.isDistinct {
      return try mergeLookup(statement, at: place)
    } else {
      throw PlanningProblem(
        .ambiguousSource, at: place, found: "the statement reads from \(statement.from.table), but \(group.name) is made from \(tables[0].name)",
        fix: "let all rows of \(group.name) begin at one table, or make the statement a target of its own")
    }
    for join in statement.joins { try merge(join, aliases: &aliases, isFiltered: statement.filter != nil, at: place) }
    for condition in [statement.filter, statement.having].compactMap(\.self) {
      try addFilter(Self.renamed(condition, aliases), text: "\(condition)", at: place)
    }
    var merged = MergedStatement(isDistinct: statement.isDistinct)
    for column in statement.columns {
      let expression = Self.renamed(column.expression, aliases)
      if let name = column.name?.lowercased(), merged.columns[name] == nil { merged.columns[name] = expression }
      if statement.columns.count == 1 { merged.only = expression }
    }
    for key in statement.groupBy {
      merged.groupBy.append(try resolve(Self.renamed(key, aliases), text: "\(key)", at: place, sources: RowSources()).expression)
    }
    return merged
  }

  /// The branch's table that a statement means: of the same name, and alias where there are several.
  private func same(_ table: SelectStatement.Table) -> Int? {
    let named = tables.indices.filter { !tables[$0].isLookup && tables[$0].isNamed(table.table) }
    return named.first { tables[$0].alias.lowercased() == table.alias.lowercased() } ?? (named.count == 1 ? named[0] : nil)
  }

  private mutating func merge(
    _ join: SelectStatement.Join, aliases: inout [String: String], isFiltered: Bool, at place: Provenance
  ) throws(PlanningProblem) {
    var right = planned(join.table.table, alias: nil)
    if right.isUnknown { throw unknownTable(join.table.table, at: place) }
    // Another statement may have brought the same join already.
    if let found = tables.indices.first(where: { tables[$0].alias.lowercased() == join.table.alias.lowercased() && tables[$0].name == right.name }),
      found > 0
    {
      aliases[join.table.alias.lowercased()] = tables[found].alias
      let condition = try condition(of: join, aliases: aliases, among: tables, at: place)
      if let earlier = joins.first(where: { $0.table.alias == tables[found].alias }), earlier.kind == join.kind, earlier.condition == condition {
        return
      }
    }
    right.alias = freshAlias(join.table.alias)
    aliases[join.table.alias.lowercased()] = right.alias
    let condition = try condition(of: join, aliases: aliases, among: tables + [right], at: place)
    if condition == nil, !isFiltered {
      diagnostics.append(
        Diagnostic(
          .warning, .cartesianProduct, at: place, found: "\(right.alias) is joined to every row of what stands before it",
          fix: "write a join with a condition, if that is not meant"))
    }
    joins.append(.init(join.kind, right.sourceTable, on: condition, provenance: place))
    tables.append(right)
  }

  private func condition(
    of join: SelectStatement.Join, aliases: [String: String], among tables: [PlannedTable], at place: Provenance
  ) throws(PlanningProblem) -> Expression? {
    guard let condition = join.condition else { return nil }
    if condition.containsAggregate || condition.containsWindow {
      throw PlanningProblem(
        .aggregateMixed, at: place, found: "the join's condition \(Quoted.inSentence("\(condition)")) aggregates", fix: "join on columns")
    }
    return try resolveCondition(Self.renamed(condition, aliases), text: "\(condition)", at: place, tables: tables).expression
  }

  /// `(SELECT name FROM customers WHERE customers.id = o.customer_id)`: a left join on its condition.
  private mutating func mergeLookup(_ statement: SelectStatement, at place: Provenance) throws(PlanningProblem) -> MergedStatement {
    guard let filter = statement.filter, statement.columns.count == 1, let column = statement.columns.first, !column.expression.containsAggregate,
      !column.expression.containsWindow, !filter.containsAggregate, !filter.containsWindow
    else {
      throw PlanningProblem(
        .badExpression, at: place, found: "the statement gives more than one value of \(statement.from.table) for a row",
        fix: "write one column and a condition, or join \(statement.from.table)")
    }
    var table = planned(statement.from.table, alias: nil)
    if table.isUnknown { throw unknownTable(statement.from.table, at: place) }
    table.alias = freshAlias(statement.from.alias)
    // Within it, a name alone is its own table's where that may have it.
    let own: (Expression) -> Expression = { expression in
      expression.mapColumns { reference in
        let isOwn = reference.alias.map { $0.lowercased() == statement.from.alias.lowercased() } ?? (table.column(reference.name) != nil)
        return .column(alias: isOwn ? table.alias : reference.alias, name: reference.name)
      }
    }
    let condition = try resolveCondition(own(filter), text: "\(filter)", at: place, tables: tables + [table]).expression
    guard condition.columns.contains(where: { $0.alias == table.alias }), condition.columns.contains(where: { $0.alias != table.alias }) else {
      throw PlanningProblem(
        .joinWithoutCondition, at: place, found: "the statement does not tie \(statement.from.table) to a row of \(group.name)",
        fix: "compare a column of \(statement.from.table) with one of \(tables[0].alias)")
    }
    joins.append(.init(.left, table.sourceTable, on: condition, isLookup: true, provenance: place))
    tables.append(table)
    return MergedStatement(only: own(column.expression), isLookup: true)
  }

  private static func renamed(_ expression: Expression, _ aliases: [String: String]) -> Expression {
    expression.mapColumns { reference in
      .column(alias: reference.alias.map { aliases[$0.lowercased()] ?? $0 }, name: reference.name)
    }
  }

  /// What the statement gives for the column: the one of its name, else of its source's, else the only one.
  mutating func output(
    of merged: MergedStatement, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    if let problem = merged.problem { throw problem }
    let names = [column.name] + Self.namedSources(of: rows)
    guard let expression = names.lazy.compactMap({ merged.columns[$0.lowercased()] }).first ?? merged.only else {
      throw PlanningProblem(
        .unknownColumn, at: place, found: "the statement gives no column \(Quoted.inSentence(column.name))",
        fix: "name it in the statement: … AS \(column.name)\(near(column.name, among: merged.columns.keys.sorted()))")
    }
    let value = try resolve(expression, text: "\(expression)", at: place, sources: RowSources())
    return try finished(value, kind: merged.isLookup ? .lookup : Self.kind(of: value.expression), column: column, rows: rows, place: place)
  }
}
