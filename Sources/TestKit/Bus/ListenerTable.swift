import Registry
import Synchronization

/// Which pods have readers of what, in memory, for all pods of a test; it can be made to know nothing, or to be slow.
package final class ListenerTable: Sendable {
  private struct State {
    var pods: [RegistryTopic: Set<String>] = [:]
    var isAway = false
    var isSlow = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var questions = 0
    var changes: [String] = []
  }

  private let state = Mutex(State())

  package init() {}

  package func directory(of pod: String) -> any PodDirectory { OnePod(pod: pod, table: self) }

  package func pods(at topic: RegistryTopic) -> [String] { state.withLock { ($0.pods[topic] ?? []).sorted() } }

  /// How often it was asked who listens.
  package var questions: Int { state.withLock { $0.questions } }
  /// Who joined and left, in order: `+pod topic`, `-pod topic`.
  package var changes: [String] { state.withLock { $0.changes } }

  package func set(isAway: Bool) { state.withLock { $0.isAway = isAway } }

  package func put(_ pod: String, at topic: RegistryTopic) { state.withLock { _ = $0.pods[topic, default: []].insert(pod) } }

  /// From now on questions and joins wait for `answer`.
  package func hold() { state.withLock { $0.isSlow = true } }

  package func answer() {
    let waiting = state.withLock { state in
      state.isSlow = false
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  private func pass() async {
    await withCheckedContinuation { continuation in
      let goesOn = state.withLock { state in
        if state.isSlow { state.waiting.append(continuation) }
        return !state.isSlow
      }
      if goesOn { continuation.resume() }
    }
  }

  private struct OnePod: PodDirectory {
    let pod: String
    let table: ListenerTable

    func joined(_ topic: RegistryTopic) async {
      await table.pass()
      table.state.withLock { state in
        state.pods[topic, default: []].insert(pod)
        state.changes.append("+\(pod) \(topic.name)")
      }
    }

    func leave(_ topic: RegistryTopic) {
      table.state.withLock { state in
        guard state.pods[topic]?.remove(pod) != nil else { return }
        state.changes.append("-\(pod) \(topic.name)")
      }
    }

    func pods(at topic: RegistryTopic) async -> [String]? {
      table.state.withLock { $0.questions += 1 }
      await table.pass()
      return table.state.withLock { $0.isAway ? nil : ($0.pods[topic] ?? []).sorted() }
    }
  }
}
