import Domain
import Primitives
import StreamLog
import Synchronization
import Testing

/// One thread appends while several read, open, close, trim and look: each reader ends with the same text. Run with the thread sanitizer too.
@Suite struct LiveStreamThreadTests {
  private static let words = 1200

  @Test func `readers on other threads end with the text that one thread writes`() async throws {
    let stream = LiveStream(Fixture.descriptor, memoryLimitBytes: 8 << 20)
    let expected = (2...Int64(Self.words)).map { "w\($0) " }.joined()
    let results = await withTaskGroup(of: String.self, returning: [String].self) { group in
      group.addTask { Self.write(stream) }
      for index in 0..<4 {
        group.addTask { await Self.read(stream, limit: [200, 5000, 100_000, .max][index], wire: index.isMultiple(of: 2) ? .chunked : .webSocket) }
      }
      group.addTask { await Self.watch(stream) }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.filter { $0 == "done" }.count == 2)
    let texts = results.filter { $0 != "done" }
    #expect(texts.count == 4)
    for text in texts { #expect(text == expected) }
  }

  private static func write(_ stream: LiveStream) -> String {
    stream.receive(Fixture.event(1, 1, Fixture.started))
    for sequence in 2...Int64(words) {
      stream.receive(Fixture.event(1, sequence, Fixture.text("w\(sequence) ")))
      if sequence == 600 {
        stream.receive(Fixture.event(2, 401, Fixture.reset(400)))
        // The successor's first event is its reset: it writes the word of that place with the next.
        stream.receive(Fixture.event(2, 402, Fixture.text("w401 w402 ")))
        for again in 403...Int64(600) { stream.receive(Fixture.event(2, again, Fixture.text("w\(again) "))) }
        break
      }
    }
    for sequence in 601...Int64(words) { stream.receive(Fixture.event(2, sequence, Fixture.text("w\(sequence) "))) }
    stream.receive(Fixture.event(2, Int64(words) + 1, Fixture.completed))
    return "done"
  }

  private static func read(_ stream: LiveStream, limit: Int, wire: SimulatedReader.Wire) async -> String {
    let reader = SimulatedReader(stream, wire: wire)
    for round in 0..<2_000_000 where !reader.isDone {
      reader.pull(limit: limit, cut: round % 97 == 96 ? round % 1000 : nil)
      await Task.yield()
    }
    return reader.complaints.isEmpty ? reader.view.text : "complaints: \(reader.complaints)"
  }

  private static func watch(_ stream: LiveStream) async -> String {
    let waker = Waker()
    for round in 0..<2_000_000 {
      let facts = stream.facts
      if facts.isEnded { break }
      _ = stream.open(.nativeBare, waker: waker) { NativeFormEncoder(framing: .bare) }
      if round % 50 == 0 { stream.trim(toBytes: 700_000) }
      _ = stream.state.text.count
      stream.close(waker: waker)
      await Task.yield()
    }
    return "done"
  }

  private final class Waker: StreamWaker {
    private let count = CounterBox()
    func streamGrew(isEnded: Bool) { count.add() }
  }
}
