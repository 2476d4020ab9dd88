import Domain
import Mapping
import Primitives
import StreamLog
import Wire

extension GenerationDocument {
  /// As one JSON object, as the store keeps it.
  package var text: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("status", status.rawValue)
    writer.key("targets")
    writer.beginArray()
    for target in targets {
      writer.beginObject()
      writer.field("table", target.table)
      writer.field("file", target.fileName)
      writer.key("blocks")
      writer.beginArray()
      for name in target.blocks { writer.string(name) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.key("blocks")
    writer.beginArray()
    for block in blocks {
      writer.beginObject()
      writer.field("name", block.block.name)
      writer.writeMembers(of: block.block)
      if let generated = block.generated { writer.field("generated", generated) }
      writer.endObject()
    }
    writer.endArray()
    writer.key("map")
    writeMap(to: &writer)
    writer.key("files")
    writer.beginArray()
    for file in files {
      writer.beginObject()
      writer.field("name", file.name)
      writer.field("text", file.text)
      writer.endObject()
    }
    writer.endArray()
    writer.key("answers")
    writer.beginArray()
    for answer in answers { writer.value(answer.json) }
    writer.endArray()
    writer.key("diagnostics")
    writer.value(.array(diagnostics))
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// `{"blocks":{name:{"spans":[…]}}}`: what a person wrote comes from no cell.
  package func writeMap(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("blocks")
    writer.beginObject()
    for block in blocks {
      writer.key(escaping: block.block.name)
      writer.beginObject()
      writer.key("spans")
      writer.beginArray()
      if !block.block.isEdited { for span in spans where span.block == block.block.name { write(span, to: &writer) } }
      writer.endArray()
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
  }

  private func write(_ span: Span, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("line", span.line)
    writer.field("start", span.start)
    writer.field("end_line", span.endLine)
    writer.field("end", span.end)
    writer.field("column", span.column)
    writer.field("cell", span.cell)
    writer.endObject()
  }

  /// Reads what `text` wrote; `nil` for anything else.
  package init?(_ text: String) {
    guard let value = try? JSONReader().value(Array(text.utf8)[...]) else { return nil }
    self.init(value)
  }

  private init?(_ value: JSONValue) {
    guard let status = value["status"]?.string.flatMap({ GenerationHashmap.Status(rawValue: $0) }) else { return nil }
    self.init(status: status)
    for target in value["targets"]?.array ?? [] {
      targets.append(
        Target(
          table: target["table"]?.string ?? "", fileName: target["file"]?.string ?? "",
          blocks: (target["blocks"]?.array ?? []).compactMap(\.string)))
    }
    for block in value["blocks"]?.array ?? [] {
      if let made = GeneratedBlock(block) { blocks.append(Block(made, generated: block["generated"]?.string)) }
    }
    for block in value["map"]?["blocks"]?.fields ?? [] {
      for span in block.value["spans"]?.array ?? [] { spans.append(Span(span, block: block.key)) }
    }
    for file in value["files"]?.array ?? [] {
      files.append(GenerationDraft.File(name: file["name"]?.string ?? "", text: file["text"]?.string ?? ""))
    }
    answers = (value["answers"]?.array ?? []).map { RuleExpression($0) }
    diagnostics = value["diagnostics"]?.array ?? []
  }
}

extension GenerationDocument.Span {
  fileprivate init(_ value: JSONValue, block: String) {
    func number(_ key: String) -> Int { Int(value[key]?.integer ?? 0) }
    self.init(
      block: block, line: number("line"), start: number("start"), endLine: number("end_line"), end: number("end"), column: value["column"]?.string,
      cell: value["cell"]?.string ?? "")
  }

  package init(_ span: RenderedTarget.Span) {
    self.init(
      block: span.block, line: span.line, start: span.start, endLine: span.endLine, end: span.end, column: span.column,
      cell: span.provenance.description)
  }
}

extension GeneratedBlock {
  /// Reads a block as it stands in events and documents; `nil` without a name.
  package init?(_ value: JSONValue) {
    guard let name = value["name"]?.string else { return nil }
    self.init(
      name: name, status: value["status"]?.string ?? "", sql: value["sql"]?.string ?? "", order: Int(value["order"]?.integer ?? 0),
      timestamp: value["timestamp"]?.string.flatMap { Timestamp(rfc3339: $0) }, isEdited: value["edited"]?.bool ?? false,
      problem: value["problem"].map { problem in
        BlockProblem(
          code: problem["code"]?.string ?? "", message: problem["message"]?.string ?? "", suggestion: problem["suggestion"]?.string ?? "")
      })
  }
}
