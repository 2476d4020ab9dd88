import Bus
import EventLoop
import Observe
import Registry
import Synchronization
import TestKit
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct SessionHubTests {
  private final class Ear: Sendable {
    private let heard = Atomic<Int>(0)
    var count: Int { heard.load(ordering: .relaxed) }
    func hear() { heard.add(1, ordering: .relaxed) }
  }

  private let topic = RegistryTopic.session("s")

  @Test func `a change on one pod is heard by the readers of another, and not twice by its own`() async throws {
    try await withPods(["x", "y"]) { bench in
      let (x, y) = (bench.pods[0], bench.pods[1])
      let (here, there, elsewhere) = (Ear(), Ear(), Ear())
      _ = x.sessions.subscribe("s") { here.hear() }
      _ = y.sessions.subscribe("s") { there.hear() }
      _ = y.sessions.subscribe("other") { elsewhere.hear() }
      // Each is told once when others know of its pod: what changed before.
      try await bench.wait("both pods") { bench.table.pods(at: topic) == ["x", "y"] && here.count == 1 && there.count == 1 && elsewhere.count == 1 }
      x.sessions.changed("s")
      try await bench.wait("the notice") {
        bench.bus.deliver()
        return there.count == 2
      }
      #expect(here.count == 2 && there.count == 2 && elsewhere.count == 1)
      #expect(bench.bus.sendings.map(\.route) == [.pods(["y"])])
    }
  }

  @Test func `a pod whose last reader of a session has gone hears of it no more`() async throws {
    try await withPods(["x", "y"]) { bench in
      let (x, y) = (bench.pods[0], bench.pods[1])
      let ear = Ear()
      let tokens = [y.sessions.subscribe("s") { ear.hear() }, y.sessions.subscribe("s") { ear.hear() }]
      try await bench.wait("the pod") { bench.table.pods(at: topic) == ["y"] && ear.count == 2 }
      y.sessions.unsubscribe("s", tokens[0])
      #expect(bench.table.pods(at: topic) == ["y"])
      y.sessions.unsubscribe("s", tokens[1])
      #expect(bench.table.pods(at: topic) == [])
      await x.link.sessionChanged("s")
      #expect(bench.bus.sendings.isEmpty)
    }
  }

  @Test func `a reader that goes before its pod is known leaves nothing behind`() async throws {
    try await withPods(["y"]) { bench in
      let (hub, ear) = (bench.pods[0].sessions, Ear())
      bench.table.hold()
      let token = hub.subscribe("s") { ear.hear() }
      hub.unsubscribe("s", token)
      bench.table.answer()
      try await bench.wait("the pod has come and gone") { bench.table.changes.count >= 2 }
      #expect(bench.table.pods(at: topic) == [] && ear.count == 0)
    }
  }

  @Test func `a reader that comes while another goes is told of changes`() async throws {
    try await withPods(["y"]) { bench in
      let hub = bench.pods[0].sessions
      for _ in 0..<100 {
        let first = hub.subscribe("s") {}
        async let gone: Void = hub.unsubscribe("s", first)
        async let second = hub.subscribe("s") {}
        let (_, token) = await (gone, second)
        try await bench.wait("the pod") { bench.table.pods(at: topic) == ["y"] }
        hub.unsubscribe("s", token)
        try await bench.wait("nobody") { bench.table.pods(at: topic) == [] }
      }
    }
  }
}
