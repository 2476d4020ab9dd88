import Domain
import Primitives
import Synchronization

/// Collects boundary records off the hot path: recording appends to memory under a short lock, and whoever writes the store's next batch
/// takes them along. Each record is also one log line.
///
/// The memory is bounded. When nobody drains, the oldest records go and are counted.
package final class BoundaryRecorder: Sendable {
  private let waiting = Mutex(RingBuffer<BoundaryRecord>(capacity: 64))
  private let pod: String
  private let log: Log
  private let time: any TimeSource
  private let capacity: Int
  private let dropped: Counter
  /// Whether `recordEach` does anything: one record a chunk is made only when the log is at its most talkative.
  package let recordsEach: Bool

  /// - Parameters:
  ///   - capacity: records that may wait to be drained.
  ///   - dropped: counts those that could not.
  package init(pod: String, log: Log, time: any TimeSource = SystemTime(), capacity: Int = 65_536, dropped: Counter = Counter()) {
    precondition(capacity > 0)
    self.pod = pod
    self.log = log
    self.time = time
    self.capacity = capacity
    self.dropped = dropped
    recordsEach = log.isEnabled(.trace)
  }

  /// Records a crossing and logs it at `info`. The detail becomes text of `key=value` pairs, escaped as in a log line.
  package func record(
    _ marker: BoundaryRecord.Marker, _ component: BoundaryRecord.Component, id: String, frontendID: String? = nil, detail: LogFields = [:]
  ) {
    note(.info, marker, component, id, frontendID, detail)
  }

  /// Records a crossing of which there is one for each chunk; does nothing unless the log's level is `trace`.
  package func recordEach(
    _ marker: BoundaryRecord.Marker, _ component: BoundaryRecord.Component, id: @autoclosure () -> String,
    frontendID: @autoclosure () -> String? = nil, detail: @autoclosure () -> LogFields = [:]
  ) {
    guard recordsEach else { return }
    note(.trace, marker, component, id(), frontendID(), detail())
  }

  /// Whether nothing waits to be drained.
  package var isEmpty: Bool { waiting.withLock { $0.isEmpty } }

  /// Takes the oldest records out, in the order they were made.
  /// - Parameter limit: most that are taken at once.
  package func drain(limit: Int = .max) -> [BoundaryRecord] {
    waiting.withLock { waiting in
      var taken: [BoundaryRecord] = []
      taken.reserveCapacity(min(limit, waiting.count))
      while taken.count < limit, let record = waiting.popFirst() { taken.append(record) }
      return taken
    }
  }

  private func note(
    _ level: LogLevel, _ marker: BoundaryRecord.Marker, _ component: BoundaryRecord.Component, _ id: String, _ frontendID: String?,
    _ detail: LogFields
  ) {
    let now = time.now()
    let crossing: LogFields = [
      .marker: .text(marker.rawValue), .component: .text(component.rawValue), .id: .text(id), .frontendID: .optional(frontendID),
    ]
    log.component(component.log).write(level, "boundary", crossing.merging(detail), at: now)
    let record = BoundaryRecord(
      time: now, marker: marker, component: component, id: id, frontendID: frontendID, pod: pod, detail: detail.text)
    waiting.withLock { waiting in
      if waiting.count == capacity {
        _ = waiting.popFirst()
        dropped.add()
      }
      waiting.append(record)
    }
  }
}

extension BoundaryRecord.Component {
  fileprivate var log: LogComponent {
    switch self {
    case .gateway: .gateway
    case .bus: .bus
    case .worker: .worker
    case .provider: .provider
    case .store: .store
    }
  }
}
