/// Notices lists of sources and targets that only stand beside each other: then a row pairs nothing.
struct DriftFinder {
  /// Where lists drift apart: places in `lines`, and what was counted.
  struct Drift {
    var lines: Range<Int>
    var sources: Int
    var targets: Int
    /// The lists are of one length, and names stand beside others' rows.
    var isShifted: Bool
  }

  /// - Parameter lines: of one block, in order. A union's are never judged: its sources do not stand in for one another.
  static func drifts(in lines: [BlockLine]) -> [Drift] {
    var drifts: [Drift] = []
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].group == lines[start].group, lines[end].table.text == lines[start].table.text { end += 1 }
      if let drift = drift(Array(lines[start..<end]), at: start, isMerged: lines[start].group != nil) { drifts.append(drift) }
      start = end
    }
    return drifts
  }

  private static func drift(_ lines: [BlockLine], at start: Int, isMerged: Bool) -> Drift? {
    let sources = lines.filter(\.hasSource).count
    let targets = lines.filter { $0.column != nil }.count
    let aligned = lines.filter(\.isSameName).count
    var drift = Drift(lines: start..<(start + lines.count), sources: sources, targets: targets, isShifted: false)
    let shifted = shiftedCount(lines)
    if shifted >= 2, shifted > aligned {
      drift.isShifted = true
      return drift
    }
    guard isMerged, sources != targets, sources > 0, targets > 0 else { return nil }
    let withoutSource = lines.filter { $0.column != nil && !$0.hasSource && !$0.hasRule }.count
    var withoutTarget = 0
    var hasRuleAbove = false
    for line in lines {
      if line.column != nil { hasRuleAbove = line.hasRule } else if line.hasSource, !hasRuleAbove { withoutTarget += 1 }
    }
    guard withoutSource + withoutTarget > 0 else { return nil }
    // Where most rows have one name on both sides the rows do pair, and what is left over is just left over.
    let pairs = lines.filter { $0.column != nil && $0.hasSource }.count
    if shifted == 0, pairs > 0, aligned * 10 >= pairs * 6 { return nil }
    return drift
  }

  /// How many rows have another name beside them while their own stands in another row.
  private static func shiftedCount(_ lines: [BlockLine]) -> Int {
    guard lines.count > 1 else { return 0 }
    var names: Set<String> = []
    for line in lines {
      for source in line.sources { if let column = source.column { names.insert(BlockLine.comparable(column.text)) } }
    }
    return lines.filter { line in
      guard let column = line.column, line.rule == nil, line.hasSource, !line.isSameName else { return false }
      return names.contains(BlockLine.comparable(column.text))
    }.count
  }
}
