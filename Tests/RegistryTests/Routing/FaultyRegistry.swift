import Primitives
import Registry
import Synchronization

/// A registry of one process that fails, forgets and waits when a test says so, and notes what it was told.
final class FaultyRegistry: Registry {
  private struct State {
    var registry: LocalRegistry
    var isDown = false
    var isFilling = false
    var updates: [(joining: [RegistryTopic], leaving: [RegistryTopic])] = []
  }

  private let time: any TimeSource
  private let state: Mutex<State>

  init(time: any TimeSource) {
    self.time = time
    state = Mutex(State(registry: LocalRegistry(time: time)))
  }

  func fail(_ isDown: Bool = true) { state.withLock { $0.isDown = isDown } }
  func fill(_ isFilling: Bool) { state.withLock { $0.isFilling = isFilling } }
  func forget() { state.withLock { $0.registry = LocalRegistry(time: time) } }
  var updates: [(joining: [RegistryTopic], leaving: [RegistryTopic])] { state.withLock { $0.updates } }

  private func registry() throws(RegistryError) -> LocalRegistry {
    let (registry, isDown) = state.withLock { ($0.registry, $0.isDown) }
    if isDown { throw RegistryError("down for a test") }
    return registry
  }

  func update(pod: String, joining: [RegistryTopic], leaving: [RegistryTopic]) async throws(RegistryError) {
    let registry = try registry()
    state.withLock { $0.updates.append((joining, leaving)) }
    try await registry.update(pod: pod, joining: joining, leaving: leaving)
  }
  func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String] {
    let pods = try await registry().pods(at: topic)
    if state.withLock({ $0.isFilling }) { throw RegistryError("filling for a test", code: .filling(named: pods)) }
    return pods
  }
  func heartbeat(pod: String) async throws(RegistryError) -> Int { try await registry().heartbeat(pod: pod) }
  func livePods() async throws(RegistryError) -> [String] { try await registry().livePods() }
  func remove(pod: String) async throws(RegistryError) { try await registry().remove(pod: pod) }
  func removeSilentPods() async throws(RegistryError) -> [String] { try await registry().removeSilentPods() }
  func close() async {}
}
