import Domain
import Observe
import Primitives
import Registry
import Store
import StreamLog
import TestKit
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct CachedStreamTests {
  private let metrics = ServerMetrics()

  private func access(_ bench: GatewayBench, shared: (any Cache)? = nil) -> StreamAccess {
    let cache = ReadThroughCache(
      process: LocalCache(capacityBytes: 1 << 20, time: bench.time), shared: shared, hits: metrics.cacheHits, misses: metrics.cacheMisses)
    return StreamAccess(
      directory: StreamDirectory(memoryBudgetBytes: 1 << 24, endedLingerMilliseconds: 60_000), store: bench.store, metrics: metrics,
      boundaries: BoundaryRecorder(pod: "pod", log: .silent, time: bench.time), time: bench.time, loops: [bench.loop], cache: cache)
  }

  private func keep(_ bench: GatewayBench, _ texts: [String], status: RunStatus = .completed, run id: String? = nil) {
    var run = storedRun(status)
    if let id { run.id = id }
    let events = storedEvents([.begun] + texts.map { .said($0) } + (status.isFinal ? [.done] : []), of: run.descriptor)
    bench.store.keep(
      StoredStream(
        run: run, last: events.last?.event.position, hasLog: true, message: nil, reasoning: nil, artifacts: [], failure: nil, cancelledBy: nil),
      events: events.map(\.json))
  }

  private func text(_ stream: LiveStream) -> String { String(decoding: stream.state.text, as: UTF8.self) }

  private func text(in streams: StreamAccess) async throws -> String { text(try await streams.find(answerID.description)) }

  private var counts: [UInt64] { [metrics.cacheHits[.process].value, metrics.cacheHits[.shared].value, metrics.cacheMisses.value] }

  @Test func `the log of an ended stream is read from the store once, for all pods`() async throws {
    try await withGateway { (bench) async throws in
      let shared = LocalCache(capacityBytes: 1 << 20, time: bench.time)
      let (one, two) = (access(bench, shared: shared), access(bench, shared: shared))
      keep(bench, ["a\\n", "", "\u{2028}b\"\n", "c"])
      let first = try await one.find(answerID.description)
      for (streams, expected) in [(one, [1, 0, 1]), (two, [1, 1, 1]), (two, [2, 1, 1])] as [(StreamAccess, [UInt64])] {
        bench.store.fail("events")
        streams.directory.remove(answerID.description)
        let again = try await streams.find(answerID.description)
        #expect(text(again) == "a\\n\u{2028}b\"\nc" && text(again) == text(first))
        #expect(again.facts.last == first.facts.last && again.facts.isEnded)
        #expect(counts == expected)
      }
    }
  }

  @Test func `nobody is given what was deleted`() async throws {
    try await withGateway { (bench) async throws in
      let streams = access(bench)
      keep(bench, ["secret"])
      #expect(try await text(in: streams) == "secret")
      bench.store.forget(stream: answerID.description)
      streams.directory.remove(answerID.description)
      let problem = await #expect(throws: Problem.self) { try await streams.find(answerID.description) }
      #expect(problem?.status == 404)
    }
  }

  @Test func `a chat that is made again under the same IDs has nothing of the one before`() async throws {
    try await withGateway { (bench) async throws in
      let streams = access(bench)
      keep(bench, ["secret"])
      #expect(try await text(in: streams) == "secret")
      streams.directory.remove(answerID.description)
      keep(bench, ["public"], run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CF")
      #expect(try await text(in: streams) == "public")
      #expect(counts == [0, 0, 2])
    }
  }

  @Test func `what may still grow is not kept`() async throws {
    try await withGateway { (bench) async throws in
      let streams = access(bench)
      keep(bench, ["a"], status: .running)
      #expect(try await text(in: streams) == "a")
      streams.directory.remove(answerID.description)
      keep(bench, ["a", "b"], status: .running)
      #expect(try await text(in: streams) == "ab")
      #expect(counts == [0, 0, 0])
    }
  }

  @Test func `a store that fails leaves nothing behind`() async throws {
    try await withGateway { (bench) async throws in
      let streams = access(bench)
      keep(bench, ["a"])
      bench.store.fail("events")
      await #expect(throws: StoreError.self) { try await streams.find(answerID.description) }
      #expect(try await text(in: streams) == "a")
      #expect(counts == [0, 0, 2])
    }
  }
}
