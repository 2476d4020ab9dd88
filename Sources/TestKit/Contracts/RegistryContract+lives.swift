import Registry
import Testing

extension RegistryContract {
  static let lives: [RegistryContract] = [
    RegistryContract("a pod that is silent for too long is named no more, until it is heard of again") { (fixture) async throws in
      let registry = fixture.registry
      try await registry.join(.stream("gen_a"), pod: "pod-a")
      try await registry.join(.stream("gen_a"), pod: "pod-b")
      try await fixture.silence(except: "pod-b")
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-b"])
      #expect(try await registry.livePods() == ["pod-b"])
      #expect(try await registry.heartbeat(pod: "pod-a") == 1)
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-a", "pod-b"])
    },
    RegistryContract("joining is being heard of") { (fixture) async throws in
      let registry = fixture.registry
      try await registry.heartbeat(pod: "pod-a")
      try await fixture.silence()
      #expect(try await registry.livePods() == [])
      try await registry.join(.session("s"), pod: "pod-a")
      #expect(try await registry.livePods() == ["pod-a"])
    },
    RegistryContract("live pods are listed in order of names, also those without topics") { (fixture) async throws in
      let registry = fixture.registry
      for pod in ["pod-c", "pod-a", "pod-b"] { #expect(try await registry.heartbeat(pod: pod) == 0) }
      #expect(try await registry.livePods() == ["pod-a", "pod-b", "pod-c"])
    },
    RegistryContract("a pod that is taken out is nowhere, and those who stay are untouched") { (fixture) async throws in
      let registry = fixture.registry
      let topics: [RegistryTopic] = [.stream("gen_a"), .stream("gen_b"), .session("s")]
      for pod in ["pod-a", "pod-b"] { try await registry.update(pod: pod, joining: topics, leaving: []) }
      try await registry.remove(pod: "pod-a")
      try await registry.remove(pod: "pod-unknown")
      for topic in topics { #expect(try await registry.pods(at: topic) == ["pod-b"]) }
      #expect(try await registry.livePods() == ["pod-b"])
      // Nothing of it comes back with its next heartbeat.
      #expect(try await registry.heartbeat(pod: "pod-a") == 0)
      for topic in topics { #expect(try await registry.pods(at: topic) == ["pod-b"]) }
    },
    RegistryContract("the dead are swept out with all that they had noted, the living are not") { (fixture) async throws in
      let registry = fixture.registry
      for pod in ["pod-a", "pod-b", "pod-c"] { try await registry.update(pod: pod, joining: [.stream("gen_a"), .session(pod)], leaving: []) }
      #expect(try await registry.removeSilentPods() == [])
      try await fixture.silence(except: "pod-b")
      #expect(try await registry.removeSilentPods() == ["pod-a", "pod-c"])
      #expect(try await registry.removeSilentPods() == [])
      #expect(try await registry.heartbeat(pod: "pod-a") == 0)
      #expect(try await registry.pods(at: .stream("gen_a")) == ["pod-b"])
      #expect(try await registry.pods(at: .session("pod-a")) == [])
      #expect(try await registry.pods(at: .session("pod-b")) == ["pod-b"])
    },
    RegistryContract("a pod that was given up for dead is as new when it comes back") { (fixture) async throws in
      let registry = fixture.registry
      try await registry.join(.stream("gen_a"), pod: "pod-a")
      try await fixture.silence()
      #expect(try await registry.removeSilentPods() == ["pod-a"])
      #expect(try await registry.heartbeat(pod: "pod-a") == 0)
      try await registry.join(.stream("gen_b"), pod: "pod-a")
      #expect(try await registry.heartbeat(pod: "pod-a") == 1)
      #expect(try await registry.pods(at: .stream("gen_a")) == [])
      #expect(try await registry.pods(at: .stream("gen_b")) == ["pod-a"])
    },
  ]
}
