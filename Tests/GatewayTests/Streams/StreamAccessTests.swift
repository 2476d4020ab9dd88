import Domain
import Primitives
import Store
import StreamLog
import TestKit
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct StreamAccessTests {
  private func stored(
    _ status: RunStatus, hasLog: Bool, last: Position? = Position(epoch: 2, sequence: 9), content: String = "```\nx\n```\n"
  ) -> StoredStream {
    let run = storedRun(status, epoch: 2)
    let now = Timestamp(milliseconds: 1_795_000_000_000)
    let code = entity(3, .code)
    return StoredStream(
      run: run, last: last, hasLog: hasLog,
      message: Message(
        id: answerID, parent: entity(1, .userMessage), role: "assistant", content: content, status: .complete, frontendID: "q-1", createdAt: now,
        run: run.id, finishReason: "length", tokens: TokenUsage(input: 3, output: 4), cost: Money(nanodollars: 5), provider: "p", model: "m",
        responseTimeMilliseconds: 20, timeToFirstTokenMilliseconds: 7),
      reasoning: "hm",
      artifacts: [
        Artifact(
          id: code, parent: answerID, kind: .code, language: "py", status: .complete, start: 4, end: 6, bytes: 2, sha256: "00", createdAt: now),
        Artifact(
          id: entity(4, .output), parent: code, kind: .output, status: .complete, content: Array("42".utf8), bytes: 2, sha256: "11", createdAt: now),
        Artifact(id: entity(5, .code), parent: answerID, kind: .code, status: .void, createdAt: now),
      ],
      failure: status == .failed ? StreamFailed(code: .providerCut, message: "cut", retryable: true, partial: true) : nil,
      cancelledBy: status == .cancelled ? .limit : nil)
  }

  private func read(_ stream: LiveStream, _ reader: StreamReader = StreamReader()) -> [String] {
    var reader = reader
    var slices: ContiguousArray<BlockSlice> = []
    let index = stream.open(LabelledLines.form, waker: nil) { LabelledLines() }
    _ = stream.read(&reader, form: index, limit: 1 << 20, into: &slices)
    return text(of: slices).split(separator: "\n").map(String.init)
  }

  @Test func `what is in memory is found there`() async throws {
    try await withGateway { bench in
      let stream = await bench.streams.begin(storedRun(.queued))
      let found = try await bench.streams.find(stream.descriptor.name)
      #expect(found === stream)
      #expect(await bench.streams.begin(storedRun(.queued)) === stream)
    }
  }

  @Test(arguments: ["x", "", "gen_1", "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"]) func `what nobody knows is 404`(_ name: String) async throws {
    try await withGateway { bench in
      let problem = await #expect(throws: Problem.self) { try await bench.streams.find(name) }
      #expect(problem?.status == 404)
    }
  }

  @Test func `a store that fails is not a stream that is not there`() async throws {
    try await withGateway { bench in
      bench.store.fail("stream")
      await #expect(throws: StoreError.self) { try await bench.streams.find(answerID.description) }
    }
  }

  @Test func `an ended stream comes back event by event while its log is kept`() async throws {
    try await withGateway { bench in
      let events = storedEvents([.begun] + (0..<9000).map { .said("\($0) ") } + [.done], of: descriptor())
      bench.store.keep(stored(.completed, hasLog: true), events: events.map(\.json))
      let stream = try await bench.streams.find(answerID.description)
      #expect(stream.facts.isEnded && stream.facts.last == Position(epoch: 1, sequence: 9002))
      #expect(String(decoding: stream.state.text, as: UTF8.self) == (0..<9000).map { "\($0) " }.joined())
      let again = try await bench.streams.find(answerID.description)
      #expect(again === stream)
    }
  }

  @Test func `a log with a hole is read once, and its readers are synced, not left with a gap`() async throws {
    try await withGateway { bench in
      var events = storedEvents([.begun] + (0..<6000).map { .said("\($0) ") } + [.done], of: descriptor())
      events.removeSubrange(100..<110)
      bench.store.keep(stored(.completed, hasLog: true), events: events.map(\.json))
      let stream = try await bench.streams.find(answerID.description)
      let lines = read(stream)
      #expect(lines.first?.hasPrefix("stream.sync") == true)
      #expect(Set(lines).count == lines.count)
      #expect(lines.last?.hasPrefix("stream.completed 1-6002 ") == true)
    }
  }

  @Test func `a stream that a worker is to take over is as it was, and is silent until then`() async throws {
    try await withGateway { bench in
      let events = storedEvents([.begun, .said("a")], of: descriptor())
      bench.store.keep(stored(.running, hasLog: false), events: events.map(\.json))
      let stream = try await bench.streams.find(answerID.description)
      #expect(!stream.facts.isEnded)
      #expect(read(stream).count == 2)
    }
  }

  // MARK: Without a log

  @Test func `without its log a stream is one sync and its end`() async throws {
    try await withGateway { bench in
      bench.store.keep(stored(.completed, hasLog: false))
      let stream = try await bench.streams.find(answerID.description)
      let lines = read(stream)
      #expect(lines.count == 2)
      #expect(lines[0].hasPrefix("stream.sync 2-8 "))
      #expect(lines[1].hasPrefix("stream.completed 2-9 "))
      let sync = try parsed(lines[0].split(separator: " ", maxSplits: 2)[2].utf8)
      #expect(sync["reason"] == .string("initial"))
      let state = try #require(sync["state"])
      #expect(state["text"] == .string("```\nx\n```\n"))
      #expect(state["reasoning"] == .string("hm"))
      #expect(state["usage"]?["total_tokens"] == .integer(7))
      let artifacts = try #require(state["artifacts"]?.array)
      #expect(artifacts.count == 2)
      #expect(artifacts[0]["start"] == .integer(4) && artifacts[0]["end"] == .integer(6) && artifacts[0]["inline"] == .bool(true))
      #expect(artifacts[1]["start"] == .null && artifacts[1]["inline"] == .bool(false) && artifacts[1]["content"] == .string("42"))
      let completed = try parsed(lines[1].split(separator: " ", maxSplits: 2)[2].utf8)
      #expect(completed["finish_reason"] == .string("length"))
      #expect(completed["ms"] == .integer(20) && completed["time_to_first_token_ms"] == .integer(7))
      #expect(completed["usage"]?["cost"] == .string("0.000000005"))
    }
  }

  @Test(
    arguments: [
      (.failed, "stream.failed", "\"code\":\"provider.cut\""), (.cancelled, "stream.cancelled", "\"by\":\"limit\""),
    ] as [(RunStatus, String, String)])
  func `its end is the one it had`(_ status: RunStatus, _ type: String, _ part: String) async throws {
    try await withGateway { bench in
      bench.store.keep(stored(status, hasLog: false))
      let last = read(try await bench.streams.find(answerID.description)).last
      #expect(last?.hasPrefix("\(type) 2-9 ") == true && last?.contains(part) == true && last?.contains("\"partial\":true") == true)
    }
  }

  @Test func `cursors from before are known there`() async throws {
    try await withGateway { bench in
      bench.store.keep(stored(.completed, hasLog: false))
      let stream = try await bench.streams.find(answerID.description)
      #expect(stream.answer(to: Position(epoch: 2, sequence: 9)) == .atEnd)
      #expect(stream.answer(to: Position(epoch: 2, sequence: 10)) == .unknownPosition)
      #expect(read(stream, StreamReader(after: Position(epoch: 2, sequence: 8))).map { $0.prefix(16) } == ["stream.completed"])
      for cursor in [Position(epoch: 1, sequence: 9), Position(epoch: 2, sequence: 3)] {
        #expect(read(stream, StreamReader(after: cursor)).map { $0.prefix(15) } == ["stream.sync 2-8", "stream.complete"])
      }
    }
  }
}
