import Workbook

/// How the rows of one target column become its value.
extension BranchPlanner {
  mutating func output(of column: TargetPlan.Column, rows: [MappingDocument.MappingRow]) -> SelectBranch.Output {
    let standing = tables.count
    let joined = joins.count
    let shared = lookups.count
    do throws(PlanningProblem) {
      return try planned(column, rows: rows)
    } catch {
      // A lookup that came to nothing must not multiply rows.
      tables.removeLast(tables.count - standing)
      joins.removeLast(joins.count - joined)
      lookups.removeLast(lookups.count - shared)
      return open(error, rows: rows, column: column)
    }
  }

  /// The column stays open; the problem is told.
  mutating func open(
    _ problem: PlanningProblem, rows: [MappingDocument.MappingRow], column: TargetPlan.Column, prose: String? = nil
  ) -> SelectBranch.Output {
    if !problem.isTold { diagnostics.append(problem.diagnostic(isStructural: false)) }
    return .init(
      kind: prose == nil ? .open : .prose, expression: nil, openReason: problem.found, openCode: problem.code, prose: prose,
      sources: namedSources(ofOpen: rows), provenance: Self.place(of: rows, column: column))
  }

  private mutating func planned(_ column: TargetPlan.Column, rows: [MappingDocument.MappingRow]) throws(PlanningProblem) -> SelectBranch.Output {
    guard !rows.isEmpty else { return try withoutRow(column) }
    let place = Self.place(of: rows, column: column)
    if let answer = context.answer(table: group.name, column: column.name, branch: answered) {
      return try answered(answer, column: column, rows: rows, place: place)
    }
    let text = try ruleText(of: rows, column: column)
    // A statement brings its tables with it, and a lookup its own: only then may the row's source be something else.
    if let text, let merged = statements[text] { return try output(of: merged, column: column, rows: rows, place: place) }
    let names = Self.namedSources(of: rows)
    let rule = if let text { self.rule(text, names: names) } else { Rule.copy }
    if case .lookup(let lookup) = rule { return try output(of: lookup, column: column, rows: rows, place: place) }
    let sources = try sources(of: rows)
    switch rule {
    case .copy: return try copied(sources, column: column, rows: rows, place: place)
    case .expression(let expression):
      let value = try resolve(expression, text: text ?? "", at: place, sources: sources)
      return try finished(value, kind: Self.kind(of: value.expression), column: column, rows: rows, place: place)
    case .generated(let generated): return try output(of: generated, sources: sources, column: column, rows: rows, place: place)
    case .prose(let prose): return open(Self.unresolved(prose, at: place), rows: rows, column: column, prose: prose)
    case .malformed(let failure):
      throw PlanningProblem(
        .badExpression, at: place, found: "\(Quoted.inSentence(text ?? "")) is no expression: \(failure)", fix: "correct the expression in the cell")
    case .lookup, .select: throw Self.unresolved(text ?? "", at: place)
    }
  }

  private static func unresolved(_ prose: String, at place: Provenance) -> PlanningProblem {
    PlanningProblem(
      .proseUnresolved, at: place, found: "the rule is in words: \(Quoted.inSentence(prose))",
      fix: "write it as an expression, or let a model or a person answer it")
  }

  /// A column that other branches of the union have, and this one does not.
  private mutating func withoutRow(_ column: TargetPlan.Column) throws(PlanningProblem) -> SelectBranch.Output {
    let found = "source \(branch + 1) of \(group.name) has nothing for \(column.name)"
    guard column.isNullable else {
      throw PlanningProblem(
        .ambiguousSource, at: column.provenance, found: "\(found), which may not be NULL", fix: "write a source, a constant or a default for it")
    }
    diagnostics.append(
      Diagnostic(
        .warning, .ambiguousSource, at: column.provenance, found: "\(found), and NULL is written",
        fix: "write a source or a constant, if it is to have a value"))
    return Self.null(column, at: column.provenance)
  }

  private static func null(_ column: TargetPlan.Column, at place: Provenance) -> SelectBranch.Output {
    let null = Expression.literal(.null)
    return .init(kind: .constant, expression: column.type.map { .cast(null, $0) } ?? null, valueType: .unknown, uncast: null, provenance: place)
  }

  // MARK: Rules

  /// The rule of a column's rows: all that have one must have the same.
  private func ruleText(of rows: [MappingDocument.MappingRow], column: TargetPlan.Column) throws(PlanningProblem) -> String? {
    var texts: [String] = []
    for text in rows.compactMap({ $0.transformation?.text.withoutOuterBlanks }) where !text.isEmpty && !texts.contains(text) { texts.append(text) }
    guard texts.count > 1 else { return texts.first }
    throw PlanningProblem(
      .ambiguousSource, at: Self.place(of: rows, column: column),
      found:
        "the \(rows.count) rows of \(group.name).\(column.name) give \(texts.count) different rules: \(texts.prefix(3).map { Quoted.inSentence($0, limit: 40) }.joined(separator: ", "))",
      fix: "write one rule that names all of the sources")
  }

  private mutating func copied(
    _ sources: RowSources, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    guard let first = sources.values.first else {
      guard let text = rows.lazy.compactMap(\.defaultValue).first(where: { !$0.text.withoutOuterBlanks.isEmpty }) else {
        return try withoutSource(column, rows: rows, place: place)
      }
      // A default alone is a constant.
      guard let value = try defaultValue(text, column: column) else { return Self.null(column, at: text.provenance) }
      return .init(kind: .constant, expression: value, valueType: column.type ?? .unknown, uncast: value, provenance: text.provenance)
    }
    guard sources.values.count == 1 else {
      let names = sources.values.map { "\($0)" }.joined(separator: ", ")
      throw PlanningProblem(
        .ambiguousSource, at: place,
        found: "\(group.name).\(column.name) has \(sources.values.count) sources (\(names)) and no rule that puts them together",
        fix: "write a rule such as CONCAT(\(names)), or leave one source")
    }
    let value = try resolve(first, text: "\(first)", at: place, sources: sources)
    return try finished(value, kind: Self.kind(of: value.expression), column: column, rows: rows, place: place)
  }

  /// Nothing but a name: some say for sure what is meant.
  private mutating func withoutSource(
    _ column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    let found = "\(group.name).\(column.name) has no source, no rule and no default"
    if let generated = GeneratedColumn(named: column.name), let expression = generated.expression {
      diagnostics.append(
        Diagnostic(
          .info, .ambiguousSource, at: place, found: "\(found), and by its name is \(expression)",
          fix: "write a transformation, if it is to be something else"))
      return try output(of: generated, sources: RowSources(), column: column, rows: rows, place: place)
    }
    var problem = PlanningProblem(.ambiguousSource, at: place, found: found, fix: "write where it comes from, a transformation or a default")
    if context.isUncertain(column.provenance) {
      problem.code = .layoutUncertain
      problem.isTold = true
    }
    throw problem
  }

  private mutating func answered(
    _ answer: RuleAnswer, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    let words = rows.compactMap { $0.transformation?.text.withoutOuterBlanks }.first { !$0.isEmpty }
    do throws(PlanningProblem) {
      let parsed: Expression
      do throws(ExpressionFailure) {
        parsed = try ExpressionParser.parse(answer.expression)
      } catch {
        throw PlanningProblem(.badExpression, at: place, found: "it is no expression: \(error)", fix: "give one expression, or correct the cell")
      }
      // The row's own sources help where they can be found; an answer may do without them.
      let sources = (try? sources(of: rows)) ?? RowSources()
      let value = try resolve(parsed, text: answer.expression, at: place, sources: sources)
      var output = try finished(value, kind: .prose, column: column, rows: rows, place: place)
      output.prose = words
      if words == nil { output.kind = Self.kind(of: value.expression) }
      return output
    } catch {
      let quoted = PlanningProblem(
        error.code, at: error.place, found: "the answer \(Quoted.inSentence(answer.expression)) cannot be used: \(error.found)", fix: error.fix)
      return open(quoted, rows: rows, column: column, prose: words)
    }
  }

  // MARK: Values

  /// The value as it is selected: cast to the target's type where it has another, and the default for NULL.
  mutating func finished(
    _ value: ResolvedExpression, kind: SelectBranch.Output.Kind, column: TargetPlan.Column, rows: [MappingDocument.MappingRow], place: Provenance
  ) throws(PlanningProblem) -> SelectBranch.Output {
    var expression = value.expression
    if let type = column.type {
      let given = value.type == .unknown && value.expression.isSurelyNumber ? .double : value.type
      guard given.canCast(to: type) else {
        throw PlanningProblem(
          .cannotCast, at: rows.lazy.compactMap(\.targetType?.provenance).first ?? place,
          found:
            "\(Quoted.inSentence("\(value.expression)")) is \(given.name), which cannot be cast to the \(type.name) of \(group.name).\(column.name)",
          fix: given.castAdvice(to: type))
      }
      if Self.needsCast(value.type, to: type) { expression = .cast(expression, type) }
    }
    for text in rows.compactMap(\.defaultValue) where !text.text.withoutOuterBlanks.isEmpty {
      if let value = try defaultValue(text, column: column) { expression = .call(.coalesce, [expression, value]) }
      break
    }
    return .init(
      kind: kind, expression: expression, valueType: value.type, uncast: value.expression, sources: sources(of: value.expression), provenance: place)
  }

  private func defaultValue(_ text: MappingDocument.Text, column: TargetPlan.Column) throws(PlanningProblem) -> Expression? {
    switch DefaultValue.read(text.text, for: column.type) {
    case .success(let value): return value
    case .failure(let failure):
      throw PlanningProblem(
        .cannotCast, at: text.provenance, found: "the default \(Quoted.inSentence(failure.text)) is no \(failure.type.name)",
        fix: "write a value of the type of \(group.name).\(column.name)")
    }
  }

  /// Texts of different lengths are the same to a cast, which does not truncate.
  private static func needsCast(_ type: DataType, to target: DataType) -> Bool { type != target && !(type.isText && target.isText) }

  static func kind(of expression: Expression) -> SelectBranch.Output.Kind {
    if expression.containsWindow { return .window }
    if expression.containsAggregate { return .aggregate }
    switch expression {
    case .column: return .direct
    case .call(.currentDate, _), .call(.currentTimestamp, _): return .generated
    default: return expression.isConstant && !readsClock(expression) ? .constant : .expression
    }
  }

  private static func readsClock(_ expression: Expression) -> Bool {
    switch expression {
    case .call(.currentDate, _), .call(.currentTimestamp, _): true
    default: expression.children.contains(where: readsClock)
    }
  }

  /// By table and column, in order of appearance.
  private func sources(of expression: Expression) -> [ColumnSource] {
    var found: [ColumnSource] = []
    for column in expression.columns {
      guard let table = tables.first(where: { $0.alias == column.alias }) else { continue }
      let source = ColumnSource(table: table.name, column: column.name)
      if !found.contains(source) { found.append(source) }
    }
    return found
  }

  // MARK: Places

  /// The cell whose rule it is: the transformation, else the source, else the default, else the target's own; of several rows the cells from the first to the last.
  static func place(of rows: [MappingDocument.MappingRow], column: TargetPlan.Column) -> Provenance {
    let candidates: [(MappingDocument.MappingRow) -> Provenance?] = [
      { row in filled(row.transformation) }, { row in filled(row.sourceColumn) }, { row in filled(row.defaultValue) },
    ]
    for candidate in candidates {
      let places = rows.compactMap(candidate)
      guard let first = places.first else { continue }
      let same = places.filter { $0.sheet == first.sheet && $0.range.first.column == first.range.first.column }
      guard let last = same.max(by: { $0.range.last.row < $1.range.last.row }), let top = same.min(by: { $0.range.first.row < $1.range.first.row })
      else {
        return first
      }
      return Provenance(sheet: first.sheet, range: CellRange(top.range.first, last.range.last))
    }
    return rows.first?.targetColumn.provenance ?? column.provenance
  }

  private static func filled(_ text: MappingDocument.Text?) -> Provenance? {
    guard let text, !text.text.withoutOuterBlanks.isEmpty else { return nil }
    return text.provenance
  }
}
