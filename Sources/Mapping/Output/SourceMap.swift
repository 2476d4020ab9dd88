import Wire
import Workbook

/// What stands beside a script: the plan of its target, and which place of the file comes from which cell (MAPPING §4).
package struct SourceMap: Sendable {
  let target: TargetPlan
  let rendered: RenderedTarget
  let dialect: Dialect
  let form: OutputForm
  let diagnostics: [Diagnostic]

  /// - Parameter diagnostics: of all targets; those that are about the workbook or about a cell of this target are kept.
  package init(target: TargetPlan, rendered: RenderedTarget, dialect: Dialect, form: OutputForm, diagnostics: [Diagnostic]) {
    self.target = target
    self.rendered = rendered
    self.dialect = dialect
    self.form = form
    self.diagnostics = Self.concerning(target, of: diagnostics)
  }

  /// JSON, one document, with a line end.
  package var text: String {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.key("targets")
    writer.beginArray()
    target.write(to: &writer)
    writer.endArray()
    writer.key("diagnostics")
    Diagnostic.write(diagnostics, to: &writer)
    writer.field("file", OutputFileName.script(of: target.table, dialect: dialect))
    writer.field("dialect", dialect.rawValue)
    writer.field("as", form.rawValue)
    writer.key("blocks")
    writeBlocks(to: &writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  /// `{name: {"first_line", "spans": [{"line", "start", "end_line", "end", "column", "cell"}]}}`: lines count from 1 within the block, whose own first line in the
  /// file is beside them; columns are UTF-8 bytes from 0.
  package func writeBlocks(to writer: inout JSONWriter) {
    writer.beginObject()
    var line = 1
    for block in rendered.blocks {
      writer.key(escaping: block.name)
      writer.beginObject()
      writer.field("first_line", line)
      writer.key("spans")
      writer.beginArray()
      for span in rendered.spans where span.block == block.name {
        writer.beginObject()
        writer.field("line", span.line)
        writer.field("start", span.start)
        writer.field("end_line", span.endLine)
        writer.field("end", span.end)
        writer.field("column", span.column)
        writer.field("cell", span.provenance.description)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
      line += block.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    }
    writer.endObject()
  }

  /// Those about the workbook as a whole, or about a cell of this target.
  static func concerning(_ target: TargetPlan, of diagnostics: [Diagnostic]) -> [Diagnostic] {
    let places = target.places
    return diagnostics.filter { diagnostic in
      guard let place = diagnostic.place else { return true }
      return places.contains { $0.sheet == place.sheet && overlap($0.range, place.range) }
    }
  }

  private static func overlap(_ left: CellRange, _ right: CellRange) -> Bool {
    left.first.row <= right.last.row && right.first.row <= left.last.row && left.first.column <= right.last.column
      && right.first.column <= left.last.column
  }
}

extension TargetPlan {
  /// Every place that the target was read from.
  var places: [Provenance] {
    var places = columns.map(\.provenance)
    if let provenance { places.append(provenance) }
    for branch in branches { places += branch.outputs.map(\.provenance) + branch.joins.map(\.provenance) + branch.filters.map(\.provenance) }
    return places
  }
}
