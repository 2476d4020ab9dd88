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

@Suite(.timeLimit(.minutes(1))) struct PodInboxTests {
  private let name = answerID.description

  @Test func `lines of several streams in one piece go each to its own`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let (first, second) = (await pod.streams.begin(storedRun(.queued)), await pod.streams.begin(storedRun(.queued, answer: 4)))
      let (one, two) = (events([.begun, .said("a")], of: first.descriptor), events([.begun, .said("b")], of: second.descriptor))
      pod.inbox.received(lines: lines([one[0], two[0], two[1], one[1]]))
      #expect(String(decoding: first.state.text, as: UTF8.self) == "a" && String(decoding: second.state.text, as: UTF8.self) == "b")
      #expect(pod.metrics.streamEvents.value == 4)
    }
  }

  @Test func `early, double and fenced lines are counted, and held or dropped`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let all = events([.begun, .said("a"), .said("b"), .said("c")])
      pod.inbox.received(lines: lines([all[0], all[2], all[0], all[2]]))
      #expect(stream.facts.last.sequence == 1 && stream.hasHole)
      #expect(pod.metrics.eventsReordered.value == 1 && pod.metrics.duplicatesDropped[.duplicate].value == 2)
      pod.inbox.received(lines: lines([all[1]]) + lines(events([.reset(keeping: 2), .said("x")], epoch: 2, after: 2)) + lines([all[3]]))
      #expect(String(decoding: stream.state.text, as: UTF8.self) == "ax" && !stream.hasHole)
      #expect(pod.metrics.duplicatesDropped[.fenced].value == 1 && pod.metrics.streamResets.value == 1)
    }
  }

  @Test func `the last event of a stream takes the pod off the registry, be it one that was held`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let all = events([.begun, .said("a"), .done])
      #expect(bench.table.pods(at: .stream(name)) == ["y"])
      pod.inbox.received(lines: lines([all[0], all[2]]))
      #expect(bench.table.pods(at: .stream(name)) == ["y"])
      pod.inbox.received(lines: lines([all[1]]))
      #expect(stream.isEnded && bench.table.pods(at: .stream(name)) == [])
    }
  }

  @Test func `a stream that nobody here knows is left`() async throws {
    try await withPods { bench in
      bench.table.put("y", at: .stream(name))
      bench.pods[0].inbox.received(lines: lines(events([.begun])))
      #expect(bench.table.pods(at: .stream(name)) == [])
    }
  }

  @Test func `a stream that is on its way from the store is not left`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let all = events([.begun, .said("a"), .said("b")])
      bench.keep(events: all.prefix(2).map(\.json))
      bench.store.hold("events")
      let finding = Task { try await pod.streams.find(name) }
      try await bench.wait("the pod is known") { bench.table.pods(at: .stream(name)) == ["y"] }
      pod.inbox.received(lines: lines(all))
      #expect(bench.table.pods(at: .stream(name)) == ["y"])
      bench.store.release("events")
      let stream = try await finding.value
      pod.inbox.received(lines: lines(all.suffix(1)))
      #expect(stream.facts.last.sequence == 3)
    }
  }

  @Test func `what is no line of ours is passed over`() async throws {
    try await withPods { bench in
      let pod = bench.pods[0]
      let stream = await pod.streams.begin(storedRun(.queued))
      let odd = Array("\n{}\nx\n{\"v\":1,\"type\":\"of a newer version\",\"stream\":\"\(name)\",\"epoch\":1,\"seq\":2}\n".utf8)
      pod.inbox.received(lines: odd + lines(events([.begun])) + odd)
      #expect(stream.facts.last.sequence == 1)
    }
  }

  @Test func `a chat that is deleted elsewhere ends its readers here, and theirs alone`() async throws {
    try await withPods(["x", "y"]) { bench in
      let (x, y) = (bench.pods[0], bench.pods[1])
      bench.keep(events: events([.begun]).map(\.json))
      let reader = ClientReader(y.streams, name)
      try await reader.read()
      let other = y.directory.findOrAdd(
        StreamDescriptor(name: "gen_other", entity: nil, frontendID: nil, run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CF", chat: nil), now: bench.time.monotonic())
      x.streams.removeStreams(of: chat)
      bench.bus.deliver()
      try await reader.read()
      #expect(reader.cuts == 1 && !reader.isDone)
      #expect(y.directory.all.map(\.descriptor.name) == ["gen_other"] && !other.facts.isLost)
      #expect(bench.table.pods(at: .stream(name)) == [])
    }
  }
}
