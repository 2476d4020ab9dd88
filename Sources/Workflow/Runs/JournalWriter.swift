import Domain
import EventLoop
import Observe
import Primitives
import Store

/// Gathers the events of all runs on one loop and gives them to the store in batches, at most `intervalMilliseconds` apart, together with
/// the boundary records that were made meanwhile. Belongs to its loop.
package final class JournalWriter {
  private let loop: EventLoop
  private let store: any Store
  private let boundaries: BoundaryRecorder
  private let log: Log
  private let journalBytes: Counter
  private let intervalMilliseconds: Int
  private var batch = JournalBatch()
  private var timer: LoopTimer?
  private var isScheduled = false

  private static let largestBatchBytes = 1 << 20

  package init(loop: EventLoop, store: any Store, boundaries: BoundaryRecorder, log: Log, journalBytes: Counter, intervalMilliseconds: Int) {
    self.loop = loop
    self.store = store
    self.boundaries = boundaries
    self.log = log
    self.journalBytes = journalBytes
    self.intervalMilliseconds = intervalMilliseconds
  }

  package func append(stream: String, _ event: StreamEvent, json: ArraySlice<UInt8>) {
    batch.append(stream: stream, epoch: event.position.epoch, sequence: event.position.sequence, json: json)
    if batch.bytes.count >= Self.largestBatchBytes { flush() } else { schedule() }
  }

  /// Hands over everything that was gathered. What is asked of the store afterwards comes after it.
  package func flush() {
    let records = boundaries.drain()
    guard !batch.isEmpty || !records.isEmpty else { return }
    let full = batch
    batch = JournalBatch()
    journalBytes.add(UInt64(full.bytes.count))
    loop.spawn { [store] in
      try await store.append(full, boundaries: records)
    } then: { [log] result in
      if case .failure(let error) = result {
        log.error("events of live streams could not be written", [.error: .text("\(error)"), .bytes: .integer(Int64(full.bytes.count))])
      }
    }
  }

  private func schedule() {
    guard !isScheduled else { return }
    isScheduled = true
    if let timer {
      timer.reschedule(afterMilliseconds: intervalMilliseconds)
    } else {
      timer = loop.schedule(afterMilliseconds: intervalMilliseconds) { [weak self] in
        guard let self else { return }
        isScheduled = false
        flush()
      }
    }
  }
}
