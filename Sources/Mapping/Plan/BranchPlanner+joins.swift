/// How the rows of the sheet of joins become joins.
extension BranchPlanner {
  /// Joins what the sheet says, each once everything that it leans on is there. What is wrong refuses the workbook.
  mutating func addJoins() {
    var pending = group.joins
    var isMoving = true
    while isMoving {
      isMoving = false
      for (index, row) in pending.enumerated() where isReady(row) {
        pending.remove(at: index)
        add(row)
        isMoving = true
        break
      }
    }
    // What leans on another that failed needs no word of its own, unless all lean on each other.
    let waiting = Set(pending.map { Self.alias(of: $0).lowercased() })
    let first = pending.filter { row in !missingAliases(of: row).contains(where: { waiting.contains($0.lowercased()) }) }
    for row in first.isEmpty ? pending : first {
      let missing = missingAliases(of: row)
      if !missing.isEmpty, missing.allSatisfy({ namesOfOtherBranches.contains($0.lowercased()) }) { continue }
      let place = row.leftAlias?.provenance ?? row.condition?.provenance ?? row.provenance
      refuse(
        PlanningProblem(
          .joinWithoutCondition, at: place,
          found:
            "the join to \(row.rightTable.text) leans on \(missing.map { Quoted.inSentence($0) }.joined(separator: ", ")), which is no alias of \(group.name)",
          fix: "write one of the aliases that are there\(near(missing.first ?? "", among: tables.map(\.alias))), or join that table too"))
      addUnjoined(row)
    }
  }

  static func alias(of row: MappingDocument.JoinRow) -> String {
    if let alias = row.rightAlias?.text.withoutOuterBlanks, !alias.isEmpty { return alias }
    return TableName(reading: row.rightTable.text)?.defaultAlias ?? ""
  }

  private func isReady(_ row: MappingDocument.JoinRow) -> Bool { missingAliases(of: row).isEmpty }

  /// What the row leans on and what is not there (yet).
  private func missingAliases(of row: MappingDocument.JoinRow) -> [String] {
    var missing: [String] = []
    if let left = row.leftAlias?.text.withoutOuterBlanks, !left.isEmpty, index(ofAlias: left) == nil { missing.append(left) }
    if let text = row.condition?.text, Self.columnNames(inCondition: text) == nil,
      let condition = try? ExpressionParser.parse(Self.bareCondition(text))
    {
      let right = Self.alias(of: row).lowercased()
      for alias in condition.columns.compactMap(\.alias)
      where alias.lowercased() != right && index(ofAlias: alias) == nil && !isName(alias, ofRightTableIn: row) && !missing.contains(alias) {
        missing.append(alias)
      }
    }
    return missing
  }

  private func isName(_ alias: String, ofRightTableIn row: MappingDocument.JoinRow) -> Bool {
    guard let table = TableName(reading: row.rightTable.text), let name = TableName(reading: alias) else { return false }
    return name.isSuffix(of: table)
  }

  private mutating func add(_ row: MappingDocument.JoinRow) {
    do throws(PlanningProblem) {
      try join(row)
    } catch {
      refuse(error)
      addUnjoined(row)
    }
  }

  /// Nothing is written of a workbook that is refused, and the columns of a table whose join is wrong are none the worse.
  private mutating func addUnjoined(_ row: MappingDocument.JoinRow) {
    guard let name = TableName(reading: row.rightTable.text), index(ofAlias: Self.alias(of: row), exactly: true) == nil else { return }
    tables.append(planned(name, alias: Self.alias(of: row)))
  }

  private mutating func join(_ row: MappingDocument.JoinRow) throws(PlanningProblem) {
    guard let name = TableName(reading: row.rightTable.text) else {
      throw PlanningProblem(.unknownTable, at: row.provenance, found: "the join names no right table", fix: "write the table that is joined")
    }
    let alias = Self.alias(of: row)
    let kind = try kind(of: row)
    let right = planned(name, alias: alias)
    if right.isUnknown { throw unknownTable(name, at: row.rightTable.provenance) }
    if index(ofAlias: alias, exactly: true) != nil {
      throw PlanningProblem(
        .ambiguousSource, at: row.rightAlias?.provenance ?? row.rightTable.provenance,
        found: "the alias \(Quoted.inSentence(alias)) stands for two tables of \(group.name)", fix: "give the joined table an alias of its own")
    }
    let text = row.condition?.text.withoutOuterBlanks ?? ""
    if kind == .cross {
      guard text.isEmpty else {
        throw PlanningProblem(
          .badExpression, at: row.condition?.provenance ?? row.provenance, found: "a cross join with a condition",
          fix: "take the condition out, or make the join an inner one")
      }
      diagnostics.append(
        Diagnostic(
          .warning, .cartesianProduct, at: row.kind?.provenance ?? row.provenance, found: "\(alias) is joined to every row of what stands before it",
          fix: "make it an inner join with a condition, if that is not meant"))
      append(.init(.cross, right.sourceTable, on: nil, provenance: row.provenance), right)
      return
    }
    guard !text.isEmpty else {
      throw PlanningProblem(
        .joinWithoutCondition, at: row.condition?.provenance ?? row.provenance,
        found: "the \(kind.rawValue) join to \(row.rightTable.text) has no condition",
        fix: "write what both sides share, such as \(tables.first?.alias ?? "a").id = \(alias).id, or make it a cross join")
    }
    let condition = try joinCondition(text, row: row, right: right)
    append(.init(kind, right.sourceTable, on: condition, provenance: row.condition?.provenance ?? row.provenance), right)
  }

  private mutating func append(_ join: SelectBranch.Join, _ table: PlannedTable) {
    joins.append(join)
    tables.append(table)
  }

  private mutating func kind(of row: MappingDocument.JoinRow) throws(PlanningProblem) -> SelectBranch.Join.Kind {
    guard let kind = row.kind, !kind.text.withoutOuterBlanks.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .warning, .badExpression, at: row.provenance, found: "the join to \(row.rightTable.text) has no type, and is read as an inner one",
          fix: "write inner, left, right, full or cross"))
      return .inner
    }
    guard let known = CellWords.joinKind(kind.text) else {
      throw PlanningProblem(
        .badExpression, at: kind.provenance, found: "\(Quoted.inSentence(kind.text)) is no type of a join",
        fix: "write inner, left, right, full or cross")
    }
    return known
  }

  private mutating func joinCondition(
    _ text: String, row: MappingDocument.JoinRow, right: PlannedTable
  ) throws(PlanningProblem) -> Expression {
    let place = row.condition?.provenance ?? row.provenance
    let left = row.leftAlias.flatMap { index(ofAlias: $0.text.withoutOuterBlanks) } ?? (tables.count == 1 ? 0 : nil)
    let parsed: Expression
    if let names = Self.columnNames(inCondition: text) {
      guard let left else {
        throw PlanningProblem(
          .joinWithoutCondition, at: place, found: "the condition \(Quoted.inSentence(text)) does not say which table it is about",
          fix: "name the left alias, or write the condition whole")
      }
      let pairs = names.map {
        Expression.binary(.equal, .column(alias: tables[left].alias, name: $0), .column(alias: right.alias, name: $0))
      }
      parsed = pairs.dropFirst().reduce(pairs[0]) { .binary(.and, $0, $1) }
    } else {
      do throws(ExpressionFailure) {
        parsed = sided(try ExpressionParser.parse(Self.bareCondition(text)), left: left, right: right)
      } catch {
        throw PlanningProblem(
          .badExpression, at: place, found: "the condition \(Quoted.inSentence(text)) is no expression: \(error)",
          fix: "write a condition such as \(tables.first?.alias ?? "a").id = \(right.alias).id")
      }
    }
    if parsed.containsAggregate || parsed.containsWindow {
      throw PlanningProblem(
        .aggregateMixed, at: place, found: "the condition \(Quoted.inSentence(text)) aggregates",
        fix: "join on columns, and put conditions on aggregates into the filters")
    }
    let resolved = try resolveCondition(parsed, text: text, at: place, tables: tables + [right], unknownAlias: .joinWithoutCondition)
    let aliases = Set(resolved.expression.columns.compactMap { $0.alias?.lowercased() })
    if !aliases.contains(right.alias.lowercased()) || aliases.count < 2 {
      diagnostics.append(
        Diagnostic(
          .warning, .cartesianProduct, at: place, found: "the condition \(Quoted.inSentence(text)) does not tie \(right.alias) to another table",
          fix: "compare a column of \(right.alias) with one of a table before it"))
    }
    return resolved.expression
  }

  /// `x = y` with neither side named: the first is the left table's and the second the right one's, unless the known columns say that it is the other way round.
  private func sided(_ expression: Expression, left: Int?, right: PlannedTable) -> Expression {
    guard let left else { return expression }
    switch expression {
    case .binary(.and, let first, let second): return .binary(.and, sided(first, left: left, right: right), sided(second, left: left, right: right))
    case .binary(let comparison, .column(nil, let first), .column(nil, let second)) where comparison != .or:
      let isStraight = tables[left].column(first) != nil && right.column(second) != nil
      let isTurned = tables[left].column(second) != nil && right.column(first) != nil
      let owners = !isStraight && isTurned ? (right.alias, tables[left].alias) : (tables[left].alias, right.alias)
      return .binary(comparison, .column(alias: owners.0, name: first), .column(alias: owners.1, name: second))
    default: return expression
    }
  }

  /// Without the `ON` that some write before it.
  private static func bareCondition(_ text: String) -> String {
    let trimmed = text.withoutOuterBlanks
    let head = trimmed.prefix(3)
    return head.count == 3 && head.lowercased().hasPrefix("on") && head.last?.isWhitespace == true ? String(trimmed.dropFirst(3)) : trimmed
  }

  /// The columns of a condition that only names what both sides share: `customer_id`, `region, day`, `USING (id)`. `nil` for anything else.
  private static func columnNames(inCondition text: String) -> [String]? {
    var bare = bareCondition(text)
    if bare.lowercased().hasPrefix("using"), let open = bare.firstIndex(of: "("), bare.last == ")" {
      bare = String(bare[bare.index(after: open)...].dropLast())
    }
    var names: [String] = []
    for piece in bare.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
      let words = piece.split(whereSeparator: \.isWhitespace).map(String.init)
      // `a AND b` names two.
      for (index, word) in words.enumerated() {
        if index % 2 == 1 {
          guard word.lowercased() == "and" else { return nil }
          continue
        }
        guard word.first.map({ $0.isLetter || $0 == "_" }) == true, word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        guard !["true", "false", "null"].contains(word.lowercased()) else { return nil }
        names.append(word)
      }
      guard words.count % 2 == 1 else { return nil }
    }
    return names.isEmpty ? nil : names
  }
}
