/// Writes a target in any of the dialects.
package enum TargetRenderer {
  /// The same plan gives the same bytes. What the dialect cannot say is left open, with a `dialect_unsupported` in the diagnostics of what is returned.
  package static func render(_ target: TargetPlan, dialect: Dialect, form: OutputForm) -> RenderedTarget {
    var rendered = dialect == .pyspark ? PySparkRenderer.render(target, form: form) : SQLRenderer.render(target, dialect: dialect, form: form)
    if form == .merge, let warning = renumberedKey(of: target) { rendered.diagnostics.append(warning) }
    return rendered
  }

  /// A merge goes by the key. One that is counted anew in each run is another row's as soon as rows have come or gone.
  private static func renumberedKey(of target: TargetPlan) -> Diagnostic? {
    for (index, column) in target.columns.enumerated() where column.isPrimaryKey {
      guard let output = target.branches.lazy.map({ $0.outputs[index] }).first(where: { $0.expression?.containsWindow == true }) else { continue }
      return Diagnostic(
        .warning, .ambiguousSource, at: output.provenance,
        found: "a merge into \(target.table) goes by \(column.name), which each run counts anew: where rows have come or gone, it is another row's",
        fix: "write PK at the column that the source knows the row by, or load the whole table anew")
    }
    return nil
  }
}
