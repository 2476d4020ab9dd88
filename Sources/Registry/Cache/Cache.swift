/// Bytes by name that may be gone at any time. What is kept under a name never changes: whoever keeps something that can change puts its version into the
/// name, and whoever reads something that can be deleted asks first whether it is still there. So nothing here can be out of date.
package protocol Cache: Sendable {
  /// `nil` when it is not there, or nobody can say.
  func value(for key: String) async -> [UInt8]?
  /// Keeps it for that long at most. Perhaps not at all.
  func keep(_ value: [UInt8], for key: String, milliseconds: Int64) async
}
