import Primitives
import Synchronization

/// The registry of a single process, and the model of what the others must do.
package final class LocalRegistry: Registry {
  private struct Notes {
    var topics: [RegistryTopic: Set<String>] = [:]
    var topicsOfPod: [String: Set<RegistryTopic>] = [:]
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

  package func update(pod: String, joining: [RegistryTopic], leaving: [RegistryTopic]) async throws(RegistryError) {
    let now = time.monotonic()
    notes.withLock { notes in
      for topic in leaving { Self.take(pod, from: topic, in: &notes) }
      guard !joining.isEmpty else { return }
      notes.heardAt[pod] = now
      notes.topicsOfPod[pod, default: []].formUnion(joining)
      for topic in joining { notes.topics[topic, default: []].insert(pod) }
    }
  }

  package func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String] {
    let now = time.monotonic()
    return notes.withLock { notes in notes.topics[topic, default: []].filter { !isSilent(notes.heardAt[$0], now) }.sorted() }
  }

  package func heartbeat(pod: String) async throws(RegistryError) -> Int {
    let now = time.monotonic()
    return notes.withLock { notes in
      notes.heardAt[pod] = now
      return notes.topicsOfPod[pod]?.count ?? 0
    }
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
    for topic in notes.topicsOfPod[pod] ?? [] { take(pod, from: topic, in: &notes) }
  }

  private static func take(_ pod: String, from topic: RegistryTopic, in notes: inout Notes) {
    notes.topics[topic]?.remove(pod)
    if notes.topics[topic]?.isEmpty == true { notes.topics[topic] = nil }
    notes.topicsOfPod[pod]?.remove(topic)
    if notes.topicsOfPod[pod]?.isEmpty == true { notes.topicsOfPod[pod] = nil }
  }

  private func isSilent(_ heardAt: MonotonicTime?, _ now: MonotonicTime) -> Bool {
    guard let heardAt else { return true }
    return now > heardAt && now.nanoseconds - heardAt.nanoseconds > patienceNanoseconds
  }
}
