import Domain
import Mapping
import Workbook

/// Writes what a model is asked about a target: with the plan, the schema and the cells that matter, and nothing else of the workbook. Pure.
package struct QuestionWriter: Sendable {
  private let workbook: Workbook
  private let order: GenerationOrder
  private let references: [Reference]

  private static let mostCells = 200

  package init(workbook: Workbook, plan: Plan, order: GenerationOrder) {
    self.workbook = workbook
    self.order = order
    references = order.prompt.map { Reference.all(in: $0) } ?? []
  }

  /// For a refinement one question about the columns, joins and filters that its references name; else one about each rule in prose that nobody has answered.
  package func questions(about target: TargetPlan) -> [RuleQuestion] {
    if order.reason == .refine { return refinement(of: target).map { [$0] } ?? [] }
    var questions: [RuleQuestion] = []
    for (number, branch) in target.branches.enumerated() {
      for (column, output) in zip(target.columns, branch.outputs) {
        guard output.expression == nil, let prose = output.prose else { continue }
        questions.append(question(prose, column, output, branch, target, number: target.branches.count > 1 ? number : nil))
      }
    }
    return questions
  }

  private static let expressionRules = """
    Use only the columns that are listed, as alias.column, and the operators and functions of standard SQL (CASE, CAST, COALESCE, CONCAT, UPPER, LOWER, TRIM, \
    SUBSTRING, SPLIT_PART, REPLACE, ROUND, TO_DATE, EXTRACT, DATE_TRUNC, aggregates, windows). No SELECT, no comment, no alias, no semicolon.
    """

  private func question(
    _ prose: String, _ column: TargetPlan.Column, _ output: SelectBranch.Output, _ branch: SelectBranch, _ target: TargetPlan, number: Int?
  ) -> RuleQuestion {
    let instructions = """
      You turn one rule of a data mapping, written in words, into one SQL expression. Answer with the expression alone. \(Self.expressionRules) \
      When the rule cannot be told from what you are given, answer OPEN: and what is missing.
      """
    var lines = ["Mapping rule: \(Self.line(prose))", "Cell: \(output.provenance)", "Target column: \(describe(column, in: target))"]
    lines += sources(of: branch)
    lines += cells([output.provenance.sheet: [output.provenance.range]], title: "The rule's row:", wholeRows: true)
    return RuleQuestion(
      table: target.table.description, column: column.name, branch: number, columns: [column.name], cell: output.provenance.description,
      instructions: instructions, question: lines.joined(separator: "\n"))
  }

  private func refinement(of target: TargetPlan) -> RuleQuestion? {
    guard let prompt = order.prompt else { return nil }
    let table = target.table.description
    let columns = target.columns.map(\.name).filter { order.columns.contains("\(table).\($0)") }
    let kinds = Set((order.blocks ?? []).map { BlockName($0) }.filter { $0.table == nil || $0.table == table }.map(\.kind))
    // A lookup's join is the planner's own: its rule is a column's.
    let joins = kinds.contains("joins") ? target.branches.flatMap(\.joins).filter { !$0.isLookup && $0.condition != nil } : []
    let hasFilters = !kinds.isDisjoint(with: ["where_clause", "group_by"])
    guard !columns.isEmpty || !joins.isEmpty || hasFilters else { return nil }
    var question = RuleQuestion(table: table, column: nil, branch: nil, columns: columns, cell: nil, instructions: "", question: "")
    var aliases: [String] = []
    for join in joins where !aliases.contains(join.table.alias) { aliases.append(join.table.alias) }
    (question.joins, question.hasFilters) = (aliases, hasFilters)
    question.instructions = instructions(for: question)
    question.question = words(of: question, prompt, joins, target).joined(separator: "\n")
    return question
  }

  private func instructions(for question: RuleQuestion) -> String {
    var words = [
      "You change a data mapping as a person asks. Answer only with lines of the form \(RuleReply.forms(question)), one for each thing that is to change,"
    ]
    words.append("and only for what is listed.")
    if !question.joins.isEmpty { words.append("A join keeps its alias; write INNER, LEFT, RIGHT or FULL before JOIN.") }
    if question.hasFilters {
      words.append(
        "Lines with WHERE take the place of all filters, so repeat those that stay; each line is one condition, all must hold, and WHERE NONE keeps every row."
      )
    }
    words += [Self.expressionRules, "When nothing can be changed, answer OPEN: and why."]
    return words.joined(separator: " ")
  }

  private func words(of question: RuleQuestion, _ prompt: String, _ joins: [SelectBranch.Join], _ target: TargetPlan) -> [String] {
    var lines = ["Mapping request: \(Self.line(prompt))", "Target table: \(target.table)"]
    if !question.columns.isEmpty { lines.append("Columns that may change:") }
    for (index, column) in target.columns.enumerated() where question.columns.contains(column.name) {
      let now = target.branches.first.flatMap { $0.outputs.indices.contains(index) ? $0.outputs[index].expression : nil }
      lines.append("- \(describe(column, in: target))\(now.map { ", now \(Self.line("\($0)"))" } ?? "")")
    }
    if !joins.isEmpty { lines.append("Joins that may change:") }
    for join in joins {
      let condition = join.condition.map { " ON \(Self.line("\($0)"))" } ?? ""
      lines.append("- \(join.kind.rawValue.uppercased()) JOIN \(join.table.table) AS \(join.table.alias)\(condition)")
    }
    if question.hasFilters {
      lines.append("Filters that may change:")
      let filters = target.branches.flatMap(\.filters)
      lines += filters.isEmpty ? ["- none"] : filters.map { "- WHERE \(Self.line("\($0.condition)"))" }
    }
    for branch in target.branches { lines += sources(of: branch) }
    var ranges: [String: [CellRange]] = [:]
    for reference in references { if case .cells(let sheet, let range) = reference.target { ranges[sheet, default: []].append(range) } }
    lines += cells(ranges, title: "Referenced cells:", wholeRows: false)
    for (index, column) in target.columns.enumerated() where question.columns.contains(column.name) {
      for branch in target.branches where branch.outputs.indices.contains(index) {
        let place = branch.outputs[index].provenance
        lines += cells([place.sheet: [place.range]], title: "The row of \(column.name):", wholeRows: true)
      }
    }
    return lines
  }

  private func describe(_ column: TargetPlan.Column, in target: TargetPlan) -> String {
    var words = "\(target.table).\(column.name)"
    if let type = column.type { words += " \(type.name)" }
    if !column.isNullable { words += " NOT NULL" }
    if column.isPrimaryKey { words += " PRIMARY KEY" }
    if let description = column.description { words += " (\(Self.line(description)))" }
    return words
  }

  private func sources(of branch: SelectBranch) -> [String] {
    var lines = ["Sources:"]
    for source in [branch.driving] + branch.joins.map(\.table) {
      var known = source.columns.map { "\($0.name) \($0.type.name)" }
      if known.isEmpty {
        var names: [String] = []
        for output in branch.outputs {
          for column in output.sources where column.table == source.table && !names.contains(column.column) { names.append(column.column) }
        }
        known = names
      }
      lines.append("- \(source.alias) is \(source.table)\(known.isEmpty ? "" : ": \(known.joined(separator: ", "))")")
    }
    return lines
  }

  private func cells(_ ranges: [String: [CellRange]], title: String, wholeRows: Bool) -> [String] {
    var lines: [String] = []
    for (name, ranges) in ranges.sorted(by: { $0.key < $1.key }) {
      guard let sheet = workbook.sheet(named: name) else { continue }
      for row in sheet.rows {
        for cell in row.cells where lines.count < Self.mostCells {
          let isWanted = ranges.contains { wholeRows ? ($0.first.row...$0.last.row).contains(row.number) : $0.contains(cell.reference) }
          if isWanted { lines.append("- \(sheet.name)!\(cell.reference): \(Self.line(cell.formula.map { "=\($0)" } ?? cell.value.text))") }
        }
      }
    }
    return lines.isEmpty ? [] : [title] + lines
  }

  /// On one line, and not endless.
  private static func line(_ text: String) -> String {
    String(text.prefix(2000).map { $0.isNewline ? " " : $0 })
  }
}
