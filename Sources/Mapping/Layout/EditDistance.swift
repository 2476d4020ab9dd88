/// How many letters are to be put in, left out, changed or swapped with their neighbour to make one word of another.
package enum EditDistance {
  /// `nil` where it takes more than `limit`. One swap of neighbours counts once (optimal string alignment).
  package static func between(_ left: String, _ right: String, limit: Int) -> Int? {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard abs(left.count - right.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      var best = row + 1
      for column in 0..<right.count {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] { cost = min(cost, beforeLast[column - 1] + 1) }
        current.append(cost)
        best = min(best, cost)
      }
      guard best <= limit else { return nil }
      beforeLast = last
      last = current
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
