/// What stands where in a row of a history: the seconds that it covers, then counters, gauges, and the buckets of each histogram.
package struct HistoryLayout: Sendable, Equatable {
  package let counters: Int
  package let gauges: Int
  /// Upper ends of the buckets of each histogram; above the last there is one more bucket.
  package let bounds: [[UInt64]]
  private let firstBuckets: [Int]
  /// Figures in a row.
  let width: Int

  package init(counters: Int, gauges: Int, bounds: [[UInt64]]) {
    self.counters = counters
    self.gauges = gauges
    self.bounds = bounds
    var next = 1 + counters + gauges
    var firstBuckets: [Int] = []
    for bounds in bounds {
      firstBuckets.append(next)
      next += bounds.count + 1
    }
    self.firstBuckets = firstBuckets
    width = next
  }

  static let seconds = 0
  func counter(_ index: Int) -> Int { 1 + index }
  func gauge(_ index: Int) -> Int { 1 + counters + index }
  var scalars: Range<Int> { 1..<1 + counters + gauges }
  func isCounter(_ column: Int) -> Bool { column <= counters }
  func buckets(_ histogram: Int) -> Range<Int> { firstBuckets[histogram]..<firstBuckets[histogram] + bounds[histogram].count + 1 }
  var allBuckets: Range<Int> { 1 + counters + gauges..<width }
}

/// What all figures of a history stood at, at one moment.
package struct MetricReading: Sendable, Equatable {
  /// Totals that only rise; `nil` where one cannot be read.
  package var counters: [UInt64?]
  package var gauges: [Double?]
  /// Observations in each bucket, not accumulated, by histogram.
  package var histograms: [[UInt64]]

  package init(counters: [UInt64?] = [], gauges: [Double?] = [], histograms: [[UInt64]] = []) {
    self.counters = counters
    self.gauges = gauges
    self.histograms = histograms
  }
}
