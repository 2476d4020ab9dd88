import Bus
import EventLoop
import Observe
import Primitives
import Store

/// Looks from time to time for runs that may be claimed: of workers that died, and those whose work got lost on the bus. The store is the truth, the bus
/// only makes it fast.
package final class RunSweep: Sendable {
  private let store: any Store
  private let worker: any BusWorker
  private let log: Log
  private let time: any TimeSource
  private let intervalMilliseconds: Int
  private let queuedMilliseconds: Int64

  private static let runsAtOnce = 256

  /// - Parameters:
  ///   - worker: is offered what is found.
  ///   - queuedMilliseconds: how long accepted work may be on its way before it counts as lost.
  package init(store: any Store, worker: any BusWorker, log: Log, time: any TimeSource, intervalMilliseconds: Int, queuedMilliseconds: Int64 = 1000) {
    self.store = store
    self.worker = worker
    self.log = log
    self.time = time
    self.intervalMilliseconds = intervalMilliseconds
    self.queuedMilliseconds = queuedMilliseconds
  }

  package func start(on loop: EventLoop) async throws {
    try await loop.run { [self] in
      var isLooking = false
      loop.schedule(afterMilliseconds: intervalMilliseconds, repeating: intervalMilliseconds) {
        guard !isLooking else { return }
        isLooking = true
        loop.spawn {
          try await self.look()
        } then: { result in
          isLooking = false
          if case .failure(let error) = result { self.log.warning("nobody can tell which runs are left", [.error: .text("\(error)")]) }
        }
      }
    }
  }

  /// Looks once.
  package func look() async throws {
    let now = time.now()
    let runs = try await store.claimableRuns(
      now: now, queuedBefore: now.adding(milliseconds: -queuedMilliseconds), limit: Self.runsAtOnce)
    for run in runs { worker.offered(FoundWork(run: run)) }
  }

  /// Found work is found again when it is not taken.
  private final class FoundWork: WorkDelivery {
    let run: String
    let attempt = 1

    init(run: String) { self.run = run }

    func finish() {}
    func progress() {}
    func decline() {}
  }
}
