import Primitives
import Synchronization

/// The registry of a single process, and the model of what the others must do.
package final class LocalRegistry: Registry {
  private struct Notes {
    var topics: [RegistryTopic: Set<String>] = [:]
    var heardAt: [String: MonotonicTime] = [:]
  }

  private let notes = Mutex(Notes())
  private let time: any TimeSource
  private let patienceNanoseconds: UInt64

  /// - Parameter patienceMilliseconds: how long a pod may be silent.
  package init(time: any TimeSource, patienceMilliseconds: Int64 = 10_000) {
    self.time = time
    patienceNanoseconds = UInt64(patienceMilliseconds) * 1_000_000
  }

  package func join(_ topic: RegistryTopic, pod: String) async throws(RegistryError) {
    let now = time.monotonic()
    notes.withLock { notes in
      notes.topics[topic, default: []].insert(pod)
      notes.heardAt[pod] = now
    }
  }

  package func leave(_ topic: RegistryTopic, pod: String) async throws(RegistryError) {
    notes.withLock { notes in
      notes.topics[topic]?.remove(pod)
      if notes.topics[topic]?.isEmpty == true { notes.topics[topic] = nil }
    }
  }

  package func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String] {
    let now = time.monotonic()
    return notes.withLock { notes in notes.topics[topic, default: []].filter { !isSilent(notes.heardAt[$0], now) }.sorted() }
  }

  package func heartbeat(pod: String) async throws(RegistryError) {
    let now = time.monotonic()
    notes.withLock { $0.heardAt[pod] = now }
  }

  package func livePods() async throws(RegistryError) -> [String] {
    let now = time.monotonic()
    return notes.withLock { notes in notes.heardAt.keys.filter { !isSilent(notes.heardAt[$0], now) }.sorted() }
  }

  package func remove(pod: String) async throws(RegistryError) {
    notes.withLock { Self.remove(pod, from: &$0) }
  }

  package func removeSilentPods() async throws(RegistryError) -> [String] {
    let now = time.monotonic()
    return notes.withLock { notes in
      let silent = notes.heardAt.keys.filter { isSilent(notes.heardAt[$0], now) }.sorted()
      for pod in silent { Self.remove(pod, from: &notes) }
      return silent
    }
  }

  package func close() async {}

  private static func remove(_ pod: String, from notes: inout Notes) {
    notes.heardAt[pod] = nil
    for topic in Array(notes.topics.keys) {
      notes.topics[topic]?.remove(pod)
      if notes.topics[topic]?.isEmpty == true { notes.topics[topic] = nil }
    }
  }

  private func isSilent(_ heardAt: MonotonicTime?, _ now: MonotonicTime) -> Bool {
    guard let heardAt else { return true }
    return now > heardAt && now.nanoseconds - heardAt.nanoseconds > patienceNanoseconds
  }
}
