import Domain
import EventLoop
import Observe
import Primitives
import Store

/// Gathers the events of all runs on one loop and gives them to the store in batches, at most `intervalMilliseconds` apart, together with
/// the boundary records that were made meanwhile. A batch that the store failed is given to it again. Belongs to its loop.
package final class JournalWriter {
  /// A batch on its way to the store.
  private struct Sent {
    let number: Int
    let batch: JournalBatch
    let boundaries: [BoundaryRecord]
  }

  private let loop: EventLoop
  private let store: any Store
  private let boundaries: BoundaryRecorder
  private let log: Log
  private let journalBytes: Counter
  private let intervalMilliseconds: Int
  private let retryMilliseconds: Int
  private var batch = JournalBatch()
  /// What the store has not confirmed, oldest first.
  private var sent: [Sent] = []
  private var lastNumber = 0
  private var timer: LoopTimer?
  private var isScheduled = false

  private static let largestBatchBytes = 1 << 20
  /// What may wait for a store that fails. What is beyond is lost for a take-over, which keeps the events before the hole.
  private static let largestUnconfirmedBytes = 64 << 20

  package init(
    loop: EventLoop, store: any Store, boundaries: BoundaryRecorder, log: Log, journalBytes: Counter, intervalMilliseconds: Int,
    retryMilliseconds: Int = 1000
  ) {
    self.loop = loop
    self.store = store
    self.boundaries = boundaries
    self.log = log
    self.journalBytes = journalBytes
    self.intervalMilliseconds = intervalMilliseconds
    self.retryMilliseconds = retryMilliseconds
  }

  package func append(stream: String, _ event: StreamEvent, json: ArraySlice<UInt8>) {
    batch.append(stream: stream, epoch: event.position.epoch, sequence: event.position.sequence, json: json)
    if batch.bytes.count >= Self.largestBatchBytes { flush() } else { schedule() }
  }

  /// Hands over everything that was gathered. What is asked of the store afterwards comes after it.
  package func flush() {
    let records = boundaries.drain()
    guard !batch.isEmpty || !records.isEmpty else { return }
    lastNumber += 1
    let full = Sent(number: lastNumber, batch: batch, boundaries: records)
    batch = JournalBatch()
    journalBytes.add(UInt64(full.batch.bytes.count))
    sent.append(full)
    send(full)
  }

  /// The events of a stream's epoch of which the store has not said that it has them, in order.
  func unconfirmed(stream: String, epoch: Int64) -> JournalBatch {
    var found = JournalBatch()
    for batch in sent.map(\.batch) + [batch] { found.append(batch, stream: stream, epoch: epoch) }
    return found
  }

  private func send(_ full: Sent) {
    loop.spawn { [store] in
      try await store.append(full.batch, boundaries: full.boundaries)
    } then: { [weak self] result in
      self?.answered(full, result)
    }
  }

  private func answered(_ full: Sent, _ result: Result<Void, any Error>) {
    guard case .failure(let error) = result else {
      sent.removeAll { $0.number == full.number }
      return
    }
    guard sent.reduce(0, { $0 + $1.batch.bytes.count }) <= Self.largestUnconfirmedBytes else {
      log.error("events of live streams are lost: the store fails for too long", [.error: .text("\(error)"), .bytes: .count(full.batch.bytes.count)])
      sent.removeAll { $0.number == full.number }
      return
    }
    log.error(
      "events of live streams could not be written; they are tried again", [.error: .text("\(error)"), .bytes: .count(full.batch.bytes.count)])
    loop.schedule(afterMilliseconds: retryMilliseconds) { [weak self] in self?.send(full) }
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
