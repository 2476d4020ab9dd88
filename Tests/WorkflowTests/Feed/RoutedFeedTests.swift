import Bus
import Domain
import Registry
import StreamLog
import TestKit
import Testing

@testable import Workflow

@Suite(.timeLimit(.minutes(1))) struct RoutedFeedTests {
  private var topic: RegistryTopic { .stream(FeedBench.stream) }

  @Test func `what is said in one turn is one sending and one piece of history`() async throws {
    try await withFeed { bench in
      bench.table.put("x", at: topic)
      try await bench.open()
      await bench.settle()
      try await bench.say(1...3)
      try await bench.say(4...5)
      #expect(bench.sent == ["x:1 2 3", "x:4 5"])
      #expect(bench.recorded == ["1-1:1 2 3", "1-4:4 5"])
    }
  }

  @Test func `what is said before the registry answers waits for it, the history does not`() async throws {
    try await withFeed { bench in
      bench.table.put("x", at: topic)
      bench.table.hold()
      try await bench.open()
      try await bench.say(1...2)
      try await bench.say(3...3)
      #expect(bench.sent.isEmpty)
      #expect(bench.recorded == ["1-1:1 2", "1-3:3"])
      bench.table.answer()
      try await bench.wait("the sending") { bench.sent.count == 1 }
      #expect(bench.sent == ["x:1 2 3"])
    }
  }

  @Test func `a stream that nobody reads goes to the history alone`() async throws {
    try await withFeed { bench in
      try await bench.open()
      await bench.settle()
      try await bench.say(1...2)
      #expect(bench.sent.isEmpty && bench.recorded == ["1-1:1 2"])
    }
  }

  @Test func `a pod that listens in mid-run is sent what is said from then on`() async throws {
    try await withFeed { bench in
      try await bench.open()
      await bench.settle()
      try await bench.say(1...2)
      try await bench.onLoop { $0.feed.listen(stream: FeedBench.stream, pod: "y") }
      try await bench.say(3...3)
      try await bench.onLoop { $0.feed.listen(stream: "gen_other", pod: "z") }
      try await bench.say(4...4)
      #expect(bench.sent == ["y:3", "y:4"])
    }
  }

  @Test func `while nobody knows who listens every pod is told, and the registry is asked again`() async throws {
    try await withFeed { bench in
      bench.table.put("x", at: topic)
      bench.table.set(isAway: true)
      try await bench.open()
      try await bench.say(1...1)
      #expect(bench.sent == ["*:1"])
      bench.table.set(isAway: false)
      let questions = bench.table.questions
      try await bench.wait("another question") { bench.table.questions > questions }
      await bench.settle()
      try await bench.say(2...2)
      #expect(bench.sent == ["*:1", "x:2"])
    }
  }

  @Test func `its own pod hears at once, and is not sent to`() async throws {
    try await withFeed(hasLocal: true) { bench in
      bench.table.put("own", at: topic)
      bench.table.put("x", at: topic)
      bench.table.hold()
      try await bench.open()
      try await bench.say(1...2)
      #expect(bench.local.types == ["1-1 text.delta", "1-2 text.delta"])
      bench.table.answer()
      try await bench.wait("the sending") { !bench.sent.isEmpty }
      #expect(bench.sent == ["x:1 2"])
    }
  }

  @Test func `the last words of a publisher that is let go are sent, and it is forgotten`() async throws {
    try await withFeed { bench in
      bench.table.put("x", at: topic)
      try await bench.open()
      await bench.settle()
      let publisher = try await bench.onLoop { parts in
        var encoder = NativeEventEncoder(testRun().descriptor)
        let event = StreamEvent(position: Position(epoch: 1, sequence: 1), body: .textDelta(TextDelta("1")))
        parts.publishers[0].publish(event, json: encoder.encode(event))
        let publisher = WeakBox(parts.publishers[0])
        parts.publishers = []
        return publisher
      }
      await bench.settle()
      #expect(bench.sent == ["x:1"])
      #expect(publisher.isGone)
      // Nothing answers for the stream any more.
      try await bench.onLoop { $0.feed.listen(stream: FeedBench.stream, pod: "y") }
    }
  }

  @Test func `one that is let go while it waits for the registry is not asked for again`() async throws {
    try await withFeed { bench in
      bench.table.set(isAway: true)
      try await bench.open()
      await bench.settle()
      try await bench.onLoop { $0.publishers = [] }
      await bench.settle()
      let questions = bench.table.questions
      for _ in 0..<5 { await bench.settle() }
      #expect(bench.table.questions == questions)
    }
  }

  @Test func `a run that is taken over by the same worker listens for its new publisher`() async throws {
    try await withFeed { bench in
      try await bench.open()
      try await bench.open()
      await bench.settle()
      // The old one goes after the new one came.
      try await bench.onLoop { _ = $0.publishers.removeFirst() }
      try await bench.onLoop { $0.feed.listen(stream: FeedBench.stream, pod: "y") }
      try await bench.say(2...2, epoch: 2)
      #expect(bench.sent == ["y:2"])
    }
  }
}

private final class WeakBox: @unchecked Sendable {
  // Looked at when nobody else does.
  private weak var object: AnyObject?
  init(_ object: AnyObject) { self.object = object }
  var isGone: Bool { object == nil }
}
