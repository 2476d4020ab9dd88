import EventLoop
import Observe
import Primitives
import Store

/// Takes the figures down whenever that is due, on one loop, as long as that runs. What the ledger knows of the time before is put before them.
struct HistoryTimer: Sendable {
  private let recorder: MetricRecorder
  private let store: any Store
  private let log: Log
  private let time: any TimeSource

  init(_ recorder: MetricRecorder, store: any Store, log: Log, time: any TimeSource) {
    self.recorder = recorder
    self.store = store
    self.log = log
    self.time = time
  }

  func start(on loop: EventLoop) async throws {
    try await loop.run {
      tick(on: loop)
      refill(on: loop)
    }
  }

  private func tick(on loop: EventLoop) {
    let wait = recorder.tick(at: time.now())
    loop.schedule(afterMilliseconds: Int(wait)) { tick(on: loop) }
  }

  private func refill(on loop: EventLoop) {
    guard let coarsest = recorder.coarsest else { return }
    let step = coarsest.stepSeconds
    let now = time.now().microseconds / 1_000_000
    let since = Timestamp(milliseconds: (now / step * step - coarsest.reachSeconds) * 1000)
    loop.spawn { [store] in
      try await store.usage(since: since, stepSeconds: step)
    } then: { [recorder, log] result in
      switch result {
      case .success(let steps):
        recorder.refill(
          steps.map { step in
            (
              step.start,
              [
                "spend_usd_per_hour": UInt64(max(0, step.nanodollars)), "tokens_per_second": UInt64(max(0, step.completionTokens)),
                "unpriced_calls_per_second": UInt64(max(0, step.unpricedCalls)), "provider_errors_per_second": UInt64(max(0, step.failedCalls)),
              ]
            )
          })
      case .failure(let error): log.warning("the history begins with this process: the ledger could not be read", [.error: .text("\(error)")])
      }
    }
  }
}
