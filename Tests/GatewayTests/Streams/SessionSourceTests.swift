import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import TestKit
import Testing
import Transport

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct SessionSourceTests {
  private func stream(_ answer: Int, in bench: GatewayBench) async -> LiveStream { await bench.streams.begin(storedRun(.queued, answer: answer)) }

  private func open(_ bench: GatewayBench, cursor: SessionCursor = SessionCursor()) async throws -> TestReader {
    try await TestReader.open(
      SessionSource.response(try bench.call("GET /sse HTTP/1.0\r\n\r\n"), session: "s", cursor: cursor), on: bench.loop)
  }

  private func member(_ ordinal: Int64, _ stream: LiveStream, isLeft: Bool = false) -> SessionStream {
    SessionStream(ordinal: ordinal, stream: stream.descriptor.name, isLeft: isLeft)
  }

  private func wait(_ bench: GatewayBench, _ reader: TestReader, for count: Int) async throws -> [TestReader.Event] {
    let sink = reader.sink
    try await bench.wait("\(count) events") { TestReader.events(sink.value.bytes).count >= count }
    return TestReader.events(try await reader.onLoop { $0.bytes })
  }

  @Test func `all streams of a session come on one connection, each in its order`() async throws {
    try await withGateway { bench in
      let (first, second) = (await stream(2, in: bench), await stream(4, in: bench))
      bench.store.setStreams(ofSession: "s", [member(1, first), member(2, second)])
      try await bench.publish([.begun, .said("a")], to: first)
      let reader = try await open(bench)
      _ = try await wait(bench, reader, for: 2)
      try await bench.publish([.begun, .said("b"), .done], to: second)
      try await bench.publish([.said("c"), .done], to: first, after: 2)
      let events = try await wait(bench, reader, for: 7)
      for stream in [first, second] {
        let own = events.filter { $0.data.contains("\"stream\":\"\(stream.descriptor.name)\"") }
        #expect(own.first?.type == "stream.started" && own.last?.type == "stream.completed")
      }
      #expect(events.count == 7)
      #expect(Set(events.map(\.id)).count == 7)
      #expect(try await reader.text.hasPrefix("retry: 1000\n"))
      #expect(SessionCursor(events.last!.id).map { [$0.position(of: 1), $0.position(of: 2)] } == [nil, nil])
    }
  }

  @Test func `cut after any event, it goes on with the next one`() async throws {
    try await withGateway { bench in
      let (first, second) = (await stream(2, in: bench), await stream(4, in: bench))
      bench.store.setStreams(ofSession: "s", [member(1, first), member(2, second)])
      try await bench.publish([.begun, .said("a"), .said("b"), .done], to: first)
      try await bench.publish([.begun, .said("c")], to: second)
      let whole = try await wait(bench, try await open(bench), for: 6)
      for count in 1..<6 {
        let rest = try await wait(bench, try await open(bench, cursor: SessionCursor(whole[count - 1].id)!), for: 6 - count)
        #expect(Set(rest.map(\.data)) == Set(whole[count...].map(\.data)), "after \(count)")
      }
    }
  }

  @Test func `a stream that is joined later comes too, one that is left does not`() async throws {
    try await withGateway { bench in
      let (first, second) = (await stream(2, in: bench), await stream(4, in: bench))
      bench.store.setStreams(ofSession: "s", [member(1, first)])
      try await bench.publish([.begun], to: first)
      let reader = try await open(bench)
      _ = try await wait(bench, reader, for: 1)
      bench.store.setStreams(ofSession: "s", [member(1, first, isLeft: true), member(2, second)])
      bench.services.sessions.changed("s")
      try await bench.publish([.begun], to: second)
      _ = try await wait(bench, reader, for: 2)
      try await bench.publish([.said("x")], to: first, after: 1)
      try await bench.publish([.said("y")], to: second, after: 1)
      let events = try await wait(bench, reader, for: 3)
      #expect(events.map(\.type) == ["stream.started", "stream.started", "text.delta"])
      #expect(events[2].data.contains("\"y\""))
      #expect(SessionCursor(events[2].id)?.position(of: 1) == nil)
    }
  }

  @Test func `a stream that the store cannot give now is not passed over`() async throws {
    try await withGateway { bench in
      let second = await stream(4, in: bench)
      try await bench.publish([.begun], to: second)
      bench.store.setStreams(ofSession: "s", [SessionStream(ordinal: 1, stream: answerID.description, isLeft: false), member(2, second)])
      bench.store.fail("stream")
      let reader = try await open(bench)
      let sink = reader.sink
      try await bench.wait("the connection's end") { sink.value.isAborted }
      let events = TestReader.events(try await reader.onLoop { $0.bytes })
      #expect(events.isEmpty)
    }
  }

  @Test func `a stream that is gone with its chat is passed over`() async throws {
    try await withGateway { bench in
      let second = await stream(4, in: bench)
      try await bench.publish([.begun], to: second)
      bench.store.setStreams(ofSession: "s", [SessionStream(ordinal: 1, stream: answerID.description, isLeft: false), member(2, second)])
      let events = try await wait(bench, try await open(bench), for: 1)
      #expect(SessionCursor(events[0].id)?.position(of: 1) == nil)
    }
  }

  @Test func `a take-over in mid-stream reaches its reader as a reset`() async throws {
    try await withGateway { bench in
      let first = await stream(2, in: bench)
      bench.store.setStreams(ofSession: "s", [member(1, first)])
      try await bench.publish([.begun, .said("a")], to: first)
      let reader = try await open(bench)
      _ = try await wait(bench, reader, for: 2)
      try await bench.publish([.reset(StreamReset(keep: 1)), .said("b"), .done], to: first, after: 1, epoch: 2)
      let events = try await wait(bench, reader, for: 5)
      #expect(events.map(\.type) == ["stream.started", "text.delta", "stream.reset", "text.delta", "stream.completed"])
    }
  }

  @Test func `a stream that can tell its reader nothing more breaks the connection instead of falling silent`() async throws {
    try await withGateway { bench in
      let small = bench.streams.directory.add(
        LiveStream(storedRun(.queued).descriptor, memoryLimitBytes: 1 << 14), now: bench.time.monotonic())
      bench.store.setStreams(ofSession: "s", [member(1, small)])
      let reader = try await open(bench)
      try await bench.publish([.begun], to: small)
      _ = try await wait(bench, reader, for: 1)
      // More than is remembered, and then a take-over that reaches back beyond it.
      try await bench.publish((0..<2000).map { .said(String(repeating: "x", count: 100) + "\($0)") }, to: small, after: 1)
      try await bench.publish([.reset(StreamReset(keep: 5))], to: small, after: 5, epoch: 2)
      let sink = reader.sink
      try await bench.wait("the connection's end") { sink.value.isAborted }
    }
  }

  @Test func `silence is broken by a comment, a shutdown by a farewell`() async throws {
    try await withGateway { bench in
      let reader = try await open(bench)
      let sink = reader.sink
      try await bench.wait("the opening") { !sink.value.bytes.isEmpty }
      _ = try await reader.onLoop { $0.source?.silence() }
      try await bench.wait("the comment") { String(decoding: sink.value.bytes, as: UTF8.self) == "retry: 1000\n:\n" }
      _ = try await reader.onLoop { $0.source?.drain() }
      try await bench.wait("the end") { sink.value.hasEnded }
      #expect(try await reader.text == "retry: 1000\n:\nretry: 1000\n")
      #expect(bench.services.metrics.openSubscribers[.native].value == 0)
    }
  }

  @Test func `a reader that goes is forgotten everywhere`() async throws {
    try await withGateway { bench in
      let first = await stream(2, in: bench)
      bench.store.setStreams(ofSession: "s", [member(1, first)])
      try await bench.publish([.begun], to: first)
      let reader = try await open(bench)
      _ = try await wait(bench, reader, for: 1)
      #expect(first.facts.readers == 1)
      _ = try await reader.onLoop { $0.close() }
      #expect(first.facts.readers == 0)
      #expect(bench.services.metrics.openSubscribers[.native].value == 0)
      bench.services.sessions.changed("s")
      try await bench.publish([.done], to: first, after: 1)
    }
  }

  @Test func `little room a pull loses nothing`() async throws {
    try await withGateway { bench in
      let streams = [await stream(2, in: bench), await stream(4, in: bench), await stream(6, in: bench)]
      bench.store.setStreams(ofSession: "s", streams.enumerated().map { member(Int64($0.offset + 1), $0.element) })
      for stream in streams { try await bench.publish([.begun] + (0..<50).map { .said("\($0)") } + [.done], to: stream) }
      let reader = try await open(bench)
      _ = try await reader.onLoop { $0.limit = 1 }
      let events = try await wait(bench, reader, for: 156)
      #expect(events.count == 156)
      #expect(SessionCursor(events.last!.id)?.open.isEmpty == true)
    }
  }
}
