/// The words that headers, sheets and cells of mapping workbooks use, in several languages: `Schemas/mapping-headers.json`, and what a user adds to it.
package struct HeaderVocabulary: Sendable, Equatable {
  /// Whole headers, spelled by `ComparableText.joined`.
  var headers: [String: HeaderMeaning] = [:]
  var words: [String: [WordMeaning]] = [:]
  /// Cells, spelled by `ComparableText.value`, by the name of their list.
  var values: [String: Set<String>] = [:]
  /// Sheets' names by the name of their list.
  var sheets: [String: Set<String>] = [:]
  /// Keys beside the mapping, such as `Target Table:`, by what they give.
  var titles: [String: Set<String>] = [:]

  enum WordMeaning: Sendable, Equatable {
    case side(Layer)
    case concept(HeaderMeaning.Concept)
    case filler
  }

  /// Knows no word.
  package init() {}

  /// Whether the cell says that the source is taken over as it is.
  package func isCopy(_ text: String) -> Bool { contains("copy", text) }

  /// Whether the cell says that there is nothing. `"Nil"` in quotes counts.
  package func isNothing(_ text: String) -> Bool { containsUnquoted("nothing", text) }

  /// Whether a rule's cell says that there is no rule. `NULL` and `TBD` do not: one is a value, the other an open question.
  package func isNoRule(_ text: String) -> Bool { containsUnquoted("no_rule", text) }

  /// Whether a source cell says that the value is made, not taken.
  package func isDerived(_ text: String) -> Bool { contains("derived", text) }

  package func isYes(_ text: String) -> Bool { contains("yes", text) }

  package func isNo(_ text: String) -> Bool { contains("no", text) }

  /// Whether a header asks whether a value is required, so that its "yes" means NOT NULL.
  package func asksForRequired(_ header: String) -> Bool {
    let words = ComparableText.joined(header)
    return (values["required"] ?? []).contains { words == $0 || words.hasSuffix(" " + $0) || words.hasPrefix($0 + " ") }
  }

  package func isExampleSheet(_ name: String) -> Bool { matches("example", name) }

  package func isLeftOutSheet(_ name: String) -> Bool { matches("left_out", name) }

  /// Whether a sheet's name says nothing about the table: `Mapping`, `Sheet1`.
  package func isGenericSheet(_ name: String) -> Bool { matches("generic", name) }

  /// Whether the word is one that titles put around a table's name.
  func isNoise(_ word: String) -> Bool { titles["noise"]?.contains(ComparableText.joined(word)) ?? false }

  private static let quotes: Set<Character> = ["\"", "'", "“", "”", "„", "‘", "’", "«", "»"]

  static func unquoted(_ text: String) -> String {
    guard let first = text.first, let last = text.last, quotes.contains(first), quotes.contains(last), text.count >= 2 else { return text }
    return ComparableText.trimmed(String(text.dropFirst().dropLast()))
  }

  private func containsUnquoted(_ list: String, _ text: String) -> Bool {
    if contains(list, text) { return true }
    let inner = Self.unquoted(text)
    return inner.utf8.count < text.utf8.count && contains(list, inner)
  }

  private func contains(_ list: String, _ text: String) -> Bool {
    // Longer texts are rules, and comparing spells every one of them anew.
    guard !text.isEmpty, text.utf8.count <= 80 else { return false }
    return values[list]?.contains(ComparableText.value(text)) ?? false
  }

  private func matches(_ list: String, _ name: String) -> Bool {
    var words = ComparableText.words(name)
    while words.count > 1, let last = words.last, Int(last) != nil { words.removeLast() }
    return sheets[list]?.contains(words.joined(separator: " ")) ?? false
  }
}
