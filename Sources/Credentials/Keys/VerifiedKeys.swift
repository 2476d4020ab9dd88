import Primitives
import Wire

/// Remembers for a minute which secret was found right against which hash, since finding out takes 30 ms. Only that is remembered, not what the key may do:
/// its record is looked at each time, so a revoked key is refused at once, and a rotated one has another hash. Pure; bounded.
package struct VerifiedKeys: Sendable {
  private struct Entry {
    var encodedHash: String
    var at: MonotonicTime
  }

  private static let milliseconds: Int64 = 60_000
  private let capacity: Int
  private var entries: [[UInt8]: Entry] = [:]

  package init(capacity: Int = 10_000) { self.capacity = capacity }

  /// Whether this secret was verified against one of these hashes within the last minute.
  package func knows(_ key: KeyText, encodedHashes: [String], now: MonotonicTime) -> Bool {
    guard let entry = entries[Self.name(key)], now.milliseconds(since: entry.at) < Self.milliseconds else { return false }
    return encodedHashes.contains(entry.encodedHash)
  }

  package mutating func verified(_ key: KeyText, encodedHash: String, now: MonotonicTime) {
    if entries.count >= capacity { entries = entries.filter { now.milliseconds(since: $0.value.at) < Self.milliseconds } }
    if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
    entries[Self.name(key)] = Entry(encodedHash: encodedHash, at: now)
  }

  /// The secret itself stays nowhere.
  private static func name(_ key: KeyText) -> [UInt8] { SHA256.digest(Array(key.text.utf8)[...]) }
}
