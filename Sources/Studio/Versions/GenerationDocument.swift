import Domain
import Mapping
import Primitives
import StreamLog
import Wire

/// All that a version of a generation consists of.
package struct GenerationDocument: Sendable, Equatable {
  package struct Block: Sendable, Equatable {
    package var block: GeneratedBlock
    /// What the compiler made, where a person wrote something else.
    package var generated: String?

    package init(_ block: GeneratedBlock, generated: String? = nil) {
      self.block = block
      self.generated = generated
    }
  }

  package struct Target: Sendable, Equatable {
    package var table: String
    package var fileName: String
    /// Names, in order.
    package var blocks: [String]

    package init(table: String, fileName: String, blocks: [String]) {
      self.table = table
      self.fileName = fileName
      self.blocks = blocks
    }
  }

  /// A piece of a block that comes from a cell: as `RenderedTarget.Span`, in words.
  package struct Span: Sendable, Equatable {
    package var block: String
    package var line: Int
    package var start: Int
    package var endLine: Int
    package var end: Int
    package var column: String?
    /// `Sheet!H7`.
    package var cell: String
  }

  package var status: GenerationHashmap.Status
  package var targets: [Target]
  package var blocks: [Block]
  package var spans: [Span]
  /// Beside the scripts.
  package var files: [GenerationDraft.File]
  package var answers: [RuleExpression]
  /// `{severity, code, cell, found, fix}` each.
  package var diagnostics: [JSONValue]

  package init(
    status: GenerationHashmap.Status, targets: [Target] = [], blocks: [Block] = [], spans: [Span] = [], files: [GenerationDraft.File] = [],
    answers: [RuleExpression] = [], diagnostics: [JSONValue] = []
  ) {
    self.status = status
    self.targets = targets
    self.blocks = blocks
    self.spans = spans
    self.files = files
    self.answers = answers
    self.diagnostics = diagnostics
  }

  package subscript(name: String) -> Block? { blocks.first { $0.block.name == name } }

  package var generatedBlocks: [GeneratedBlock] { blocks.map(\.block) }

  /// The scripts of its targets as they stand now, then what lies beside them.
  package var allFiles: [GenerationDraft.File] {
    targets.map { target in
      let names = Set(target.blocks)
      let own = blocks.map(\.block).filter { names.contains($0.name) }.sorted { $0.order < $1.order }
      return GenerationDraft.File(name: target.fileName, text: GenerationHashmap.text(of: own))
    } + files
  }

  // MARK: A person's hand

  /// Puts a person's text in a block's place. - Returns: whether there is such a block.
  package mutating func edit(_ name: String, sql: String, now: Timestamp) -> Bool {
    guard let at = blocks.firstIndex(where: { $0.block.name == name }) else { return false }
    let before = blocks[at].block
    if !before.isEdited { blocks[at].generated = before.status == BlockStatus.completed.rawValue ? before.sql : nil }
    blocks[at].block = GeneratedBlock(
      name: name, status: BlockStatus.completed.rawValue, sql: sql, order: before.order, timestamp: now, isEdited: true)
    settle()
    return true
  }

  /// Gives a block back to the compiler, with what that made last. - Returns: whether a person's text stood there.
  package mutating func release(_ name: String, now: Timestamp) -> Bool {
    guard let at = blocks.firstIndex(where: { $0.block.name == name }), blocks[at].block.isEdited else { return false }
    let generated = blocks[at].generated
    let status: BlockStatus = generated == nil ? .pending : .completed
    blocks[at] = Block(
      GeneratedBlock(
        name: name, status: status.rawValue, sql: generated ?? "", order: blocks[at].block.order, timestamp: generated == nil ? nil : now))
    settle()
    return true
  }

  private mutating func settle() {
    status = blocks.allSatisfy { $0.block.status == BlockStatus.completed.rawValue } ? .completed : .error
  }
}
