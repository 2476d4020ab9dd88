import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Synchronization
import TestKit
import Testing

@testable import Workflow

@Suite(.timeLimit(.minutes(1))) struct RunSweepTests {
  private final class Ear: BusWorker {
    private let all = Mutex<[any WorkDelivery]>([])
    var runs: [String] { all.withLock { $0.map(\.run) } }
    var attempts: [Int] { all.withLock { $0.map(\.attempt) } }
    func offered(_ delivery: any WorkDelivery) {
      delivery.progress()
      delivery.decline()
      delivery.finish()
      all.withLock { $0.append(delivery) }
    }
  }

  private func sweep(_ store: ScriptedStore, _ ear: Ear, _ time: ManualTime, intervalMilliseconds: Int = 1) -> RunSweep {
    RunSweep(store: store, worker: ear, log: .silent, time: time, intervalMilliseconds: intervalMilliseconds)
  }

  @Test func `what may be claimed is offered, once a look`() async throws {
    let (store, ear, time) = (ScriptedStore(), Ear(), ManualTime())
    store.setClaimable(["a", "b"])
    try await sweep(store, ear, time).look()
    #expect(ear.runs == ["a", "b"] && ear.attempts == [1, 1])
    // Not taken, it is found again.
    try await sweep(store, ear, time).look()
    #expect(ear.runs == ["a", "b", "a", "b"])
  }

  @Test func `work that was just accepted is left to the bus`() async throws {
    let (store, ear, time) = (ScriptedStore(), Ear(), ManualTime())
    try await sweep(store, ear, time).look()
    #expect(store.claimableAsked == [time.now().adding(milliseconds: -1000)])
  }

  @Test func `it looks again and again, one look at a time, also after the store has failed`() async throws {
    let (store, ear, time) = (ScriptedStore(), Ear(), ManualTime())
    let loop = EventLoop(name: "sweep")
    try loop.start()
    defer { loop.stop() }
    store.setClaimable(["a"])
    store.fail("claimableRuns", times: 2)
    try await sweep(store, ear, time).start(on: loop)
    try await wait(on: loop) { ear.runs.count >= 3 }
    store.hold("claimableRuns")
    try await settle(loop)
    let count = ear.runs.count
    try await settle(loop)
    #expect(ear.runs.count == count)
    store.release("claimableRuns")
    try await wait(on: loop) { ear.runs.count > count }
  }

  private func settle(_ loop: EventLoop) async throws {
    for _ in 0..<5 { await turn(loop) }
  }

  private func wait(on loop: EventLoop, until condition: () -> Bool) async throws {
    for _ in 0..<2000 {
      if condition() { return }
      await turn(loop)
    }
    throw WorkerBench.Unfulfilled(what: "a look")
  }

  private func turn(_ loop: EventLoop) async {
    await withCheckedContinuation { continuation in
      loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
    }
  }
}
