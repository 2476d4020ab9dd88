import Mapping
import Workbook

/// Makes drafts of a workbook: reads it, plans it and writes it in one dialect and form. Pure, and may take a second: never on an event loop.
package struct GenerationCompiler: Sendable {
  private let workbook: Workbook
  private let corrections: LayoutCorrections?
  private let dialect: Dialect
  private let form: OutputForm
  private let tables: [String]?

  /// What came of a workbook.
  package struct Compilation: Sendable {
    package let draft: GenerationDraft
    package let generated: GeneratedMapping
    package let document: MappingDocument
  }

  package init(workbook: Workbook, corrections: LayoutCorrections?, dialect: Dialect, form: OutputForm, tables: [String]?) {
    self.workbook = workbook
    self.corrections = corrections
    self.dialect = dialect
    self.form = form
    self.tables = tables
  }

  /// - Parameters:
  ///   - answers: expressions that take the place of what stands in cells.
  ///   - order: decides what a model is asked; `nil` asks nothing.
  package func compile(answers: [RuleExpression], order: GenerationOrder?) throws(GenerationRefusal) -> Compilation {
    let options = CompileOptions(
      vocabulary: .standard, corrections: corrections,
      plan: PlanOptions(tables: tables, answers: answers.compactMap(\.ruleAnswer), changes: answers.planChanges))
    let compiled = MappingCompiler.compile(workbook, options: options)
    let generated = GeneratedMapping(compiled.plan, dialect: dialect, form: form)
    guard !generated.isRefused, !generated.targets.isEmpty else { throw GenerationRefusal(generated.diagnostics) }
    return Compilation(
      draft: draft(generated, order.map { QuestionWriter(workbook: workbook, plan: compiled.plan, order: $0) }), generated: generated,
      document: compiled.document)
  }

  private func draft(_ generated: GeneratedMapping, _ questions: QuestionWriter?) -> GenerationDraft {
    let isAlone = generated.targets.count == 1
    func name(_ part: String, _ table: TableName) -> String { BlockName(table: isAlone ? nil : table.description, part: part).description }
    let targets = zip(generated.plan.targets, generated.targets).map { target, rendered in
      GenerationDraft.Target(
        table: target.table.description, fileName: OutputFileName.script(of: target.table, dialect: dialect),
        blocks: rendered.blocks.map { GenerationDraft.Block(name: name($0.name, target.table), text: $0.text) },
        questions: questions?.questions(about: target) ?? [],
        spans: rendered.spans.map { span in
          var span = span
          span.block = name(span.block, target.table)
          return span
        })
    }
    let scripts = Set(targets.map(\.fileName))
    return GenerationDraft(
      targets: targets, files: generated.files.filter { !scripts.contains($0.name) }.map { GenerationDraft.File(name: $0.name, text: $0.text) },
      diagnostics: generated.diagnostics, columns: generated.plan.targets.reduce(0) { $0 + $1.columns.count })
  }
}

extension RuleExpression {
  /// As the planner takes it; `nil` for what is said about no column.
  package var ruleAnswer: RuleAnswer? {
    guard case .column(let column) = subject else { return nil }
    return RuleAnswer(table: table, column: column, branch: branch, expression: expression)
  }
}

extension [RuleExpression] {
  /// What they say about joins and filters.
  fileprivate var planChanges: [PlanChange] {
    var changes: [PlanChange] = []
    for one in self {
      switch one.subject {
      case .column: break
      case .join(let alias, let kind): changes.append(PlanChange(table: one.table, .join(alias: alias, kind: kind, condition: one.expression)))
      case .filter:
        let conditions = one.expression.isEmpty ? [] : [one.expression]
        if let at = changes.firstIndex(where: { $0.table == one.table && $0.subject.isOfFilters }),
          case .filters(let others) = changes[at].subject
        {
          changes[at].subject = .filters(others + conditions)
        } else {
          changes.append(PlanChange(table: one.table, .filters(conditions)))
        }
      }
    }
    return changes
  }
}
