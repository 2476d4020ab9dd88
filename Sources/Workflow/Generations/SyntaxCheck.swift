import Domain
import Mapping
import SampleRun
import Studio

/// Reads what was written for PostgreSQL with PostgreSQL's own parser, before it is called complete.
enum SyntaxCheck {
  /// - Returns: the draft with a problem at each block that the parser stops in.
  static func checked(_ draft: GenerationDraft, dialect: Dialect?) -> GenerationDraft {
    guard dialect == .postgres else { return draft }
    var draft = draft
    for target in draft.targets.indices {
      let blocks = draft.targets[target].blocks
      guard let failure = PostgresSyntax.check(blocks.map(\.text).joined(separator: "\n") + "\n") else { continue }
      var line = 1
      var stopped = blocks.indices.last
      for (index, block) in blocks.enumerated() {
        let next = line + block.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        if failure.line < next {
          stopped = index
          break
        }
        line = next
      }
      guard let stopped else { continue }
      draft.targets[target].blocks[stopped].problem = BlockProblem(
        code: "mapping.bad_expression", message: "PostgreSQL does not read line \(max(1, failure.line - line + 1)): \(failure.message)",
        suggestion: "correct the cell that the line comes from, or write the block by hand")
    }
    return draft
  }
}
