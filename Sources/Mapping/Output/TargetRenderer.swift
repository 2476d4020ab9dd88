/// Writes a target in any of the dialects.
package enum TargetRenderer {
  /// The same plan gives the same bytes. What the dialect cannot say is left open, with a `dialect_unsupported` in the diagnostics of what is returned.
  package static func render(_ target: TargetPlan, dialect: Dialect, form: OutputForm) -> RenderedTarget {
    if dialect == .pyspark { return PySparkRenderer.render(target, form: form) }
    let unsupported = Diagnostic(
      .error, .dialectUnsupported, at: target.provenance, found: "this build does not write \(dialect.rawValue)", fix: "choose pyspark",
      isStructural: true)
    return RenderedTarget(
      table: target.table, fileName: OutputFileName.script(of: target.table, dialect: dialect), blocks: [], spans: [], diagnostics: [unsupported])
  }
}
