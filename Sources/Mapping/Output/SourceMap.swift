import Wire

/// What stands beside a script: the plan of its target, and which place of the file comes from which cell (MAPPING §4).
package struct SourceMap: Sendable {
  let target: TargetPlan
  let rendered: RenderedTarget
  let dialect: Dialect
  let form: OutputForm
  let diagnostics: [Diagnostic]

  /// - Parameter diagnostics: of all targets; those that are about the workbook or about a cell of this target are kept.
  package init(target: TargetPlan, rendered: RenderedTarget, dialect: Dialect, form: OutputForm, diagnostics: PlacedDiagnostics) {
    self.target = target
    self.rendered = rendered
    self.dialect = dialect
    self.form = form
    self.diagnostics = diagnostics.concerning(target)
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
}
