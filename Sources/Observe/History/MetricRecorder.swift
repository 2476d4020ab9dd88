import Primitives
import Synchronization

/// The history of a process's figures, safe from any thread. Somebody calls `tick` when it is due; without that it stays empty.
package final class MetricRecorder: Sendable {
  private let catalogue: HistoryCatalogue
  private let history: Mutex<MetricHistory>

  package init(_ catalogue: HistoryCatalogue, resolutions: [HistoryResolution] = .standard) {
    self.catalogue = catalogue
    history = Mutex(MetricHistory(layout: catalogue.layout, resolutions: resolutions))
  }

  package var series: [HistorySeries] { catalogue.series }

  /// Takes down what the figures stand at. - Returns: milliseconds until it is due again.
  package func tick(at now: Timestamp) -> Int64 {
    let reading = catalogue.read()
    return history.withLock { history in
      history.record(reading, at: now)
      return history.millisecondsUntilDue(at: now)
    }
  }

  /// The coarsest step that is kept, and how far back that reaches: what `refill` can take.
  package var coarsest: HistoryResolution? { history.withLock { $0.resolutions.last } }

  /// Puts what records tell before all that was recorded: see `MetricHistory.refill`. Once, after the first `tick`.
  /// - Parameter steps: in order of time, with amounts by the names of rates without labels, in stored units; each step has the same names.
  package func refill(_ steps: [(start: Int64, amounts: [String: UInt64])]) {
    let numbered = steps.map { step in
      var amounts: [Int: UInt64] = [:]
      for (name, amount) in step.amounts {
        if let counter = catalogue.counter(name) { amounts[counter] = amount }
      }
      return (start: step.start, amounts: amounts)
    }
    history.withLock { $0.refill(numbered) }
  }

  /// What happened in each step of a range; `nil` for a step of which nothing is known.
  package func sums(_ range: HistoryRange) -> [HistorySum?] {
    // Rows are copied on write, so the lock is held for a moment only.
    let copy = history.withLock { $0 }
    return copy.sums(range)
  }
}
