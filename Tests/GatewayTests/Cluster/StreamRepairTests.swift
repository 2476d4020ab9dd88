import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Registry
import StreamLog
import TestKit
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct StreamRepairTests {
  private let name = answerID.description

  /// A stream with a hole: of four events the third is missing.
  private func withHole(
    bus: FaultyBus = FaultyBus(), _ body: (PodsBench, PodBench, LiveStream, [(event: StreamEvent, json: [UInt8])]) async throws -> Void
  )
    async throws
  {
    try await withPods(bus: bus) { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b"), .said("c"), .done])
      let stream = await pod.streams.begin(storedRun(.queued))
      bench.keep()
      pod.inbox.received(lines: lines([all[0], all[1], all[3]]))
      #expect(stream.hasHole)
      try await body(bench, pod, stream, all)
    }
  }

  /// Time passes, and the checks are made, until the condition holds.
  private func repair(_ bench: PodsBench, _ what: String, until condition: () -> Bool) async throws {
    for _ in 0..<200 {
      if condition() { return }
      bench.time.advance(milliseconds: 100)
      for pod in bench.pods { try await pod.check() }
    }
    throw GatewayBench.Unfulfilled(what: what)
  }

  // MARK: Holes

  @Test func `a hole is filled from the bus's history, whose pieces have several lines`() async throws {
    try await withHole { bench, pod, stream, all in
      bench.bus.record(lines: lines(all[..<3]), stream: name, first: all[0].event.position)
      bench.store.fail("events", times: 100)
      try await repair(bench, "the hole") { !stream.hasHole }
      #expect(stream.facts.last.sequence == 4)
      #expect(pod.metrics.holesFetched.value == 1)
    }
  }

  @Test func `a young hole is left alone: what is missing may be on its way`() async throws {
    try await withHole { bench, pod, stream, all in
      bench.bus.record(lines: lines(all), stream: name, first: all[0].event.position)
      bench.time.advance(milliseconds: 199)
      try await pod.check()
      #expect(stream.hasHole && pod.metrics.holesFetched.value == 0)
      pod.inbox.received(lines: lines([all[2]]))
      bench.time.advance(milliseconds: 1000)
      try await pod.check()
      #expect(pod.metrics.holesFetched.value == 0 && stream.facts.last.sequence == 4)
    }
  }

  @Test(arguments: [true, false]) func `what the history has not, the store has`(_ isHistoryAway: Bool) async throws {
    try await withHole { bench, _, stream, all in
      bench.bus.setHistory(isAway: isHistoryAway)
      bench.keep(events: all.prefix(4).map(\.json))
      try await repair(bench, "the hole") { !stream.hasHole }
      #expect(stream.facts.last.sequence == 4 && !stream.facts.isLost)
    }
  }

  @Test func `the end of a stream may be what fills the hole, and takes the pod off the registry`() async throws {
    try await withHole { bench, _, stream, all in
      bench.bus.record(lines: lines(all), stream: name, first: all[0].event.position)
      try await repair(bench, "the end") { stream.isEnded }
      #expect(bench.table.pods(at: .stream(name)) == [])
    }
  }

  @Test func `a hole that nothing fills is given up: readers are cut, and go on from the store when they come again`() async throws {
    try await withHole { bench, pod, stream, all in
      let reader = ClientReader(pod.streams, name)
      try await reader.read()
      try await repair(bench, "giving up") { stream.facts.isLost }
      try await reader.read()
      #expect(reader.cuts == 1 && pod.metrics.streamsGivenUp.value == 1)
      #expect(pod.directory.all.isEmpty && bench.table.pods(at: .stream(name)) == [])
      bench.keep(.completed, events: all.map(\.json))
      try await reader.read()
      #expect(reader.isDone && reader.text == "abc" && reader.faults.isEmpty)
    }
  }

  @Test func `a store that does not answer has not been tried: nothing is given up`() async throws {
    try await withHole { bench, _, stream, all in
      bench.store.fail("events", times: 10_000)
      for _ in 0..<200 {
        bench.time.advance(milliseconds: 100)
        try await bench.pods[0].check()
      }
      #expect(!stream.facts.isLost && stream.hasHole)
      pod(bench).inbox.received(lines: lines([all[2]]))
      #expect(!stream.hasHole)
    }
  }

  private func pod(_ bench: PodsBench) -> PodBench { bench.pods[0] }

  @Test func `a history with a hole of its own, of two epochs, is looked into further`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let old = events([.begun, .said("a"), .said("b")])
      let new = events([.reset(keeping: 2), .said("x"), .said("y"), .done], epoch: 2, after: 2)
      bench.bus.record(lines: lines(old), stream: name, first: old[0].event.position)
      bench.bus.record(lines: lines(new.suffix(2)), stream: name, first: new[2].event.position)
      bench.keep(.completed, epoch: 2, events: (old.prefix(2) + new).map(\.json))
      pod.inbox.received(lines: lines([old[2]]))
      try await repair(bench, "the end") { stream.isEnded }
      #expect(String(decoding: stream.state.text, as: UTF8.self) == "axy")
    }
  }

  @Test func `a take-over while the store's log is read leaves a hole that is noticed`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let old = events([.begun, .said("a")])
      pod.inbox.received(lines: lines(old))
      // The run was read before, its log afterwards: without the reset, which stands below what is here.
      bench.keep(epoch: 1, events: (old.prefix(1) + events([.reset(keeping: 1), .said("x"), .said("y")], epoch: 2, after: 1)).map(\.json))
      await pod.repair.catchUp(stream)
      #expect(stream.hasHole)
      try await repair(bench, "the reset") { stream.facts.last == Position(epoch: 2, sequence: 4) }
      #expect(String(decoding: stream.state.text, as: UTF8.self) == "xy")
    }
  }

  // MARK: Silence

  @Test func `a tail that was lost is found when nothing is heard for a while`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let all = events([.begun, .said("a"), .done])
      pod.inbox.received(lines: lines(all.prefix(2)))
      bench.keep(.completed, events: all.map(\.json))
      await pod.repair.checkQuiet()
      #expect(!stream.isEnded)
      await pod.repair.checkQuiet()
      #expect(stream.isEnded && bench.table.pods(at: .stream(name)) == [])
    }
  }

  @Test func `a silent stream's worker is told again who listens`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      _ = await pod.streams.begin(storedRun(.queued))
      pod.link.leave(stream: name)
      bench.keep()
      await pod.repair.checkQuiet()
      await pod.repair.checkQuiet()
      #expect(bench.bus.tellings == [.init(message: .listen(stream: name, pod: "y"), target: .worker("w"))])
      #expect(bench.table.pods(at: .stream(name)) == ["y"])
    }
  }

  @Test func `a stream that was taken over unheard is put right from the log`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let reader = ClientReader(pod.streams, name)
      let old = events([.begun, .said("a"), .said("b"), .said("c")])
      let new = events([.reset(keeping: 2), .said("x")], epoch: 2, after: 2)
      pod.inbox.received(lines: lines(old))
      try await reader.read()
      bench.keep(epoch: 2, events: (old.prefix(2) + new).map(\.json))
      await pod.repair.checkQuiet()
      await pod.repair.checkQuiet()
      try await reader.read()
      #expect(reader.text == "ax" && reader.resets == [2] && reader.faults.isEmpty)
      #expect(stream.facts.last == Position(epoch: 2, sequence: 4))
    }
  }

  @Test func `a silent stream that has ended without telling how is given up, one that is gone with its chat too`() async throws {
    for isGone in [true, false] {
      try await withPods { bench in
        let pod = bench.pods[0]
        let stream = await pod.streams.begin(storedRun(.queued))
        if !isGone { bench.keep(.completed, events: events([.begun]).map(\.json)) }
        await pod.repair.checkQuiet()
        await pod.repair.checkQuiet()
        #expect(stream.facts.isLost && pod.directory.all.isEmpty)
      }
    }
  }

  @Test func `while the store does not answer nothing is given up, and it is asked again at the next check`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      bench.keep(.completed, events: events([.begun, .done]).map(\.json))
      bench.store.fail("runs", times: 5)
      bench.store.fail("events", times: 1)
      for _ in 0..<6 { await pod.repair.checkQuiet() }
      #expect(!stream.facts.isLost && !stream.isEnded)
      await pod.repair.checkQuiet()
      #expect(!stream.facts.isLost)
      for _ in 0..<8 { await pod.repair.checkQuiet() }
      #expect(stream.isEnded && !stream.facts.isLost)
    }
  }

  // MARK: Looks

  @Test func `after the way to the broker was cut every live stream is compared with the store`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let all = events([.begun, .said("a"), .said("b")])
      bench.bus.cutOff(pod: "y")
      bench.bus.publish(lines: lines(all), to: .pods(["y"]))
      bench.bus.deliver()
      #expect(stream.facts.last.sequence == 0)
      bench.keep(events: all.map(\.json))
      bench.bus.reconnect(pod: "y")
      try await repair(bench, "what was missed") { stream.facts.last.sequence == 3 }
    }
  }

  @Test func `a look that comes during another is made after it, and one that the store failed again`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let all = events([.begun, .said("a")])
      bench.keep(events: all.prefix(1).map(\.json))
      bench.store.hold("runs")
      pod.repair.look(at: name)
      try await pod.check()
      pod.repair.look(at: name)
      try await pod.check()
      bench.store.fail("runs")
      bench.store.release("runs")
      bench.keep(events: all.map(\.json))
      try await repair(bench, "the look") { stream.facts.last.sequence == 2 }
    }
  }

  // MARK: Whatever happens

  /// Two epochs of one stream, cut into pieces; what the second makes void varies.
  private struct TwoEpochs {
    var pieces: [[(event: StreamEvent, json: [UInt8])]] = []
    var effective: [(event: StreamEvent, json: [UInt8])] = []

    var text: String { effective.reduce(into: "") { if case .textDelta(let delta) = $1.event.body { $0 += delta.text } } }

    init(_ random: inout SplitMix) {
      let first = events([.begun] + (0..<Int.random(in: 1...30, using: &random)).map { .said("a\($0) ") })
      let keep = Int.random(in: 0...first.count, using: &random)
      let words = (0..<Int.random(in: 1...30, using: &random)).map { StreamEvent.Body.said("b\($0) ") }
      let second = events([.reset(keeping: Int64(keep))] + (keep == 0 ? [.begun] : []) + words + [.done], epoch: 2, after: Int64(keep))
      effective = first.prefix(keep) + second
      for epoch in [first, second] {
        var rest = epoch[...]
        while !rest.isEmpty {
          let count = Int.random(in: 1...4, using: &random)
          pieces.append(Array(rest.prefix(count)))
          rest = rest.dropFirst(count)
        }
      }
    }
  }

  @Test(arguments: 0..<60) func `whatever is lost, doubled, late or out of order, a reader gets the log`(_ seed: Int) async throws {
    var random = SplitMix(state: UInt64(seed))
    let bus = FaultyBus(
      seed: UInt64(seed),
      faults: .init(lost: [0, 10, 40][seed % 3], doubled: 20, unrecorded: [0, 30][seed % 2], isOrdered: seed % 5 == 0))
    let log = TwoEpochs(&random)
    try await withPods(bus: bus) { bench in
      let pod = bench.pods[0]
      bench.keep(epoch: 2)
      let reader = ClientReader(pod.streams, name)
      try await reader.read()
      for piece in log.pieces {
        bus.record(lines: lines(piece), stream: name, first: piece[0].event.position)
        bus.publish(lines: lines(piece), to: .pods(["y"]))
        guard Bool.random(using: &random) else { continue }
        bus.deliver(Int.random(in: 0...3, using: &random))
        bench.time.advance(milliseconds: Int64.random(in: 0...150, using: &random))
        try await pod.check()
        try await reader.read()
      }
      // The journal of the worker is in the store after a while.
      while bus.onTheWay > 0 {
        bus.deliver(Int.random(in: 1...3, using: &random))
        bench.time.advance(milliseconds: 20)
        try await pod.check()
        try await reader.read()
      }
      bench.keep(.completed, epoch: 2, events: log.effective.map(\.json))
      for round in 0..<300 where !reader.isDone {
        bench.time.advance(milliseconds: 100)
        try await pod.check()
        if round % 20 == 19 { await pod.repair.checkQuiet() }
        try await reader.read()
      }
      #expect(reader.isDone && reader.text == log.text && reader.faults.isEmpty, "seed \(seed): \(reader.faults)")
      #expect(bench.table.pods(at: .stream(name)) == [])
    }
  }
}
