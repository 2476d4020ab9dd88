/// The series of a history and where their figures come from.
package struct HistoryCatalogue: Sendable {
  package private(set) var series: [HistorySeries] = []
  private var counters: [@Sendable () -> UInt64?] = []
  private var gauges: [@Sendable () -> Double?] = []
  private var histograms: [(bounds: [UInt64], counts: @Sendable () -> [UInt64])] = []

  package init() {}

  package var layout: HistoryLayout { HistoryLayout(counters: counters.count, gauges: gauges.count, bounds: histograms.map(\.bounds)) }

  /// The number of the total behind the series of a name without labels; `nil` when there is none.
  func counter(_ name: String) -> Int? {
    for series in series where series.name == name && series.labels.isEmpty {
      if case .rate(let counter) = series.source { return counter }
    }
    return nil
  }

  /// What everything stands at.
  package func read() -> MetricReading {
    MetricReading(counters: counters.map { $0() }, gauges: gauges.map { $0() }, histograms: histograms.map { $0.counts() })
  }

  /// Adds a series of how fast a total rises.
  /// - Parameters:
  ///   - factor: what one stored unit a second is in `unit`.
  ///   - read: a total that only rises; `nil` where it cannot be read.
  package mutating func rate(
    _ name: String, unit: String, labels: [MetricsRegistry.Label] = [], factor: Double = 1, read: @escaping @Sendable () -> UInt64?
  ) {
    series.append(HistorySeries(name: name, unit: unit, labels: labels, source: .rate(counter: counters.count), factor: factor))
    counters.append(read)
  }

  /// Adds a series of a level.
  package mutating func gauge(
    _ name: String, unit: String, labels: [MetricsRegistry.Label] = [], read: @escaping @Sendable () -> Double?
  ) {
    series.append(HistorySeries(name: name, unit: unit, labels: labels, source: .mean(gauge: gauges.count), factor: 1))
    gauges.append(read)
  }

  /// Adds a series for each part, labelled `quantile`.
  /// - Parameters:
  ///   - parts: such as 0.95.
  ///   - factor: what one stored unit is in `unit`.
  ///   - counts: observations in each bucket, one more than there are bounds.
  package mutating func quantiles(
    _ name: String, unit: String, _ parts: [Double], factor: Double, bounds: [UInt64], counts: @escaping @Sendable () -> [UInt64]
  ) {
    for part in parts {
      series.append(
        HistorySeries(
          name: name, unit: unit, labels: [MetricsRegistry.Label("quantile", "\(part)")], source: .quantile(part, histogram: histograms.count),
          factor: factor))
    }
    histograms.append((bounds, counts))
  }
}
