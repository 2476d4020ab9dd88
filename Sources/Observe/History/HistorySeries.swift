/// One series of the answer: what it is called and how it is read out of a history.
package struct HistorySeries: Sendable {
  package enum Kind: String, Sendable {
    /// A total that rises, shown as a rate.
    case counter
    /// A level, shown as its mean.
    case gauge
    /// Of the observations in each step.
    case quantile
  }

  enum Source: Sendable {
    case rate(counter: Int)
    case mean(gauge: Int)
    case quantile(Double, histogram: Int)
  }

  package let name: String
  /// What one unit is, singular or with its time: `seconds`, `requests per second`.
  package let unit: String
  package let labels: [MetricsRegistry.Label]
  let source: Source
  /// What the stored figure is multiplied with to be in `unit`.
  let factor: Double

  package var kind: Kind {
    switch source {
    case .rate: .counter
    case .mean: .gauge
    case .quantile: .quantile
    }
  }

  /// The series' value over some rows; `nil` where it is not known, which is not 0.
  package func value(_ sum: HistorySum) -> Double? {
    let stored: Double? =
      switch source {
      case .rate(let counter): sum.rate(counter: counter)
      case .mean(let gauge): sum.mean(gauge: gauge)
      case .quantile(let part, let histogram): sum.quantile(part, histogram: histogram)
      }
    return stored.map { $0 * factor }
  }
}
