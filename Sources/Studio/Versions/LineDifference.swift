/// The lines of two texts beside each other: what was taken out, what was put in, what stayed. Pure.
package struct LineDifference: Sendable, Equatable {
  package enum Change: String, Sendable {
    case same = " "
    case removed = "-"
    case added = "+"
  }

  package struct Line: Sendable, Equatable {
    package var change: Change
    package var text: String

    package init(_ change: Change, _ text: String) {
      self.change = change
      self.text = text
    }
  }

  package private(set) var lines: [Line] = []

  /// Beyond this many pairs of lines that differ, the middle is told as taken out and put in whole: reckoning it would cost more than it shows.
  private static let mostPairs = 4_000_000

  /// - Returns: the shortest way from one to the other, removals before additions.
  package init(from old: String, to new: String) {
    let before = Self.split(old)
    let after = Self.split(new)
    var start = 0
    while start < before.count, start < after.count, before[start] == after[start] { start += 1 }
    var end = 0
    while end < before.count - start, end < after.count - start, before[before.count - 1 - end] == after[after.count - 1 - end] { end += 1 }
    lines += before[..<start].map { Line(.same, String($0)) }
    differ(Array(before[start..<(before.count - end)]), Array(after[start..<(after.count - end)]))
    lines += before[(before.count - end)...].map { Line(.same, String($0)) }
  }

  package var isSame: Bool { lines.allSatisfy { $0.change == .same } }

  private mutating func differ(_ old: [Substring], _ new: [Substring]) {
    guard !old.isEmpty, !new.isEmpty, old.count * new.count <= Self.mostPairs else {
      lines += old.map { Line(.removed, String($0)) } + new.map { Line(.added, String($0)) }
      return
    }
    // The length of the longest common rest from each pair of places.
    let width = new.count + 1
    var longest = [Int32](repeating: 0, count: (old.count + 1) * width)
    for i in old.indices.reversed() {
      for j in new.indices.reversed() {
        longest[i * width + j] =
          old[i] == new[j] ? longest[(i + 1) * width + j + 1] + 1 : max(longest[(i + 1) * width + j], longest[i * width + j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, j < new.count, old[i] == new[j] {
        lines.append(Line(.same, String(old[i])))
        i += 1
        j += 1
      } else if i < old.count, j == new.count || longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
        lines.append(Line(.removed, String(old[i])))
        i += 1
      } else {
        lines.append(Line(.added, String(new[j])))
        j += 1
      }
    }
  }

  private static func split(_ text: String) -> [Substring] {
    text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
