import Domain
import Primitives
import Observe
import Store
import StreamLog
import TestKit
import Testing

@testable import Workflow

/// The shell around the machine: what is asked of the store and the provider, and in which order.
@Suite(.timeLimit(.minutes(1))) struct WorkerTests {
  @Test func `the end is told after the commit, which comes after the journal`() async throws {
    try await withWorker { bench in
      bench.store.hold("finalize")
      try await bench.begin()
      try await bench.onLoop { _, provider in
        provider.calls[0].say("Hello")
        provider.calls[0].end()
      }
      try await bench.waitForStore { $0.finalizations.count == 1 }
      await bench.settle()
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 text.delta", "1-3 usage"])
      #expect(bench.journal == bench.feed.types)
      #expect(bench.store.names.first == "claim" && bench.store.names.last == "finalize")
      bench.store.release("finalize")
      try await bench.waitForEnd()
      await bench.settle()
      #expect(bench.feed.types.last == "1-4 stream.completed")
      let finalization = bench.store.finalizations[0]
      #expect(finalization.status == .completed)
      #expect(finalization.message?.content == "Hello")
      #expect(lines(of: finalization.lastEvents).last == "1-4 stream.completed")
      #expect(finalization.call?.status == .completed)
      #expect(!bench.journal.contains("1-4 stream.completed"))
      try await bench.onLoop { worker, _ in #expect(worker.openRuns == 0) }
    }
  }

  @Test func `a commit that fails is tried until it succeeds, and the end waits`() async throws {
    try await withWorker { bench in
      bench.store.fail("finalize", times: 3)
      bench.store.follow(with: "next")
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForEnd()
      await bench.settle()
      #expect(bench.store.finalizations.count == 4)
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 usage", "1-3 stream.completed"])
      #expect(bench.bus.published == ["next"])
      #expect(bench.metrics.openRuns.value == 0)
    }
  }

  @Test func `a commit that is fenced tells nobody anything, and the ledger what the call used`() async throws {
    try await withWorker { bench in
      bench.store.fail("finalize", .fenced)
      try await bench.begin()
      try await bench.onLoop { _, provider in
        provider.calls[0].say("Hello")
        provider.calls[0].end()
      }
      try await bench.waitForStore { $0.closedCalls.count == 1 && $0.names.contains("run") }
      await bench.settle()
      #expect(bench.feed.types.last == "1-3 usage")
      #expect(bench.store.closedCalls[0].status == .completed)
      #expect(bench.store.closedCalls[0].tokens?.output == 2)
      #expect(bench.metrics.openRuns.value == 0)
      try await bench.onLoop { worker, _ in #expect(worker.openRuns == 0) }
    }
  }

  @Test func `a chat deleted in mid-run ends its stream for those who read, and the call`() async throws {
    try await withWorker { bench in
      bench.store.fail("beginArtifact", .fenced)
      try await bench.begin()
      bench.store.forget(run: WorkerBench.run)
      try await bench.onLoop { _, provider in provider.calls[0].say("```\nx") }
      try await bench.waitForEnd()
      await bench.settle()
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 text.delta", "1-3 stream.cancelled"])
      try await bench.onLoop { worker, provider in
        #expect(provider.calls[0].isReleased)
        #expect(worker.openRuns == 0)
      }
      try await bench.waitForStore { $0.closedCalls.count == 1 }
      #expect(bench.store.closedCalls[0].tokens?.isEstimated == true)
      #expect(bench.store.finalizations.isEmpty)
    }
  }

  @Test func `a lease that is lost ends the call in silence`() async throws {
    try await withWorker(leaseMilliseconds: 6) { bench in
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].say("a") }
      bench.store.lose([WorkerBench.run])
      try await bench.wait("the call's end") { $1.calls[0].isReleased }
      await bench.settle()
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 text.delta"])
      #expect(bench.store.finalizations.isEmpty)
    }
  }

  @Test func `a lease that is lost while the end is committed leaves the word to the commit`() async throws {
    try await withWorker(leaseMilliseconds: 6) { bench in
      bench.store.hold("finalize")
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].end() }
      try await bench.waitForStore { $0.finalizations.count == 1 }
      let renewals = bench.store.names.count { $0 == "renew" }
      bench.store.lose([WorkerBench.run])
      try await bench.waitForStore { $0.names.count { $0 == "renew" } > renewals + 1 }
      bench.store.release("finalize")
      try await bench.waitForEnd()
      #expect(bench.feed.types.last == "1-3 stream.completed")
    }
  }

  // MARK: Calls and the ledger

  @Test func `the ledger's row is closed, and the next one opened, before the next call is made`() async throws {
    try await withWorker { bench in
      bench.store.hold("openCall")
      try await bench.begin()
      try await bench.onLoop { _, provider in
        provider.calls[0].say(.identified(providerRequestID: "r-1"))
        provider.calls[0].fail()
      }
      try await bench.waitForStore { $0.openedCalls.count == 1 }
      await bench.settle()
      try await bench.onLoop { _, provider in #expect(provider.calls.count == 1) }
      let row = bench.store.closedCalls[0]
      #expect(row.status == .failed && row.attempt == 1 && row.providerRequestID == "r-1" && row.cost == .zero)
      #expect(bench.store.openedCalls[0].attempt == 2)
      #expect(bench.store.openedCalls[0].id != row.id)
      bench.store.release("openCall")
      try await bench.waitForCall(2)
      try await bench.onLoop { _, provider in provider.calls[1].end() }
      try await bench.waitForEnd()
      #expect(bench.store.finalizations[0].call?.id == bench.store.openedCalls[0].id)
    }
  }

  @Test func `the ledger is written however often the store fails`() async throws {
    try await withWorker { bench in
      bench.store.fail("closeCall", times: 2)
      bench.store.fail("openCall", times: 2)
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].fail() }
      try await bench.waitForCall(2)
      try await bench.waitForStore { $0.closedCalls.count == 3 }
      #expect(Set(bench.store.closedCalls.map(\.id)).count == 1)
      #expect(bench.store.openedCalls.count == 3)
    }
  }

  @Test(arguments: [true, false]) func `no call is made for a run that was stopped while the ledger was written`(_ isFenced: Bool) async throws {
    try await withWorker(leaseMilliseconds: isFenced ? 6 : 60_000) { bench in
      bench.store.hold("openCall")
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].fail() }
      try await bench.waitForStore { $0.openedCalls.count == 1 }
      if isFenced {
        bench.store.lose([WorkerBench.run])
        try await bench.wait("the run's end") { worker, _ in worker.openRuns == 0 }
      } else {
        try await bench.onLoop { worker, _ in worker.cancelled(run: WorkerBench.run, by: .user, mayClaim: false) }
        try await bench.waitForEnd()
        #expect(bench.feed.types.last == "1-2 stream.cancelled")
      }
      bench.store.release("openCall")
      await bench.settle()
      try await bench.onLoop { _, provider in #expect(provider.calls.count == 1) }
    }
  }

  @Test func `a provider that fails before it has handed over the call leaves nothing behind`() async throws {
    try await withWorker { bench in
      try await bench.onLoop { _, provider in provider.whenStarted = { $0.fail() } }
      bench.offer()
      bench.store.hold("openCall")
      try await bench.onLoop { worker, _ in worker.offered(NotedDelivery(WorkerBench.run)) }
      try await bench.waitForStore { $0.openedCalls.count == 1 }
      try await bench.onLoop { worker, _ in worker.cancelled(run: WorkerBench.run, by: .user, mayClaim: false) }
      try await bench.waitForEnd()
      #expect(bench.feed.types == ["1-1 stream.started", "1-2 stream.cancelled"])
    }
  }

  @Test func `cancelled by what it says before it is handed over, a call is cancelled`() async throws {
    try await withWorker { bench in
      try await bench.onLoop { worker, provider in
        provider.whenStarted = { call in
          call.say("a")
          worker.cancelled(run: WorkerBench.run, by: .limit, mayClaim: false)
        }
      }
      try await bench.begin()
      try await bench.waitForEnd()
      #expect(bench.feed.types.last == "1-4 stream.cancelled")
      try await bench.onLoop { _, provider in #expect(provider.calls[0].isCancelled) }
    }
  }

  @Test func `the call rests while an ID is allocated`() async throws {
    try await withWorker { bench in
      bench.store.hold("beginArtifact")
      try await bench.begin()
      try await bench.onLoop { _, provider in
        provider.calls[0].say("```\n")
        #expect(provider.calls[0].isPaused)
        provider.calls[0].say("x\n```\n")
      }
      try await bench.waitForStore { $0.names.contains("beginArtifact") }
      #expect(bench.feed.text == "```\n")
      bench.store.release("beginArtifact")
      try await bench.waitForFeed { $0.count == 6 }
      #expect(bench.feed.text == "```\nx\n```\n")
      try await bench.onLoop { _, provider in
        #expect(!provider.calls[0].isPaused && provider.calls[0].pauses == 1)
        provider.calls[0].end()
      }
      try await bench.waitForEnd()
      let artifact = bench.store.finalizations[0].artifacts.first
      #expect(artifact?.start == 4 && artifact?.end == 6 && artifact?.content == nil && artifact?.status == .complete)
    }
  }

  @Test func `a provider that is not configured refuses, and the gauge of open runs comes back to nothing`() async throws {
    try await withWorker(isProviderConfigured: false) { bench in
      bench.offer()
      try await bench.onLoop { worker, _ in worker.offered(NotedDelivery(WorkerBench.run)) }
      try await bench.waitForEnd()
      await bench.settle()
      guard case .failed(let failed) = bench.feed.events.last?.body else {
        Issue.record("expected a failure")
        return
      }
      #expect(failed.code == .providerRefused && failed.providerStatus == 404)
      #expect(bench.metrics.openRuns.value == 0)
    }
  }

  // MARK: Take-over

  @Test func `a run that is taken over voids first, and is tried until that is done`() async throws {
    try await withWorker { bench in
      bench.store.fail("voidArtifacts", times: 2)
      try await bench.begin(epoch: 2, log: eventLog([.begun, .said("a"), .opened(3)]))
      #expect(bench.store.names.filter { $0 == "voidArtifacts" }.count == 3)
      #expect(bench.feed.types == ["2-2 stream.reset"])
      #expect(bench.feed.histories.first?.count == 3)
      #expect(bench.metrics.takeOvers.value == 1)
    }
  }

  @Test func `what the lost worker wrote is given to a provider that can go on`() async throws {
    try await withWorker { bench in
      try await bench.onLoop { _, provider in provider.canContinue = true }
      try await bench.begin(epoch: 2, log: eventLog([.begun, .said("Hel")]))
      try await bench.onLoop { _, provider in
        #expect(provider.calls[0].request.continuing == "Hel")
        provider.calls[0].say("lo")
        provider.calls[0].end()
      }
      try await bench.waitForEnd()
      #expect(bench.store.finalizations[0].message?.content == "Hello")
    }
  }

  @Test func `the vendor's ID of an answer is kept while its call is open, also by a store that fails at first`() async throws {
    try await withWorker { bench in
      bench.store.fail("identifyCall", times: 2)
      try await bench.begin()
      try await bench.onLoop { _, provider in provider.calls[0].say(.attachable(response: "r")) }
      try await bench.waitForStore { $0.names.filter { $0 == "identifyCall" }.count == 3 }
    }
  }

  @Test func `an answer that goes on at its provider is listened to again, and its one bill goes into the commit`() async throws {
    try await withWorker { bench in
      try await bench.onLoop { _, provider in provider.canReattach = true }
      try await bench.begin(epoch: 2, log: eventLog([.begun, .said("Hel")]), earlier: [lostCall(epoch: 1, response: "r")])
      try await bench.onLoop { _, provider in
        #expect(provider.calls[0].request.reattaching == "r")
        provider.calls[0].say(.attachable(response: "r"))
        provider.calls[0].say("Hello")
        #expect(provider.calls[0].isPaused)
      }
      try await bench.wait("the call goes on") { !$1.calls[0].isPaused }
      try await bench.onLoop { _, provider in
        provider.calls[0].say(.usage(TokenUsage(input: 9, output: 2)))
        provider.calls[0].say(.finished(reason: "stop"))
        provider.calls[0].end()
      }
      try await bench.waitForEnd()
      let end = bench.store.finalizations[0]
      #expect(end.message?.content == "Hello")
      #expect(end.message?.tokens == TokenUsage(input: 9, output: 2))
      #expect(end.call?.tokens == TokenUsage() && end.call?.providerRequestID == "r")
      #expect(end.earlierCalls.map(\.tokens) == [TokenUsage(input: 9, output: 2)])
      #expect(bench.feed.types == ["2-3 stream.reset", "2-4 text.delta", "2-5 usage", "2-6 stream.completed"])
      try await bench.onLoop { _, provider in #expect(provider.calls.count == 1 && provider.endedResponses.isEmpty) }
    }
  }

  @Test(arguments: [TakeOverPolicy.continue, .restart]) func `by policy an answer that goes on is ended and asked for again`(
    _ policy: TakeOverPolicy
  ) async throws {
    try await withWorker { bench in
      try await bench.onLoop { _, provider in
        (provider.canReattach, provider.canContinue, provider.takeOverPolicy) = (true, true, policy)
      }
      try await bench.begin(epoch: 2, log: eventLog([.begun, .said("Hel")]), earlier: [lostCall(epoch: 1, response: "r")])
      try await bench.onLoop { _, provider in
        #expect(provider.endedResponses == ["r"])
        #expect(provider.calls[0].request.reattaching == nil)
        #expect(provider.calls[0].request.continuing == (policy == .continue ? "Hel" : nil))
      }
      try await bench.waitForStore { $0.closedCalls.count == 1 }
      #expect(bench.store.closedCalls[0].id == "call-1-1")
      #expect(bench.store.closedCalls[0].tokens?.isEstimated == true)
    }
  }

  @Test func `an answer whose chat is gone is ended at its provider`() async throws {
    try await withWorker { bench in
      bench.store.fail("beginArtifact", .fenced)
      try await bench.begin()
      bench.store.forget(run: WorkerBench.run)
      try await bench.onLoop { _, provider in
        provider.calls[0].say(.attachable(response: "r"))
        provider.calls[0].say("```\nx")
      }
      try await bench.waitForEnd()
      try await bench.onLoop { _, provider in
        #expect(provider.calls[0].isReleased)
        #expect(provider.endedResponses == ["r"])
      }
    }
  }
}
