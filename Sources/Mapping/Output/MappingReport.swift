import Primitives
import Wire

/// What is told about a generation beside its files (MAPPING §4): what is open, what was said about the workbook, and what running the samples showed.
package struct MappingReport: Sendable {
  /// What a run over sample data counted for one target.
  package struct SampleFigures: Sendable, Equatable {
    package var rows: Int
    package var duplicateKeys: Int
    /// By target column, those with any.
    package var nulls: [String: Int]
    package var castsFailed: [String: Int]
    package var tooLong: [String: Int]

    /// Rows that a join dropped, by its alias; those with any.
    package var rowsLost: [String: Int] = [:]
    /// Columns that the engine of the samples cannot say, with the reason: their NULLs tell nothing of the code, and are not counted.
    package var notRun: [String: String] = [:]
    /// `nil` where only figures were asked for.
    package var sample: Sample?

    package init(rows: Int, duplicateKeys: Int, nulls: [String: Int] = [:], castsFailed: [String: Int] = [:], tooLong: [String: Int] = [:]) {
      self.rows = rows
      self.duplicateKeys = duplicateKeys
      self.nulls = nulls
      self.castsFailed = castsFailed
      self.tooLong = tooLong
    }
  }

  /// The first rows that came out.
  package struct Sample: Sendable, Equatable {
    package var columns: [String]
    /// As wide as `columns`.
    package var rows: [[JSONValue]]

    package init(columns: [String], rows: [[JSONValue]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  package struct OpenColumn: Sendable, Equatable {
    package var column: String
    package var place: Provenance
    package var reason: String
  }

  package struct Target: Sendable, Equatable {
    package var table: TableName
    /// `nil` where nothing was run.
    package var figures: SampleFigures?
    /// Why the samples were not run; `nil` where they were, or where nobody asked for it.
    package var failure: SampleFailure?
    package var open: [OpenColumn]
  }

  package var targets: [Target]
  package var diagnostics: [Diagnostic]

  /// - Parameters:
  ///   - figures: by the target's name as the plan has it.
  ///   - failures: in the same way, of those whose samples were not run.
  package init(_ generated: GeneratedMapping, figures: [TableName: SampleFigures] = [:], failures: [TableName: SampleFailure] = [:]) {
    diagnostics = generated.diagnostics
    targets = zip(generated.plan.targets, generated.targets).map { target, rendered in
      Target(table: target.table, figures: figures[target.table], failure: failures[target.table], open: Self.open(target, rendered))
    }
  }

  /// Of a workbook that no plan was made of.
  package init(refused diagnostics: [Diagnostic]) {
    targets = []
    self.diagnostics = diagnostics
  }

  /// What the plan left open, and what the dialect has no words for.
  private static func open(_ target: TargetPlan, _ rendered: RenderedTarget) -> [OpenColumn] {
    var open = target.openColumns.map {
      OpenColumn(column: $0.column.name, place: $0.output.provenance, reason: $0.output.openReason ?? "not resolved")
    }
    for diagnostic in rendered.diagnostics where diagnostic.code == .dialectUnsupported {
      for branch in target.branches {
        for (column, output) in zip(target.columns, branch.outputs) where output.expression != nil && output.provenance == diagnostic.place {
          open.append(OpenColumn(column: column.name, place: output.provenance, reason: diagnostic.found))
        }
      }
    }
    return open
  }

  /// `{"targets":[{"table","rows","duplicate_keys","nulls","casts_failed","too_long","open"}],"diagnostics"}`; figures are null where nothing was run, and
  /// `failure` says why.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("targets")
    writer.beginArray()
    for target in targets { write(target, to: &writer) }
    writer.endArray()
    writer.key("diagnostics")
    Diagnostic.write(diagnostics, to: &writer)
    writer.endObject()
  }

  private func write(_ target: Target, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("table", target.table.description)
    writer.field("rows", target.figures?.rows)
    writer.field("duplicate_keys", target.figures?.duplicateKeys)
    writer.key("nulls")
    write(target.figures?.nulls ?? [:], to: &writer)
    writer.key("casts_failed")
    write(target.figures?.castsFailed ?? [:], to: &writer)
    writer.key("too_long")
    write(target.figures?.tooLong ?? [:], to: &writer)
    if let figures = target.figures { write(beside: figures, to: &writer) }
    if let failure = target.failure {
      writer.key("failure")
      writer.beginObject()
      writer.field("code", failure.code.rawValue)
      writer.field("found", failure.found)
      writer.field("fix", failure.fix)
      writer.endObject()
    }
    writer.key("open")
    writer.beginArray()
    for open in target.open {
      writer.beginObject()
      writer.field("column", open.column)
      writer.field("cell", open.place.description)
      writer.field("reason", open.reason)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// Only where a run was: `rows_lost`, `not_run` where there is any, and `sample` with its columns and rows.
  private func write(beside figures: SampleFigures, to writer: inout JSONWriter) {
    writer.key("rows_lost")
    write(figures.rowsLost, to: &writer)
    if !figures.notRun.isEmpty {
      writer.key("not_run")
      writer.beginObject()
      for (column, reason) in figures.notRun.sorted(by: { $0.key < $1.key }) {
        writer.key(escaping: column)
        writer.string(reason)
      }
      writer.endObject()
    }
    guard let sample = figures.sample else { return }
    writer.key("sample")
    writer.beginObject()
    writer.key("columns")
    writer.beginArray()
    for column in sample.columns { writer.string(column) }
    writer.endArray()
    writer.key("rows")
    writer.beginArray()
    for row in sample.rows { writer.value(.array(row)) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ counts: [String: Int], to writer: inout JSONWriter) {
    writer.beginObject()
    for (column, count) in counts.sorted(by: { $0.key < $1.key }) {
      writer.key(escaping: column)
      writer.integer(count)
    }
    writer.endObject()
  }
}
