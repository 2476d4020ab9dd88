import EventLoop
import Observe
import Primitives

/// Takes the figures down whenever that is due, on one loop, as long as that runs.
struct HistoryTimer: Sendable {
  private let recorder: MetricRecorder
  private let time: any TimeSource

  init(_ recorder: MetricRecorder, time: any TimeSource) {
    self.recorder = recorder
    self.time = time
  }

  func start(on loop: EventLoop) async throws { try await loop.run { tick(on: loop) } }

  private func tick(on loop: EventLoop) {
    let wait = recorder.tick(at: time.now())
    loop.schedule(afterMilliseconds: Int(wait)) { tick(on: loop) }
  }
}
