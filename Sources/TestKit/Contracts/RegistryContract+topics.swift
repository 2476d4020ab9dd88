import Registry
import Testing

extension RegistryContract {
  static let topics: [RegistryContract] = [
    RegistryContract("nobody is at a topic that nobody has joined") { (fixture) async throws in
      #expect(try await fixture.registry.pods(at: .stream("gen_a")) == [])
      #expect(try await fixture.registry.livePods() == [])
      #expect(try await fixture.registry.removeSilentPods() == [])
    },
    RegistryContract("a pod that has joined is named by each later answer, once, however often it joined, in order of names") {
      (fixture) async throws in
      let registry = fixture.registry
      try await registry.join(.stream("gen_a"), pod: "pod-b")
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-b"])
      try await registry.join(.stream("gen_a"), pod: "pod-a")
      try await registry.join(.stream("gen_a"), pod: "pod-b")
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-a", "pod-b"])
      #expect(try await registry.heartbeat(pod: "pod-b") == 1)
    },
    RegistryContract("a pod that leaves is gone from that topic only, and others stay") { (fixture) async throws in
      let registry = fixture.registry
      for pod in ["pod-a", "pod-b"] {
        try await registry.update(pod: pod, joining: [.stream("gen_a"), .stream("gen_b")], leaving: [])
      }
      try await registry.leave(.stream("gen_a"), pod: "pod-a")
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-b"])
      #expect(try await registry.pods(at: .stream("gen_b")) == ["pod-a", "pod-b"])
      try await registry.leave(.stream("gen_a"), pod: "pod-b")
      #expect(try await registry.pods(at: .stream("gen_a")) == [])
    },
    RegistryContract("leaving what was not joined is no error and makes no pod") { (fixture) async throws in
      try await fixture.registry.leave(.stream("gen_a"), pod: "pod-a")
      #expect(try await fixture.registry.pods(at: .stream("gen_a")) == [])
      #expect(try await fixture.registry.livePods() == [])
    },
    RegistryContract("a stream and a session of one name are two topics, and names mean nothing else") { (fixture) async throws in
      let registry = fixture.registry
      let topics: [RegistryTopic] = [.stream("x"), .session("x"), .session("x:y"), .session("*"), .session("X"), .stream("%"), .session("a b'\"\\é")]
      for (index, topic) in topics.enumerated() { try await registry.join(topic, pod: "pod-\(index)") }
      for (index, topic) in topics.enumerated() { #expect(try await registry.pods(at: topic) == ["pod-\(index)"]) }
    },
    RegistryContract("a topic in both lists of one call is joined") { (fixture) async throws in
      let registry = fixture.registry
      try await registry.update(pod: "pod-a", joining: [.stream("gen_a")], leaving: [.stream("gen_a")])
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-a"])
      try await registry.update(pod: "pod-a", joining: [.stream("gen_a")], leaving: [.stream("gen_a")])
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-a"])
      #expect(try await registry.heartbeat(pod: "pod-a") == 1)
    },
    RegistryContract("thousands of topics are joined, left and taken out with one call each") { (fixture) async throws in
      let registry = fixture.registry
      let topics = (0..<3500).map { RegistryTopic.stream("gen_\($0)") }
      try await registry.update(pod: "pod-a", joining: topics, leaving: [])
      try await registry.join(topics[17], pod: "pod-b")
      #expect(try await registry.heartbeat(pod: "pod-a") == 3500)
      try await registry.update(pod: "pod-a", joining: [.session("s")], leaving: Array(topics[..<1500]))
      #expect(try await registry.heartbeat(pod: "pod-a") == 2001)
      #expect(try await registry.pods(at: topics[17]) == ["pod-b"])
      #expect(try await registry.pods(at: topics[1499]) == [])
      #expect(try await registry.pods(at: topics[1500]) == ["pod-a"])
      try await registry.remove(pod: "pod-a")
      #expect(try await registry.pods(at: topics[3499]) == [])
      #expect(try await registry.pods(at: .session("s")) == [])
      #expect(try await registry.pods(at: topics[17]) == ["pod-b"])
      #expect(try await registry.heartbeat(pod: "pod-a") == 0)
    },
    RegistryContract("pods that join and leave at the same time do not lose each other") { (fixture) async throws in
      let registry = fixture.registry
      try await withThrowingTaskGroup(of: Void.self) { group in
        for pod in 0..<8 {
          group.addTask {
            for round in 0..<20 {
              try await registry.join(.session("s"), pod: "pod-\(pod)")
              try await registry.join(.stream("gen_\(round)"), pod: "pod-\(pod)")
              // Whoever has joined is there from then on, whatever the others do.
              #expect(try await registry.pods(at: .session("s")).contains("pod-\(pod)"))
              if round < 19 || pod % 2 == 1 { try await registry.leave(.session("s"), pod: "pod-\(pod)") }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await registry.pods(at: .session("s")) == ["pod-0", "pod-2", "pod-4", "pod-6"])
      for round in 0..<20 { #expect(try await registry.pods(at: .stream("gen_\(round)")).count == 8) }
    },
  ]
}
