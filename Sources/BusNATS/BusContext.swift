import Observe
import Primitives
import Synchronization

/// What the bus's thread shares with all others.
final class BusContext: Sendable {
  let options: NATSBusOptions
  let log: Log
  let metrics: BusMetrics
  let time: any TimeSource
  /// Whether the broker can be reached and its streams are there.
  let isReady = Atomic<Bool>(false)

  init(options: NATSBusOptions, log: Log, metrics: BusMetrics, time: any TimeSource) {
    self.options = options
    self.log = log
    self.metrics = metrics
    self.time = time
  }
}
