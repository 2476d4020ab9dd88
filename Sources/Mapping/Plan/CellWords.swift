/// The words that stand in cells which say yes or no, or name a kind.
package enum CellWords {
  /// What a cell under "nullable" says; `nil` where it says nothing that is known.
  package static func isNullable(_ text: String) -> Bool? {
    switch words(text).joined(separator: " ") {
    case "y", "yes", "true", "t", "1", "null", "nullable", "nulls", "allowed", "nulls allowed", "allow null", "allow nulls", "null allowed",
      "optional", "o", "да",
      "tak", "ja", "oui", "si", "sí", "כן", "✓", "✔":
      true
    case "n", "no", "false", "f", "0", "not null", "notnull", "non null", "nonnull", "not nullable", "non nullable", "no null", "no nulls",
      "mandatory", "m", "required",
      "нет", "nie", "nein", "non", "לא", "not allowed", "pk", "primary key", "✗", "✘":
      false
    default: nil
    }
  }

  /// What a cell under "key" makes of a column.
  package enum Key: Sendable {
    case primary
    /// The key that the source knows the row by.
    case natural
    case none
  }

  package static func key(_ text: String) -> Key {
    let found = words(text)
    if found.contains("pk") || found.contains("primary") || found.contains("ppk") { return .primary }
    if ["y", "yes", "x", "true", "1", "key", "✓", "✔", "да", "tak"].contains(found.joined(separator: " ")) { return .primary }
    let natural: Set<String> = ["nk", "bk", "ak", "natural", "business", "alternate", "unique", "uk", "uq"]
    return found.contains(where: natural.contains) ? .natural : .none
  }

  /// What a cell under "join type" says; `nil` where it is none of the five.
  package static func joinKind(_ text: String) -> SelectBranch.Join.Kind? {
    var found = words(text)
    found.removeAll { $0 == "join" || $0 == "outer" }
    switch found.joined(separator: " ") {
    case "inner", "natural inner": return .inner
    case "": return words(text).contains("outer") ? nil : .inner
    case "left", "l": return .left
    case "right", "r": return .right
    case "full": return .full
    case "cross", "cartesian": return .cross
    default: return nil
    }
  }

  /// Lower case, split at everything that is neither letter nor digit nor a mark of its own.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || "✓✔✗✘".contains($0)) }.map(String.init)
  }
}
