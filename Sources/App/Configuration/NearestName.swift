/// Finds what somebody probably meant to write.
enum NearestName {
  /// `; did you mean "x"?` when one of the known names is close, else nothing.
  static func hint(for name: String, among known: [String]) -> String {
    best(for: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  /// The closest name, if it is at most a third of the letters away.
  static func best(for name: String, among known: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(64))
    let scored = known.map { (name: $0, distance: distance(wanted, Array($0.lowercased().utf8.prefix(64)))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.name
  }

  /// Edits between two texts, where an exchange of neighbours is one edit (optimal string alignment).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in 0..<right.count {
        let cost = left[i] == right[j] ? 0 : 1
        var value = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { value = min(value, beforeLast[j - 1] + 1) }
        row.append(value)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
