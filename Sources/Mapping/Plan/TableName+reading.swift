extension TableName {
  /// Reads a name as sheets write it: parts between dots, each plain or in `"…"`, `[…]` or backticks; empty parts (`sales..orders`) are left out. A file or an
  /// address is one part, since its dots and slashes separate nothing. `nil` where there is no name in the text.
  package init?(reading text: String) {
    let trimmed = text.withoutOuterBlanks
    guard !trimmed.isEmpty else { return nil }
    if Self.isLocation(trimmed) {
      self.init(parts: [trimmed])
      return
    }
    var parts: [String] = []
    var part = ""
    var closing: Character?
    for character in trimmed {
      if let end = closing {
        if character == end { closing = nil } else { part.append(character) }
        continue
      }
      switch character {
      case "\"", "`": closing = character
      case "[": closing = "]"
      case ".":
        parts.append(part.withoutOuterBlanks)
        part = ""
      default: part.append(character)
      }
    }
    parts.append(part.withoutOuterBlanks)
    parts.removeAll(where: \.isEmpty)
    guard !parts.isEmpty else { return nil }
    self.init(parts: parts)
  }

  /// What the table is called in a query where the sheet says nothing: its last part; of a file or an address its name without folders and ending.
  package var defaultAlias: String {
    guard parts.count == 1, Self.isLocation(last) else { return last }
    let path = last.split(whereSeparator: { $0 == "?" || $0 == "#" }).first.map(String.init) ?? last
    let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? last
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The name of the files that are written for this table, without their ending: characters outside `[A-Za-z0-9_.-]` and a leading dot are `_`. Never empty.
  package var fileStem: String {
    var stem = String.UnicodeScalarView()
    for scalar in description.unicodeScalars {
      switch scalar {
      case "A"..."Z", "a"..."z", "0"..."9", "_", "-": stem.append(scalar)
      case "." where !stem.isEmpty: stem.append(scalar)
      default: stem.append("_")
      }
    }
    return stem.isEmpty ? "_" : String(stem)
  }

  /// Tables are the same when their names are, without case.
  package var folded: String { description.lowercased() }

  /// Whether `other` is this name, or this name with more parts before it, without case: `orders` is what `sales.orders` ends with.
  package func isSuffix(of other: TableName) -> Bool {
    guard parts.count <= other.parts.count else { return false }
    return zip(parts.reversed(), other.parts.reversed()).allSatisfy { $0.lowercased() == $1.lowercased() }
  }

  /// Whether the text says where data lies, not what a table is called.
  private static func isLocation(_ text: String) -> Bool {
    if text.contains("://") || text.contains("/") || text.contains("\\") { return true }
    guard let dot = text.lastIndex(of: ".") else { return false }
    return fileEndings.contains(text[text.index(after: dot)...].lowercased())
  }

  private static let fileEndings: Set<String> = [
    "csv", "tsv", "txt", "json", "jsonl", "xml", "xls", "xlsx", "xlsm", "ods", "parquet", "avro", "orc", "dat", "gz", "zip",
  ]
}
