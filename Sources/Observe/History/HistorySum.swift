/// Rows of a history added up: what happened in the time that they cover, and only in that.
package struct HistorySum: Sendable {
  let layout: HistoryLayout
  /// Of all rows.
  private(set) var seconds = 0.0
  /// Counters: how much was added. Gauges: the level times its seconds.
  private var amounts: [Double]
  /// In which each scalar was known.
  private var known: [Double]
  private var buckets: [Double]

  init(_ layout: HistoryLayout) {
    self.layout = layout
    amounts = Array(repeating: 0, count: layout.counters + layout.gauges)
    known = amounts
    buckets = Array(repeating: 0, count: layout.allBuckets.count)
  }

  mutating func add(_ row: ArraySlice<Float>) {
    let start = row.startIndex
    let covered = Double(row[start])
    seconds += covered
    for column in layout.scalars where !row[start + column].isNaN {
      let value = Double(row[start + column])
      amounts[column - 1] += layout.isCounter(column) ? value : value * covered
      known[column - 1] += covered
    }
    for (index, column) in layout.allBuckets.enumerated() { buckets[index] += Double(row[start + column]) }
  }

  /// As one row. A counter that was known for a part of the time has the amount that its rate in that part makes of the whole.
  var row: [Float] {
    var row = [Float](repeating: .nan, count: layout.width)
    row[HistoryLayout.seconds] = Float(seconds)
    for column in layout.scalars where known[column - 1] > 0 {
      let perSecond = amounts[column - 1] / known[column - 1]
      row[column] = Float(layout.isCounter(column) ? perSecond * seconds : perSecond)
    }
    for (index, column) in layout.allBuckets.enumerated() { row[column] = Float(buckets[index]) }
    return row
  }

  /// How much a counter rose in a second; `nil` where it is not known.
  package func rate(counter index: Int) -> Double? { average(layout.counter(index)) }

  /// A gauge's mean over the time; `nil` where it is not known.
  package func mean(gauge index: Int) -> Double? { average(layout.gauge(index)) }

  private func average(_ column: Int) -> Double? { known[column - 1] > 0 ? amounts[column - 1] / known[column - 1] : nil }

  /// The value below which the given part of the observations lies, within a bucket taken as evenly spread; the last bound when it lies above
  /// that. `nil` without observations.
  package func quantile(_ part: Double, histogram index: Int) -> Double? {
    let counts = buckets[
      layout.buckets(index).lowerBound - layout.allBuckets.lowerBound..<layout.buckets(index).upperBound - layout.allBuckets.lowerBound]
    let bounds = layout.bounds[index]
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var rest = part * total
    for (bucket, count) in zip(bounds.indices, counts) {
      if rest <= count, count > 0 {
        let low = bucket == 0 ? 0 : Double(bounds[bucket - 1])
        return low + (Double(bounds[bucket]) - low) * max(0, rest) / count
      }
      rest -= count
    }
    return bounds.last.map { Double($0) }
  }
}
