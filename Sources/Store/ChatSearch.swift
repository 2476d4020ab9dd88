import Domain

/// Which chats a search means: those whose title has the text in it, in any case and any script, and those whose ID begins with it.
///
/// An index helps nobody who looks inside of words, so titles are read. What a database folds differs: it sorts out what it can,
/// and what is left is looked at here.
package struct ChatSearch {
  /// The text with all its letters large.
  package let folded: String
  package let idPrefix: String

  /// - Parameter text: at least one character; every character means itself.
  package init(_ text: String) {
    folded = Self.folded(text)
    idPrefix = text.lowercased()
  }

  package func matches(id: String, title: String) -> Bool {
    id.hasPrefix(idPrefix) || Self.contains(Array(Self.folded(title).utf8), Array(folded.utf8))
  }

  /// Lower case first: letters that differ in lower case only, such as both sigmas, become one.
  private static func folded(_ text: String) -> String { text.lowercased().uppercased() }

  private static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard whole.count >= part.count else { return false }
    return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
  }
}
