/// Which pods have readers of what, as one pod asks and tells it: never failing, since there is always a way to go on.
package protocol PodDirectory: Sendable {
  /// Notes that this pod has readers of a topic. Returns once whoever asks is told so, as far as anybody can be told now.
  func joined(_ topic: RegistryTopic) async
  /// This pod has no readers of a topic any more.
  func leave(_ topic: RegistryTopic)
  /// - Returns: `nil` when nobody knows: then every pod is meant.
  func pods(at topic: RegistryTopic) async -> [String]?
}
