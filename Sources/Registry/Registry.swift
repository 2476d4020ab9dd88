/// Where it is written down which pods have readers of what. What it says may be late by a heartbeat; that a pod which joined before is named by a later
/// answer is promised.
package protocol Registry: Sendable {
  /// Notes that a pod has readers of some topics, until it leaves or is silent for longer than the registry's patience, and of others no longer. Done twice
  /// it is the same; a topic in both lists is joined. A pod that joins has been heard of.
  func update(pod: String, joining: [RegistryTopic], leaving: [RegistryTopic]) async throws(RegistryError)
  /// Pods with readers of a topic that have been heard of within the registry's patience, in order of their names.
  /// - Throws: `filling` as well, when it could not name all of them.
  func pods(at topic: RegistryTopic) async throws(RegistryError) -> [String]
  /// A pod lives.
  /// - Returns: how many topics are noted of it. Fewer than it has joined: the registry was restarted empty, or has given the pod up for dead meanwhile.
  @discardableResult
  func heartbeat(pod: String) async throws(RegistryError) -> Int
  /// Pods that have been heard of within the registry's patience, in order of their names.
  func livePods() async throws(RegistryError) -> [String]
  /// Takes out everything that a pod has noted: it ends, or is dead.
  func remove(pod: String) async throws(RegistryError)
  /// Takes out what pods have noted that are silent for longer than the registry's patience. - Returns: those pods, in order of their names.
  func removeSilentPods() async throws(RegistryError) -> [String]
  func close() async
}

extension Registry {
  package func join(_ topic: RegistryTopic, pod: String) async throws(RegistryError) { try await update(pod: pod, joining: [topic], leaving: []) }
  package func leave(_ topic: RegistryTopic, pod: String) async throws(RegistryError) { try await update(pod: pod, joining: [], leaving: [topic]) }
}

/// What readers come for.
package enum RegistryTopic: Sendable, Hashable {
  case stream(String)
  case session(String)

  /// Its name in a table of both kinds.
  package var name: String {
    switch self {
    case .stream(let stream): "stream:\(stream)"
    case .session(let session): "session:\(session)"
    }
  }
}

package struct RegistryError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    case failed
    /// The registry has just begun empty, and pods have not all told it yet what they have: it can name some, others may be missing.
    case filling(named: [String])
  }

  package var code: Code
  /// What could not be done, what was found, and what to do.
  package var message: String
  package var description: String { message }

  package init(_ message: String, code: Code = .failed) {
    self.code = code
    self.message = message
  }
}
