import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Registry
import Store
import StreamLog
import TestKit
import Testing
import Wire

@testable import Gateway

/// Streams whose workers are elsewhere.
@Suite(.timeLimit(.minutes(1))) struct StreamAccessClusterTests {
  private let name = answerID.description
  private var topic: RegistryTopic { .stream(name) }

  // MARK: Joining

  @Test func `the registry knows of the pod before the store is asked, and the worker afterwards`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep(events: events([.begun]).map(\.json))
      bench.store.hold("stream")
      bench.table.hold()
      let finding = Task { try await pod.streams.find(name) }
      try await pod.turns(20)
      bench.store.fail("stream")
      bench.table.answer()
      try await bench.wait("the pod is known") { bench.table.pods(at: topic) == ["y"] }
      #expect(bench.bus.tellings.isEmpty)
      bench.store.release("stream")
      await #expect(throws: StoreError.self) { try await finding.value }
      // What is not here is not heard of.
      #expect(bench.table.pods(at: topic) == [])
      _ = try await pod.streams.find(name)
      #expect(bench.table.pods(at: topic) == ["y"])
      #expect(bench.bus.tellings == [.init(message: .listen(stream: name, pod: "y"), target: .worker("w"))])
    }
  }

  @Test func `what was said between the store's answer and the worker's notice is looked for soon`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a")])
      bench.keep(events: all.prefix(1).map(\.json))
      let stream = try await pod.streams.find(name)
      bench.keep(events: all.map(\.json))
      try await bench.wait("the look") {
        try await pod.check()
        return stream.facts.last.sequence == 2
      }
    }
  }

  @Test(arguments: [true, false]) func `a stream that is over, or that nobody knows, is not listened to`(_ isKnown: Bool) async throws {
    try await withPods { bench in
      if isKnown { bench.keep(.completed, events: events([.begun, .done]).map(\.json)) }
      _ = try? await bench.pods[0].streams.find(name)
      #expect(bench.table.changes == ["+y stream:\(name)", "-y stream:\(name)"] && bench.bus.tellings.isEmpty)
    }
  }

  @Test func `of two who look at once one may fail without taking the stream from the other`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep(events: events([.begun]).map(\.json))
      bench.store.hold("stream")
      bench.store.fail("stream")
      let both = [Task { try? await pod.streams.find(name) }, Task { try? await pod.streams.find(name) }]
      try await bench.wait("the pod is known") { bench.table.pods(at: topic) == ["y"] }
      try await pod.turns(20)
      bench.store.release("stream")
      var found: [LiveStream?] = []
      for task in both { found.append(await task.value) }
      #expect(found.compactMap(\.self).count == 1)
      // Whoever failed last has left; whoever has it is looked after.
      try await bench.wait("the pod listens") {
        _ = try await pod.streams.find(name)
        try await pod.check()
        return bench.table.pods(at: topic) == ["y"]
      }
    }
  }

  @Test func `a run that may have begun before its pod was known is looked at`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a")])
      bench.keep(events: all.map(\.json))
      let stream = await pod.streams.begin(storedRun(.queued), mayHaveBegun: true)
      try await bench.wait("the look") {
        try await pod.check()
        return stream.facts.last.sequence == 2
      }
      #expect(bench.bus.tellings.count == 1)
    }
  }

  @Test func `a log that a take-over changes while it is read is read again`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let old = events([.begun] + (0..<5000).map { .said("\($0) ") })
      let new = events([.reset(keeping: 3)] + (0..<5000).map { .said("n\($0) ") }, epoch: 2, after: 3)
      bench.keep(epoch: 1, events: old.map(\.json))
      bench.store.afterNextPage { bench.keep(epoch: 2, events: (old.prefix(3) + new).map(\.json)) }
      let stream = try await pod.streams.find(name)
      #expect(String(decoding: stream.state.text, as: UTF8.self) == "0 1 " + (0..<5000).map { "n\($0) " }.joined())
      #expect(stream.answer(to: Position(epoch: 1, sequence: 4000)) == .readable)
    }
  }

  // MARK: Cursors

  @Test func `a cursor that another pod gave is waited for`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b")])
      bench.keep(events: all.prefix(1).map(\.json))
      let stream = try await pod.streams.find(name)
      let checking = Task { try await pod.streams.check(Position(epoch: 1, sequence: 3), of: stream) }
      try await bench.wait("the wait") { stream.facts.isAwaited }
      pod.inbox.received(lines: lines(all[1...]))
      try await checking.value
    }
  }

  @Test func `a cursor that the store has is found there`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b")])
      let stream = await pod.streams.begin(storedRun(.queued))
      bench.keep(events: all.map(\.json))
      try await pod.streams.check(Position(epoch: 1, sequence: 3), of: stream)
      #expect(stream.facts.last.sequence == 3)
    }
  }

  @Test func `a cursor that no longer means anything is known by the take-over that voids it`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a")])
      bench.keep(events: all.map(\.json))
      let stream = try await pod.streams.find(name)
      let checking = Task { try await pod.streams.check(Position(epoch: 1, sequence: 9), of: stream) }
      try await bench.wait("the wait") { stream.facts.isAwaited }
      pod.inbox.received(lines: lines(events([.reset(keeping: 2)], epoch: 2, after: 2)))
      try await checking.value
    }
  }

  @Test func `a cursor beyond the end is refused`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep(.completed, events: events([.begun, .done]).map(\.json))
      let stream = try await pod.streams.find(name)
      let problem = await #expect(throws: Problem.self) { try await pod.streams.check(Position(epoch: 1, sequence: 9), of: stream) }
      #expect(problem?.status == 409)
    }
  }

  @Test(arguments: [true, false]) func `a cursor is not refused for good while the store or the bus cannot be asked`(_ isStoreAway: Bool) async throws
  {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep(events: events([.begun]).map(\.json))
      let stream = try await pod.streams.find(name)
      if isStoreAway { bench.store.fail("runs", .unavailable, times: 100) } else { bench.bus.setHistory(isAway: true) }
      let problem = await #expect(throws: Problem.self) { try await pod.streams.check(Position(epoch: 1, sequence: 9), of: stream) }
      #expect(problem?.status == 503 && problem?.code == "store.unavailable" && problem?.headers["retry-after"] == "1")
    }
  }

  @Test func `a cursor that the store, the bus and the worker all know nothing of is refused`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep(events: events([.begun]).map(\.json))
      let stream = try await pod.streams.find(name)
      let problem = await #expect(throws: Problem.self) { try await pod.streams.check(Position(epoch: 1, sequence: 9), of: stream) }
      #expect(problem?.status == 409 && problem?.code == "stream.unknown_position")
    }
  }

  @Test func `a cursor that only the bus's history knows is found there`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b")])
      bench.keep(events: all.prefix(1).map(\.json))
      let stream = try await pod.streams.find(name)
      bench.bus.record(lines: lines(all), stream: name, first: all[0].event.position)
      bench.store.fail("runs", .unavailable, times: 100)
      try await pod.streams.check(Position(epoch: 1, sequence: 3), of: stream)
      #expect(stream.facts.last.sequence == 3)
    }
  }

  @Test func `a cursor into a stream that is given up meanwhile is not refused: its reader comes again`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      bench.keep(.completed, events: events([.begun]).map(\.json))
      try await pod.streams.check(Position(epoch: 1, sequence: 9), of: stream)
      #expect(stream.facts.isLost)
      #expect(try await pod.streams.find(name) !== stream)
    }
  }

  // MARK: Waiting

  @Test(arguments: [true, false]) func `whoever waits on a stream that is given up goes on with what takes its place`(_ onlyAtEnd: Bool) async throws
  {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let waiting = Task { try await pod.streams.wait(for: stream, onlyAtEnd: onlyAtEnd) { $0.isEnded } }
      try await bench.wait("the wait") { stream.facts.isAwaited }
      bench.keep(.completed, events: events([.begun, .said("a"), .done]).map(\.json))
      stream.abandon()
      let found = try await waiting.value
      #expect(found !== stream && found.isEnded)
    }
  }

  @Test func `whoever waits on a stream whose chat is gone is told so`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let waiting = Task { try await pod.streams.wait(for: stream, onlyAtEnd: true) { $0.isEnded } }
      try await bench.wait("the wait") { stream.facts.isAwaited }
      stream.abandon()
      let problem = await #expect(throws: Problem.self) { try await waiting.value }
      #expect(problem?.status == 404)
    }
  }

  // MARK: Letting go

  @Test func `a live stream that nobody reads, awaits or publishes is let go, and its worker need not send it here`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      @Sendable func release() -> Bool {
        bench.time.advance(milliseconds: 31_000)
        pod.streams.releaseUnread()
        return pod.directory.all.isEmpty
      }
      pod.streams.releaseUnread()
      #expect(!pod.directory.all.isEmpty)
      _ = stream.open(LabelledLines.form, waker: nil) { LabelledLines() }
      #expect(!release())
      stream.close(waker: nil)
      let waiting = Task { try await StreamWait.until(stream, onlyAtEnd: true) { $0.isEnded } }
      try await bench.wait("the wait") { stream.facts.isAwaited }
      #expect(!release())
      waiting.cancel()
      _ = await waiting.result
      try await pod.loop.run {
        var publisher: (any StreamPublisher)? = pod.streams.open(stream.descriptor, history: [])
        #expect(!release())
        publisher = nil
        _ = publisher
      }
      #expect(bench.table.pods(at: topic) == ["y"])
      #expect(release())
      #expect(bench.table.pods(at: topic) == [])
    }
  }

  // MARK: A worker of this process

  @Test func `a local worker that takes over brings what this pod has not heard`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let old = events([.begun, .said("a"), .said("b"), .said("c")])
      let stream = await pod.streams.begin(storedRun(.queued))
      let reader = ClientReader(pod.streams, name)
      pod.inbox.received(lines: lines(old.prefix(2)))
      try await reader.read()
      try await pod.loop.run {
        let publisher = pod.streams.open(stream.descriptor, history: old.map { $0.json[...] })
        for (event, json) in events([.reset(keeping: 4), .said("x"), .done], epoch: 2, after: 4) { publisher.publish(event, json: json[...]) }
      }
      try await reader.read()
      #expect(reader.isDone && reader.text == "abcx" && reader.faults.isEmpty)
      #expect(bench.table.pods(at: topic) == [])
    }
  }

  @Test func `a hole before what a local worker says is repaired`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b")])
      let stream = await pod.streams.begin(storedRun(.queued))
      bench.keep(events: all.map(\.json))
      let publisher = try await pod.loop.run {
        let publisher = pod.streams.open(stream.descriptor, history: [])
        publisher.publish(all[0].event, json: all[0].json[...])
        publisher.publish(all[2].event, json: all[2].json[...])
        return LoopBound(publisher, on: pod.loop)
      }
      try await bench.wait("the hole") {
        bench.time.advance(milliseconds: 100)
        try await pod.check()
        return stream.facts.last.sequence == 3
      }
      withExtendedLifetime(publisher) {}
    }
  }

  @Test func `when a local worker loses its run the one that has it now is told who listens`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      bench.keep()
      let stream = try await pod.loop.run {
        let publisher = pod.streams.open(storedRun().descriptor, history: [])
        publisher.publish(events([.begun])[0].event, json: events([.begun])[0].json[...])
        return pod.directory.all[0]
      }
      try await bench.wait("the word") {
        try await pod.check()
        return !bench.bus.tellings.isEmpty
      }
      #expect(!stream.isEnded && bench.table.pods(at: topic) == ["y"])
    }
  }
}
