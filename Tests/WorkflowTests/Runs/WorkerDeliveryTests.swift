import Bus
import Domain
import Store
import TestKit
import Testing

@testable import Workflow

/// What a worker answers to offers of work.
@Suite(.timeLimit(.minutes(1))) struct WorkerDeliveryTests {
  private static let other = "01JD2ZK7V3Q8W5R1T0X9Y6B4CF"

  private func offer(_ bench: WorkerBench, _ delivery: NotedDelivery) async throws {
    try await bench.onLoop { worker, _ in worker.offered(delivery) }
  }

  @Test func `work is finished when the run has ended, not before`() async throws {
    try await withWorker { bench in
      let delivery = NotedDelivery(WorkerBench.run)
      bench.offer()
      try await offer(bench, delivery)
      try await bench.waitForCall(1)
      await bench.settle()
      #expect(delivery.answers.isEmpty)
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      #expect(delivery.answers == [.finished])
    }
  }

  @Test(arguments: [RunClaimResult.held, .notItsTurn, .finished]) func `work that is somebody else's, or nobody's, is finished at once`(
    _ result: RunClaimResult
  ) async throws {
    try await withWorker { bench in
      let delivery = NotedDelivery(WorkerBench.run)
      bench.store.answerClaims(with: result)
      try await offer(bench, delivery)
      try await bench.wait("the answer") { _, _ in !delivery.answers.isEmpty }
      #expect(delivery.answers == [.finished])
      try await bench.onLoop { worker, _ in #expect(worker.openRuns == 0) }
    }
  }

  @Test func `work of a run that is gone with its chat is finished`() async throws {
    try await withWorker { bench in
      let delivery = NotedDelivery(WorkerBench.run)
      bench.store.fail("claim", .notFound)
      try await offer(bench, delivery)
      try await bench.wait("the answer") { _, _ in !delivery.answers.isEmpty }
      #expect(delivery.answers == [.finished])
    }
  }

  @Test func `while a run is worked at, and while it waits for a claim, its work is in progress`() async throws {
    try await withWorker(leaseMilliseconds: 6) { bench in
      let (running, waiting) = (NotedDelivery(WorkerBench.run), NotedDelivery(Self.other))
      bench.offer()
      try await offer(bench, running)
      try await bench.waitForCall(1)
      bench.store.hold("claim")
      try await offer(bench, waiting)
      try await bench.wait("progress") { _, _ in running.answers.count >= 2 && waiting.answers.count >= 2 }
      #expect(Set(running.answers) == [.progress] && Set(waiting.answers) == [.progress])
      bench.store.release("claim")
      try await bench.wait("the answer") { _, _ in waiting.answers.last == .finished }
    }
  }

  @Test func `a store that fails keeps the work until it answers`() async throws {
    try await withWorker { bench in
      let delivery = NotedDelivery(WorkerBench.run)
      bench.store.fail("claim", times: 3)
      bench.offer()
      try await offer(bench, delivery)
      try await bench.waitForCall(1)
      #expect(delivery.answers.isEmpty)
    }
  }

  @Test func `a run that is lost to another worker is that worker's to answer for`() async throws {
    try await withWorker(leaseMilliseconds: 6) { bench in
      let delivery = NotedDelivery(WorkerBench.run)
      bench.offer()
      try await offer(bench, delivery)
      try await bench.waitForCall(1)
      bench.store.lose([WorkerBench.run])
      try await bench.wait("the run's end") { worker, _ in worker.openRuns == 0 }
      #expect(delivery.answers.last == .finished)
      #expect(!delivery.answers.contains(.declined))
    }
  }

  @Test func `draining, it declines what is offered and keeps what it has`() async throws {
    try await withWorker { bench in
      let (running, late) = (NotedDelivery(WorkerBench.run), NotedDelivery(Self.other))
      bench.offer()
      try await offer(bench, running)
      try await bench.waitForCall(1)
      try await bench.onLoop { worker, _ in worker.drain {} }
      try await offer(bench, late)
      #expect(late.answers == [.declined] && running.answers.isEmpty)
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      #expect(running.answers == [.finished])
    }
  }

  @Test func `draining, it gives back work whose claim the store failed, before or after`() async throws {
    try await withWorker(storeRetryMilliseconds: 3_600_000) { bench in
      let (failed, failing) = (NotedDelivery(WorkerBench.run), NotedDelivery(Self.other))
      bench.store.fail("claim", times: 2)
      try await offer(bench, failed)
      try await bench.waitForStore { $0.names == ["claim"] }
      await bench.settle()
      bench.store.hold("claim")
      try await offer(bench, failing)
      try await bench.waitForStore { $0.names == ["claim", "claim"] }
      try await bench.onLoop { worker, _ in worker.drain {} }
      #expect(failed.answers == [.declined] && failing.answers.isEmpty)
      bench.store.release("claim")
      try await bench.wait("the answer") { _, _ in !failing.answers.isEmpty }
      #expect(failing.answers == [.declined])
    }
  }

  @Test func `runs that are abandoned are declined, so that another worker has them now`() async throws {
    try await withWorker { bench in
      let (running, claiming) = (NotedDelivery(WorkerBench.run), NotedDelivery(Self.other))
      bench.offer()
      try await offer(bench, running)
      try await bench.waitForCall(1)
      bench.store.hold("claim")
      try await offer(bench, claiming)
      try await bench.onLoop { worker, _ in
        worker.drain {}
        worker.abandonAll()
      }
      bench.store.release("claim")
      await bench.settle()
      #expect(running.answers == [.declined] && claiming.answers == [.declined])
    }
  }

  @Test func `each offer of one run is answered`() async throws {
    try await withWorker(leaseMilliseconds: 6) { bench in
      let offers = [NotedDelivery(WorkerBench.run), NotedDelivery(WorkerBench.run), NotedDelivery(WorkerBench.run)]
      bench.offer()
      for offer in offers[..<2] { try await self.offer(bench, offer) }
      try await bench.waitForCall(1)
      try await offer(bench, offers[2])
      try await bench.wait("progress") { _, _ in offers.allSatisfy { $0.answers.contains(.progress) } }
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      await bench.settle()
      for offer in offers { #expect(offer.answers.last == .finished && offer.answers.count { $0 == .finished } == 1) }
    }
  }

  @Test func `the run whose turn it is next is handed on when the one before it has ended`() async throws {
    try await withWorker { bench in
      bench.store.follow(with: Self.other)
      try await bench.begin()
      #expect(bench.bus.published.isEmpty)
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      await bench.settle()
      #expect(bench.bus.published == [Self.other])
    }
  }
}
