import Mapping
import Workbook

/// A reference that could be meant by what was typed.
package struct ReferenceCompletion: Sendable, Equatable {
  /// The whole reference; without its bracket where more has to be typed.
  package var text: String
  /// What it is, in a few words.
  package var detail: String
}

extension ReferenceIndex {
  private static let most = 50

  /// What can follow the last `@` of a text.
  package func completions(ofPrefix text: String) -> [ReferenceCompletion] {
    guard let at = text.lastIndex(of: "@") else { return [] }
    let typed = String(text[text.index(after: at)...])
    guard let bracket = typed.firstIndex(of: "[") else {
      return Reference.Kind.allCases.filter { $0.rawValue.hasPrefix(typed.lowercased()) }.map {
        ReferenceCompletion(text: "@\($0.rawValue)[", detail: $0.words)
      }
    }
    guard let kind = Reference.Kind(rawValue: String(typed[..<bracket])), !typed.contains("]") else { return [] }
    let begun = typed[typed.index(after: bracket)...].lowercased()
    var found: [ReferenceCompletion] = []
    for inner in completions(of: kind) where inner.lowercased().hasPrefix(begun) || matchesLater(inner, begun) {
      let needsMore = kind == .mapping && inner.hasSuffix(":")
      found.append(ReferenceCompletion(text: "@\(kind.rawValue)[\(inner)\(needsMore ? "" : "]")", detail: detail(kind, inner)))
      if found.count == Self.most { break }
    }
    return found
  }

  /// A column is found by its own name, too, when nothing of its table was typed.
  private func matchesLater(_ inner: String, _ begun: String) -> Bool {
    !begun.isEmpty && inner.lowercased().split(separator: ".").dropFirst().contains { $0.hasPrefix(begun) }
  }

  func completions(of kind: Reference.Kind) -> [String] {
    switch kind {
    case .code, .generation: blocks
    case .schema: tables.flatMap { table in table.columns.map { "\(table.name).\($0)" } }
    case .mapping:
      sheets.map { "\($0.name):" }
        + columns.flatMap { facts in facts.places.prefix(1).map { "\($0.sheet):\($0.range.first)" } }
    }
  }

  private func detail(_ kind: Reference.Kind, _ inner: String) -> String {
    switch kind {
    case .code, .generation: return BlockName(inner).words
    case .schema: return columns.contains { "\($0.table).\($0.column)" == inner } ? "target column" : "source column"
    case .mapping:
      if let sheet = sheets.first(where: { "\($0.name):" == inner }) {
        return "sheet to \(CellReference(row: max(1, sheet.lastRow), column: max(1, sheet.lastColumn)))"
      }
      let facts = columns.first { $0.places.first.map { "\($0.sheet):\($0.range.first)" } == inner }
      return facts.map { "\($0.table).\($0.column)" } ?? ""
    }
  }
}

extension Reference.Kind {
  fileprivate var words: String {
    switch self {
    case .mapping: "cells of the workbook"
    case .code: "a block of the code"
    case .schema: "a column of a table"
    case .generation: "a step of the generation"
    }
  }
}
