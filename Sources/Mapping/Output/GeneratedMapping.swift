/// A plan written in one dialect and form: what the files, the report and the exit code are made of.
package struct GeneratedMapping: Sendable {
  package let plan: Plan
  package let dialect: Dialect
  package let form: OutputForm
  /// In the plan's order; empty for a plan that is refused.
  package let targets: [RenderedTarget]
  /// The plan's, then those that writing it in this dialect gave.
  package let diagnostics: [Diagnostic]

  /// - Parameters:
  ///   - objection: what a parser of the dialect has against a script, in one line; `nil` where it reads it.
  ///   - progress: told before a target is written: how many are done, and of how many.
  package init(
    _ plan: Plan, dialect: Dialect, form: OutputForm, objection: (_ script: String) -> String? = { _ in nil },
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    var targets: [RenderedTarget] = []
    var unread: [Diagnostic] = []
    if !plan.isRefused {
      for (index, target) in plan.targets.enumerated() {
        progress(index, plan.targets.count)
        let rendered = TargetRenderer.render(target, dialect: dialect, form: form)
        if let objection = objection(rendered.text) {
          unread.append(
            Diagnostic(
              .error, .badExpression, at: target.provenance, found: "\(target.table) as it is written is not read: \(objection)",
              fix: "correct the cell that the line comes from; where it is right, tell us of the workbook"))
        }
        targets.append(rendered)
      }
    }
    self.plan = plan
    self.dialect = dialect
    self.form = form
    self.targets = targets
    diagnostics = plan.diagnostics + targets.flatMap(\.diagnostics) + unread
  }

  /// Whether nothing may be written but the report.
  package var isRefused: Bool { exitStatus == .refused }

  /// How a command that wrote this ends.
  package var exitStatus: Plan.ExitStatus { plan.exitStatus(with: diagnostics) }

  /// The files in the order in which they are written: for each target its script and its source map, at the end dbt's `schema.yml`. None for a refused plan.
  package var files: [OutputFile] {
    guard !isRefused else { return [] }
    var files: [OutputFile] = []
    let placed = PlacedDiagnostics(diagnostics)
    for (target, rendered) in zip(plan.targets, targets) {
      files.append(OutputFile(name: OutputFileName.script(of: target.table, dialect: dialect), text: rendered.text))
      let map = SourceMap(target: target, rendered: rendered, dialect: dialect, form: form, diagnostics: placed)
      files.append(OutputFile(name: OutputFileName.sourceMap(of: target.table), text: map.text))
    }
    if form == .dbt { files.append(OutputFile(name: "schema.yml", text: DBTSchema.text(plan.targets))) }
    return files
  }
}
