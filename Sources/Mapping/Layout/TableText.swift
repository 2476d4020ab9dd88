/// A table's name as a cell writes it, read into its parts: `[dbo].[Customer]`, `sales.public.orders`, `"Order Lines"`.
struct TableText {
  let parts: [String]

  /// `nil` where the text is no name: empty, a list, a sentence with marks in it.
  init?(_ text: String) {
    var parts: [String] = []
    var part = ""
    var closing: Character?
    for character in text {
      if let wanted = closing {
        if character == wanted { closing = nil } else { part.append(character) }
        continue
      }
      switch character {
      case "[": closing = "]"
      case "\"", "`": closing = character
      case ".":
        parts.append(ComparableText.trimmed(part))
        part = ""
      case ",", ";", "(", ")", "=", "+", "*", "/", "|", "<", ">", "'", "\n", ":", "?", "{", "}", "&": return nil
      default: part.append(character)
      }
    }
    parts.append(ComparableText.trimmed(part))
    guard closing == nil, !parts.contains("") else { return nil }
    self.parts = parts
  }

  /// With dots between the parts, and quotes around those that hold one.
  static func joined(_ parts: [String]) -> String {
    parts.map {
      $0.contains(".") || $0.contains("\"") ? "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : $0
    }
    .joined(separator: ".")
  }

  /// The name spelled plainly, with what other columns say before it; the text as it stands where it is no name.
  static func name(_ text: String, schema: String? = nil, database: String? = nil) -> String {
    guard let table = TableText(text) else { return text }
    var parts = table.parts
    // What the name says itself is not said twice.
    if let schema, let before = TableText(schema), parts.count == 1 { parts = before.parts + parts }
    if let database, let before = TableText(database), parts.count == (schema == nil ? 1 : 2) { parts = before.parts + parts }
    return joined(parts)
  }

  /// Every part is a word without blanks.
  var isPlain: Bool { parts.allSatisfy { TableTitle.isName($0) } }
}
