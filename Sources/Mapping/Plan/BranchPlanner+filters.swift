extension BranchPlanner {
  /// Adds what the sheet of filters says. What is wrong refuses the workbook.
  mutating func addFilters() {
    for row in group.filters {
      do throws(PlanningProblem) {
        try add(row)
      } catch {
        // Of a union, a filter may be about another branch's tables.
        if error.code == .unknownTable, isOfAnotherBranch(row.condition.text) { continue }
        refuse(error)
      }
    }
  }

  private func isOfAnotherBranch(_ text: String) -> Bool {
    guard let condition = try? ExpressionParser.parse(text) else { return false }
    return condition.columns.compactMap { $0.alias?.lowercased() }.contains { index(ofAlias: $0) == nil && namesOfOtherBranches.contains($0) }
  }

  private mutating func add(_ row: MappingDocument.FilterRow) throws(PlanningProblem) {
    let text = row.condition.text.withoutOuterBlanks
    let place = row.condition.provenance
    guard !text.isEmpty else {
      throw PlanningProblem(.badExpression, at: place, found: "the filter has no condition", fix: "write the condition, or take the row out")
    }
    let parsed: Expression
    do throws(ExpressionFailure) {
      parsed = try ExpressionParser.parse(Self.bareFilter(text))
    } catch {
      throw PlanningProblem(
        .badExpression, at: place, found: "the filter \(Quoted.inSentence(text)) is no expression: \(error)",
        fix: "write a condition such as \(tables.first?.alias ?? "a").status = 'open'")
    }
    try addFilter(parsed, text: text, at: place)
  }

  /// A condition on rows, or on groups where an aggregate stands in it.
  mutating func addFilter(_ condition: Expression, text: String, at place: Provenance) throws(PlanningProblem) {
    if condition.containsWindow {
      throw PlanningProblem(
        .aggregateMixed, at: place, found: "the filter \(Quoted.inSentence(text)) has a window in it",
        fix: "compute the window in a target of its own, and filter what is made from that")
    }
    let resolved = try resolveCondition(condition, text: text, at: place, tables: tables)
    let filter = SelectBranch.Filter(resolved.expression, isHaving: resolved.expression.containsAggregate, provenance: place)
    if !filters.contains(where: { $0.condition == filter.condition }) { filters.append(filter) }
  }

  /// Without the `WHERE` or `HAVING` that some write before it.
  private static func bareFilter(_ text: String) -> String {
    for word in ["where", "having"] where text.lowercased().hasPrefix(word) && text.dropFirst(word.count).first?.isWhitespace == true {
      return String(text.dropFirst(word.count))
    }
    return text
  }
}
