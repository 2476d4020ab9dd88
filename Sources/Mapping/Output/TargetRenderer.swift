/// Writes a target in any of the dialects.
package enum TargetRenderer {
  /// The same plan gives the same bytes. What the dialect cannot say is left open, with a `dialect_unsupported` in the diagnostics of what is returned.
  package static func render(_ target: TargetPlan, dialect: Dialect, form: OutputForm) -> RenderedTarget {
    dialect == .pyspark ? PySparkRenderer.render(target, form: form) : SQLRenderer.render(target, dialect: dialect, form: form)
  }
}
