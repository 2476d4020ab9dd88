import Primitives
import Registry
import Store

/// The registry kept in the store: slower than one in memory, and there whenever messages can be accepted at all. It goes by the pods' own clocks, which
/// may be apart by a small part of its patience.
package final class StoreRegistry: Registry {
  private let store: any PodStore
  private let time: any TimeSource
  private let patienceMilliseconds: Int64

  /// - Parameters:
  ///   - store: stays the caller's to close.
  ///   - patienceMilliseconds: how long a pod may be silent.
  package init(_ store: any PodStore, time: any TimeSource, patienceMilliseconds: Int64 = 10_000) {
    self.store = store
    self.time = time
    self.patienceMilliseconds = patienceMilliseconds
  }

  package func update(pod: String, joining: [RegistryTopic], leaving: [RegistryTopic]) async throws(RegistryError) {
    try await asking { store throws(StoreError) in
      try await store.updateListeners(pod: pod, joining: joining.map(\.name), leaving: leaving.map(\.name), now: time.now())
    }
  }

  package func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String] {
    try await asking { store throws(StoreError) in try await store.listeners(at: topic.name, heardSince: limit) }
  }

  package func heartbeat(pod: String) async throws(RegistryError) -> Int {
    try await asking { store throws(StoreError) in try await store.heartbeat(pod: pod, now: time.now()) }
  }

  package func livePods() async throws(RegistryError) -> [String] {
    try await asking { store throws(StoreError) in try await store.pods(heardSince: limit) }
  }

  package func remove(pod: String) async throws(RegistryError) {
    try await asking { store throws(StoreError) in try await store.removePod(pod) }
  }

  package func removeSilentPods() async throws(RegistryError) -> [String] {
    try await asking { store throws(StoreError) in try await store.removePods(silentSince: limit) }
  }

  package func close() async {}

  /// Who was heard of before is silent.
  private var limit: Timestamp { Timestamp(microseconds: time.now().microseconds - patienceMilliseconds * 1000) }

  private func asking<Value>(_ question: (any PodStore) async throws(StoreError) -> Value) async throws(RegistryError) -> Value {
    do throws(StoreError) {
      return try await question(store)
    } catch {
      throw RegistryError("the registry in the store: \(error.message)")
    }
  }
}
