/// A target in a dialect: its blocks, which joined by a line end are the file, and which place of the file comes from which cell.
package struct RenderedTarget: Sendable, Equatable {
  package var table: TableName
  package var fileName: String
  package var blocks: [Block]
  package var spans: [Span]
  package var diagnostics: [Diagnostic]

  package init(table: TableName, fileName: String, blocks: [Block], spans: [Span], diagnostics: [Diagnostic]) {
    self.table = table
    self.fileName = fileName
    self.blocks = blocks
    self.spans = spans
    self.diagnostics = diagnostics
  }

  /// The whole file, with a line end at its end.
  package var text: String { blocks.map(\.text).joined(separator: "\n") + "\n" }

  /// Named as MAPPING §4 says: `ctes`, `select_clause`, `joins`, `where_clause`, `group_by`, `order`, `load`; with `_2` and so on for further branches of a union.
  package struct Block: Sendable, Equatable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// A piece of a block that comes from a cell. Lines count from 1 within the block; columns are UTF-8 bytes from 0.
  package struct Span: Sendable, Equatable {
    package var block: String
    package var line: Int
    package var start: Int
    package var endLine: Int
    package var end: Int
    /// The target's column; `nil` for a join or a filter.
    package var column: String?
    package var provenance: Provenance

    package init(block: String, line: Int, start: Int, endLine: Int, end: Int, column: String?, provenance: Provenance) {
      self.block = block
      self.line = line
      self.start = start
      self.endLine = endLine
      self.end = end
      self.column = column
      self.provenance = provenance
    }
  }
}
