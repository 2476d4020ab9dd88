import Primitives

/// Which pods have readers of what, kept in the store: what a registry falls back to. Every operation is one transaction.
package protocol PodStore: Sendable {
  /// Leaves and joins topics for a pod; one in both lists is joined. A pod that joins has been heard of.
  func updateListeners(pod: String, joining: [String], leaving: [String], now: Timestamp) async throws(StoreError)
  /// Pods at a topic that have been heard of at that time or later, in order of their names.
  func listeners(at topic: String, heardSince: Timestamp) async throws(StoreError) -> [String]
  /// Notes that a pod lives. - Returns: how many topics are noted of it.
  func heartbeat(pod: String, now: Timestamp) async throws(StoreError) -> Int
  /// Pods that have been heard of at that time or later, in order of their names.
  func pods(heardSince: Timestamp) async throws(StoreError) -> [String]
  /// Takes a pod out with everything that is noted of it.
  func removePod(_ pod: String) async throws(StoreError)
  /// Takes out pods that have not been heard of since, with everything that is noted of them. - Returns: those pods, in order of their names.
  func removePods(silentSince: Timestamp) async throws(StoreError) -> [String]
}
