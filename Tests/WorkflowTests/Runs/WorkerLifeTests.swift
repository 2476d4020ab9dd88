import Domain
import Observe
import Store
import TestKit
import Testing

@testable import Workflow

/// How a worker takes runs, and leaves them.
@Suite(.timeLimit(.minutes(1))) struct WorkerLifeTests {
  @Test func `a run is claimed once however often it is offered`() async throws {
    try await withWorker { bench in
      try await bench.begin()
      try await bench.onLoop { worker, _ in
        worker.offered(NotedDelivery(WorkerBench.run))
        worker.offered(NotedDelivery(WorkerBench.run))
      }
      await bench.settle()
      #expect(bench.store.names.filter { $0 == "claim" }.count == 1)
    }
  }

  @Test func `a claim that the store fails is tried again; a run that is gone is not`() async throws {
    try await withWorker { bench in
      bench.store.fail("claim", times: 2)
      try await bench.begin()
      #expect(bench.store.names.filter { $0 == "claim" }.count == 3)
    }
    try await withWorker { bench in
      bench.store.fail("claim", .notFound, times: 100)
      try await bench.onLoop { worker, _ in worker.offered(NotedDelivery(WorkerBench.run)) }
      try await bench.waitForStore { $0.names == ["claim"] }
      await bench.settle()
      #expect(bench.store.names == ["claim"])
      try await bench.onLoop { worker, _ in #expect(worker.openRuns == 0) }
    }
  }

  @Test func `a cancel claims the run only where it may`() async throws {
    try await withWorker { bench in
      bench.offer(cancelRequested: .user)
      try await bench.onLoop { worker, _ in worker.cancelled(run: WorkerBench.run, by: .user, mayClaim: false) }
      await bench.settle()
      #expect(bench.store.names.isEmpty)
      try await bench.onLoop { worker, _ in worker.cancelled(run: WorkerBench.run, by: .user, mayClaim: true) }
      try await bench.waitForEnd()
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 stream.cancelled"])
      try await bench.onLoop { _, provider in #expect(provider.calls.isEmpty) }
      #expect(bench.store.finalizations[0].call?.cost == .some(.zero))
    }
  }

  @Test func `draining, it takes nothing new and waits for what it has`() async throws {
    try await withWorker { bench in
      let notes = Notes()
      try await bench.begin()
      try await bench.onLoop { worker, _ in
        worker.drain { notes.add("idle") }
        worker.offered(NotedDelivery("01JD2ZK7V3Q8W5R1T0X9Y6B4CF"))
      }
      await bench.settle()
      #expect(notes.all.isEmpty)
      #expect(bench.store.names.filter { $0 == "claim" }.count == 1)
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      await bench.settle()
      #expect(notes.all == ["idle"])
    }
  }

  @Test func `an idle worker is drained at once`() async throws {
    try await withWorker { bench in
      let notes = Notes()
      try await bench.onLoop { worker, _ in worker.drain { notes.add("idle") } }
      #expect(notes.all == ["idle"])
    }
  }

  @Test func `what is abandoned is journalled and says nothing more`() async throws {
    try await withWorker { bench in
      let notes = Notes()
      bench.store.hold("beginArtifact")
      try await bench.begin()
      try await bench.onLoop { worker, provider in
        provider.calls[0].say("a\n```\nx")
        worker.drain { notes.add("idle") }
        worker.abandonAll()
        #expect(provider.calls[0].isReleased)
      }
      bench.store.release("beginArtifact")
      await bench.settle()
      #expect(notes.all == ["idle"])
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 text.delta"])
      #expect(bench.journal == bench.feed.types)
      #expect(bench.store.finalizations.isEmpty)
      #expect(bench.metrics.openRuns.value == 0)
    }
  }

  @Test func `a run that is claimed after all were abandoned is not begun`() async throws {
    try await withWorker { bench in
      let notes = Notes()
      bench.offer()
      bench.store.hold("claim")
      try await bench.onLoop { worker, _ in worker.offered(NotedDelivery(WorkerBench.run)) }
      try await bench.waitForStore { $0.names == ["claim"] }
      try await bench.onLoop { worker, _ in
        worker.drain { notes.add("idle") }
        worker.abandonAll()
      }
      #expect(notes.all.isEmpty)
      bench.store.release("claim")
      await bench.settle()
      #expect(notes.all == ["idle"])
      #expect(bench.feed.types.isEmpty)
      try await bench.onLoop { _, provider in #expect(provider.calls.isEmpty) }
    }
  }

  // MARK: The journal

  @Test func `events that the store could not take are given to it again`() async throws {
    try await withWorker { bench in
      bench.store.fail("append", times: 2)
      try await bench.begin()
      try await bench.waitForStore { $0.names.filter { $0 == "append" }.count == 3 }
      #expect(bench.journal == ["1-1 stream.started", "1-1 stream.started", "1-1 stream.started"])
      try await bench.onLoop { _, provider in provider.calls[0].say("a") }
      try await bench.waitForStore { $0.names.filter { $0 == "append" }.count == 4 }
      #expect(bench.journal.last == "1-2 text.delta")
    }
  }

  @Test func `the commit brings what the journal could not, so that no log has a hole`() async throws {
    try await withWorker { bench in
      bench.store.hold("append")
      try await bench.begin()
      try await bench.onLoop { _, provider in
        provider.calls[0].say("a")
        provider.calls[0].say("b")
        provider.calls[0].end()
      }
      try await bench.waitForStore { $0.finalizations.count == 1 }
      #expect(
        lines(of: bench.store.finalizations[0].lastEvents) == [
          "1-1 stream.started", "1-2 text.delta", "1-3 text.delta", "1-4 usage", "1-5 stream.completed",
        ])
      let entries = bench.store.finalizations[0].lastEvents.entries
      #expect(entries.count == 1 && entries[0].firstSequence == 1 && entries[0].lastSequence == 5)
    }
  }

  @Test func `what the store has confirmed is not brought again`() async throws {
    try await withWorker { bench in
      try await bench.begin()
      try await bench.waitForStore { $0.names.contains("append") }
      await bench.settle()
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForStore { $0.finalizations.count == 1 }
      #expect(lines(of: bench.store.finalizations[0].lastEvents) == ["1-2 usage", "1-3 stream.completed"])
    }
  }
}
