import Domain
import EventLoop
import Observe
import Primitives
import StreamLog
import Synchronization
import TestKit
import Testing
import Transport

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct StreamSourceTests {
  private final class Ends: Sendable {
    private let all = Mutex<[StreamSource.End]>([])
    func add(_ end: StreamSource.End) { all.withLock { $0.append(end) } }
    var words: [String] { all.withLock { $0.map { "\($0)" } } }
  }

  private func open(_ bench: GatewayBench, _ stream: LiveStream, version: String = "1.0", ends: Ends = Ends()) async throws -> TestReader {
    let call = try bench.call("GET / HTTP/\(version)\r\nHost: localhost\r\n\r\n")
    return try await TestReader.open(
      EventStreamResponse.native(call, stream, reader: StreamReader(), onEnd: { end, _ in ends.add(end) }), on: bench.loop)
  }

  @Test func `a reader gets what there was, what comes, and the end`() async throws {
    try await withGateway { bench in
      let (stream, ends) = (await bench.streams.begin(storedRun(.queued)), Ends())
      try await bench.publish([.begun], to: stream)
      let reader = try await open(bench, stream, ends: ends)
      let sink = reader.sink
      try await bench.wait("the first event") { TestReader.events(sink.value.bytes).count == 1 }
      try await bench.publish([.said("a"), .done], to: stream, after: 1)
      try await bench.wait("the end") { sink.value.hasEnded }
      let text = try await reader.text
      #expect(text.hasPrefix("retry: 1000\nid: 1-1\nevent: stream.started\ndata: {"))
      #expect(TestReader.events(Array(text.utf8)).map { "\($0.id) \($0.type)" } == ["1-1 stream.started", "1-2 text.delta", "1-3 stream.completed"])
      #expect(ends.words == ["streamEnded"])
      #expect(stream.facts.readers == 0 && bench.services.metrics.openSubscribers[.native].value == 0)
    }
  }

  @Test func `in HTTP 1_1 everything is in chunks, the last one included`() async throws {
    try await withGateway { bench in
      let stream = await bench.streams.begin(storedRun(.queued))
      try await bench.publish([.begun, .done], to: stream)
      let sink = try await open(bench, stream, version: "1.1").sink
      try await bench.wait("the end") { sink.value.hasEnded }
      var rest = try await bench.loop.run { sink.value.bytes[...] }
      var chunks: [Int] = []
      while let end = rest.firstIndex(of: 0x0D) {
        let size = try #require(Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16))
        chunks.append(size)
        rest = rest[(end + 2)...].dropFirst(size)
        #expect(rest.prefix(2) == [0x0D, 0x0A])
        rest = rest.dropFirst(2)
      }
      #expect(chunks.count == 4 && chunks.last == 0 && rest.isEmpty)
    }
  }

  @Test func `one write a turn, of all that the reader has not had`() async throws {
    try await withGateway { bench in
      let stream = await bench.streams.begin(storedRun(.queued))
      let sink = try await open(bench, stream).sink
      try await bench.loop.run { sink.value.isPaused = true }
      for index in 0..<10 { try await bench.publish([index == 0 ? .begun : .said("x")], to: stream, after: Int64(index)) }
      try await bench.loop.run {
        sink.value.isPaused = false
        sink.value.sourceHasBytes()
      }
      try await bench.wait("all events") { TestReader.events(sink.value.bytes).count == 10 }
    }
  }

  @Test func `who goes away is forgotten, once, and a run is not asked to stop`() async throws {
    try await withGateway { bench in
      let (stream, ends) = (await bench.streams.begin(storedRun(.queued)), Ends())
      let reader = try await open(bench, stream, ends: ends)
      _ = try await reader.onLoop { $0.close() }
      try await bench.publish([.begun, .done], to: stream)
      #expect(ends.words == ["disconnected"])
      #expect(stream.facts.readers == 0)
    }
  }

  @Test func `silence is broken by a comment, a shutdown by a farewell that says when to come again`() async throws {
    try await withGateway { bench in
      let (stream, ends) = (await bench.streams.begin(storedRun(.queued)), Ends())
      let reader = try await open(bench, stream, ends: ends)
      let sink = reader.sink
      try await bench.wait("the opening") { !sink.value.bytes.isEmpty }
      _ = try await reader.onLoop { $0.source?.silence() }
      try await bench.wait("the comment") { String(decoding: sink.value.bytes, as: UTF8.self) == "retry: 1000\n:\n" }
      _ = try await reader.onLoop { $0.source?.drain() }
      try await bench.wait("the end") { sink.value.hasEnded }
      #expect(try await reader.text == "retry: 1000\n:\nretry: 1000\n")
      #expect(ends.words == ["drained"])
    }
  }

  // MARK: Waiting

  @Test func `whoever waits for a stream is told when it is as wanted`() async throws {
    try await withGateway { bench in
      let stream = await bench.streams.begin(storedRun(.queued))
      async let content: Void = StreamWait.until(stream) { $0.hasContent }
      async let end: Void = StreamWait.until(stream, onlyAtEnd: true) { $0.isEnded }
      try await bench.publish([.begun, .said("a"), .said("b")], to: stream)
      try await content
      try await bench.publish([.done], to: stream, after: 3)
      try await end
      try await StreamWait.until(stream) { $0.isEnded }
    }
  }

  @Test func `waiting ends when the caller goes`() async throws {
    try await withGateway { bench in
      let stream = await bench.streams.begin(storedRun(.queued))
      let waiting = Task { try await StreamWait.until(stream) { $0.isEnded } }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
  }
}
