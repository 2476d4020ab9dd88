import Domain
import Mapping

/// What a workbook gives in one dialect and form, before it is told block by block.
package struct GenerationDraft: Sendable, Equatable {
  package struct Block: Sendable, Equatable {
    package var name: String
    package var text: String
    /// Why it cannot be taken as it is.
    package var problem: BlockProblem?

    package init(name: String, text: String, problem: BlockProblem? = nil) {
      self.name = name
      self.text = text
      self.problem = problem
    }
  }

  package struct Target: Sendable, Equatable {
    package var table: String
    /// Of its script.
    package var fileName: String
    package var blocks: [Block]
    /// What a model is to be asked before its blocks are made.
    package var questions: [RuleQuestion]
    /// Each names the block as this draft does.
    package var spans: [RenderedTarget.Span]

    package init(table: String, fileName: String, blocks: [Block], questions: [RuleQuestion] = [], spans: [RenderedTarget.Span] = []) {
      self.table = table
      self.fileName = fileName
      self.blocks = blocks
      self.questions = questions
      self.spans = spans
    }
  }

  /// A file beside the scripts.
  package struct File: Sendable, Equatable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package var targets: [Target]
  package var files: [File]
  package var diagnostics: [Diagnostic]
  package var columns: Int

  package init(targets: [Target], files: [File] = [], diagnostics: [Diagnostic] = [], columns: Int = 0) {
    self.targets = targets
    self.files = files
    self.diagnostics = diagnostics
    self.columns = columns
  }

  package var blockNames: [String] { targets.flatMap { $0.blocks.map(\.name) } }

  /// By block.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    for target in targets { for block in target.blocks { texts[block.name] = block.text } }
    return texts
  }

  /// What is wrong here and was not before: errors, and what the dialect's own parser stops at.
  func refusals(beside before: GenerationDraft) -> [Diagnostic] {
    let known = Set(before.diagnostics)
    var new = diagnostics.filter { $0.severity == .error && !known.contains($0) }
    let problems = Set(before.targets.flatMap { $0.blocks.filter { $0.problem != nil }.map(\.name) })
    for block in targets.flatMap(\.blocks) where !problems.contains(block.name) {
      if let problem = block.problem {
        new.append(Diagnostic(.error, .badExpression, at: nil, found: "\(block.name): \(problem.message)", fix: problem.suggestion))
      }
    }
    return new
  }
}
