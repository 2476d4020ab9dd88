import Domain

/// Notices streams of which nothing is heard: each is due when it has not moved since the last check, then again the more seldom the longer that lasts. Pure.
struct QuietWatch {
  private struct Entry {
    var last: Position
    /// Checks until it is due again, and how many that will be the time after.
    var checksLeft = 1
    var patience = 1
  }

  static let longestPatience = 8

  private var entries: [String: Entry] = [:]

  /// A check. - Returns: the streams that are due.
  mutating func due(of live: [(name: String, last: Position)]) -> Set<String> {
    var next: [String: Entry] = [:]
    var due: Set<String> = []
    for (name, last) in live {
      var entry = Entry(last: last)
      if let known = entries[name], known.last == last {
        entry = known
        entry.checksLeft -= 1
        if entry.checksLeft <= 0 {
          due.insert(name)
          entry.patience = min(entry.patience * 2, Self.longestPatience)
          entry.checksLeft = entry.patience
        }
      }
      next[name] = entry
    }
    entries = next
    return due
  }

  /// Nobody could be asked about this stream: it is due at the next check.
  mutating func missed(_ name: String) { entries[name]?.checksLeft = 1 }
}
