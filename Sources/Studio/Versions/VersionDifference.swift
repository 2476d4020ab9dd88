import Domain
import Wire

/// How two versions of a generation differ, block by block.
package struct VersionDifference: Sendable, Equatable {
  package struct Block: Sendable, Equatable {
    package enum Change: String, Sendable { case same, changed, added, removed }

    package var name: String
    package var change: Change
    package var lines: [LineDifference.Line]
  }

  package let from: Int
  package let to: Int
  package let blocks: [Block]

  /// - Parameters: two versions with their numbers.
  package init(from: Int, _ old: GenerationDocument, to: Int, _ new: GenerationDocument) {
    self.from = from
    self.to = to
    let before = old.generatedBlocks.sorted { $0.order < $1.order }
    let after = new.generatedBlocks.sorted { $0.order < $1.order }
    var blocks: [Block] = []
    for block in after {
      let earlier = before.first { $0.name == block.name }
      let lines = LineDifference(from: earlier?.sql ?? "", to: block.sql).lines
      let change: Block.Change = earlier == nil ? .added : earlier?.sql == block.sql ? .same : .changed
      blocks.append(Block(name: block.name, change: change, lines: lines))
    }
    for block in before where !after.contains(where: { $0.name == block.name }) {
      blocks.append(Block(name: block.name, change: .removed, lines: LineDifference(from: block.sql, to: "").lines))
    }
    self.blocks = blocks
  }

  /// `{"from","to","blocks":[{"name","change","lines":[{"op","text"}]}]}`.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("from", from)
    writer.field("to", to)
    writer.key("blocks")
    writer.beginArray()
    for block in blocks {
      writer.beginObject()
      writer.field("name", block.name)
      writer.field("change", block.change.rawValue)
      writer.key("lines")
      writer.beginArray()
      for line in block.lines {
        writer.beginObject()
        writer.field("op", line.change.rawValue)
        writer.field("text", line.text)
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
