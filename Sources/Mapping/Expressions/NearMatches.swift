/// Names that are nearly one that is not known.
package enum NearMatches {
  /// - Returns: at most three of the known names, nearest first: those that differ in case and separators alone, then those a third of whose letters differ at most.
  package static func of(_ name: String, in known: [String]) -> [String] {
    let wanted = letters(name)
    guard !wanted.isEmpty, wanted.count <= 128 else { return [] }
    let limit = max(1, wanted.count / 3)
    var found: [(distance: Int, name: String)] = []
    for candidate in known where !found.contains(where: { $0.name == candidate }) {
      let letters = letters(candidate)
      guard !letters.isEmpty, abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      if distance <= limit { found.append((distance, candidate)) }
    }
    found.sort { $0.distance == $1.distance ? $0.name < $1.name : $0.distance < $1.distance }
    return found.prefix(3).map(\.name)
  }

  /// `is near: A, B` for a sentence; empty where nothing is near.
  package static func sentence(_ names: [String]) -> String {
    names.isEmpty ? "" : "; near: \(names.joined(separator: ", "))"
  }

  private static func letters(_ name: String) -> [UInt8] {
    name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: " ") }
  }

  /// Insertions, deletions and changes from one to the other.
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in second.enumerated() {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[second.count]
  }
}
