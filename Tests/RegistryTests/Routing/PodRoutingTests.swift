import Observe
import Primitives
import TestKit
import Testing

@testable import Registry

@Suite struct PodRoutingTests {
  private let time = ManualTime()
  private let metrics = ServerMetrics()
  private let primary: FaultyRegistry
  private let backup: FaultyRegistry
  private let a = RegistryTopic.stream("gen_a")
  private let b = RegistryTopic.stream("gen_b")

  init() {
    primary = FaultyRegistry(time: time)
    backup = FaultyRegistry(time: time)
  }

  private func routing(pod: String = "pod-a", withBackup: Bool = true) -> PodRouting {
    PodRouting(
      pod: pod, primary: primary, backup: withBackup ? backup : nil, fallbacks: metrics.registryFallbacks, log: .silent,
      pause: { _ in await Task.yield() })
  }

  private var fallbacks: (store: UInt64, broadcast: UInt64) {
    (metrics.registryFallbacks[.store].value, metrics.registryFallbacks[.broadcast].value)
  }

  @Test func `what a pod joins stands in both, what it leaves in neither`() async throws {
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    #expect(await routing.pods(at: a) == ["pod-a"])
    routing.join(b)
    await routing.settled()
    for registry in [primary, backup] {
      #expect(try await registry.pods(at: a) == ["pod-a"])
      #expect(try await registry.pods(at: b) == ["pod-a"])
    }
    routing.leave(a)
    await routing.settled()
    for registry in [primary, backup] {
      #expect(try await registry.pods(at: a) == [])
      #expect(try await registry.pods(at: b) == ["pod-a"])
    }
    #expect(fallbacks == (0, 0))
    #expect(!routing.isRegistryDown)
  }

  @Test func `without the registry the backup answers, without both nobody knows`() async throws {
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    await routing.settled()
    primary.fail()
    #expect(await routing.pods(at: a) == ["pod-a"])
    #expect(routing.isRegistryDown)
    #expect(fallbacks == (1, 0))
    #expect(await routing.isTold(joining: b))
    #expect(await routing.pods(at: b) == ["pod-a"])
    backup.fail()
    #expect(await routing.pods(at: a) == nil)
    #expect(await !routing.isTold(joining: .session("s")))
    #expect(await !routing.isTold(joining: .session("t")))
    #expect(fallbacks == (2, 1))
    primary.fail(false)
    #expect(await routing.pods(at: a) == ["pod-a"])
    #expect(!routing.isRegistryDown)
  }

  @Test func `with no backup a registry that fails means that nobody knows`() async throws {
    let routing = routing(withBackup: false)
    #expect(await routing.isTold(joining: a))
    primary.fail()
    #expect(await routing.pods(at: a) == nil)
    #expect(await !routing.isTold(joining: b))
    #expect(fallbacks == (0, 1))
  }

  @Test func `what was joined and left while the registry was away stands there after the next heartbeat`() async throws {
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    await routing.settled()
    primary.fail()
    #expect(await routing.isTold(joining: b))
    routing.leave(a)
    await routing.settled()
    primary.fail(false)
    await routing.heartbeat()
    await routing.settled()
    #expect(try await primary.pods(at: a) == [])
    #expect(try await primary.pods(at: b) == ["pod-a"])
  }

  @Test func `a registry that comes back empty is filled again by what the pods know themselves`() async throws {
    let (one, two) = (routing(), routing(pod: "pod-b"))
    for routing in [one, two] {
      #expect(await routing.isTold(joining: a))
      await routing.settled()
    }
    primary.forget()
    backup.forget()
    #expect(await one.isTold(joining: b))
    for routing in [one, two] {
      await routing.heartbeat()
      await routing.settled()
    }
    for registry in [primary, backup] {
      #expect(try await registry.pods(at: a) == ["pod-a", "pod-b"])
      #expect(try await registry.pods(at: b) == ["pod-a"])
    }
  }

  @Test func `while a registry is being filled both are asked`() async throws {
    let (one, two) = (routing(), routing(pod: "pod-b"))
    #expect(await one.isTold(joining: a))
    await one.settled()
    primary.forget()
    primary.fill(true)
    backup.fail()
    #expect(await two.isTold(joining: a))
    backup.fail(false)
    #expect(await two.pods(at: a) == ["pod-a", "pod-b"])
    #expect(fallbacks == (1, 0))
    #expect(!two.isRegistryDown)
  }

  @Test func `what an earlier process of the same name left is gone before the first topic is told`() async throws {
    try await primary.update(pod: "pod-a", joining: [b], leaving: [])
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    #expect(try await primary.pods(at: b) == [])
    #expect(try await primary.pods(at: a) == ["pod-a"])
  }

  @Test func `a pod that was given up for dead is there again after its next heartbeat`() async throws {
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    await routing.settled()
    time.advance(milliseconds: 20_000)
    let other = self.routing(pod: "pod-b")
    await other.heartbeat()
    #expect(await other.removeSilentPods() == ["pod-a"])
    #expect(await other.pods(at: a) == [])
    await routing.heartbeat()
    await routing.settled()
    #expect(await other.pods(at: a) == ["pod-a"])
  }

  @Test func `a pod that ends is gone from both, and joins nothing afterwards`() async throws {
    let routing = routing()
    #expect(await routing.isTold(joining: a))
    routing.join(b)
    await routing.close()
    #expect(await !routing.isTold(joining: a))
    await routing.heartbeat()
    for registry in [primary, backup] {
      #expect(try await registry.pods(at: a) == [])
      #expect(try await registry.pods(at: b) == [])
      #expect(try await registry.livePods() == [])
    }
  }

  @Test func `thousands that join at once are told in few batches`() async throws {
    let routing = routing()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<2000 { group.addTask { #expect(await routing.isTold(joining: .stream("\(number)"))) } }
    }
    await routing.settled()
    #expect(primary.updates.reduce(0) { $0 + $1.joining.count } == 2000)
    #expect(try await primary.heartbeat(pod: "pod-a") == 2000)
    #expect(try await backup.heartbeat(pod: "pod-a") == 2000)
  }
}
