import Primitives

/// When a key set is loaded (again): when it is old, and for a token whose key is not in it, but then at most every 30 s, so that made-up key IDs do not become
/// requests to the issuer. Pure.
package struct KeySetRefresh: Sendable {
  private let maxAgeMilliseconds: Int64
  private let pauseMilliseconds: Int64
  private var loadedAt: MonotonicTime?
  private var triedAt: MonotonicTime?
  private var isLoading = false

  package init(maxAgeMilliseconds: Int64 = 600_000, pauseMilliseconds: Int64 = 30_000) {
    self.maxAgeMilliseconds = maxAgeMilliseconds
    self.pauseMilliseconds = pauseMilliseconds
  }

  /// Whether to load now; `finished` follows.
  /// - Parameter isKeyMissing: the set that is here has no key for a token.
  package mutating func begins(isKeyMissing: Bool, now: MonotonicTime) -> Bool {
    guard !isLoading else { return false }
    let isOld = loadedAt.map { now.milliseconds(since: $0) >= maxAgeMilliseconds } ?? true
    guard isOld || isKeyMissing else { return false }
    if let triedAt, now.milliseconds(since: triedAt) < pauseMilliseconds { return false }
    isLoading = true
    triedAt = now
    return true
  }

  package mutating func finished(isLoaded: Bool, now: MonotonicTime) {
    isLoading = false
    if isLoaded { loadedAt = now }
  }
}
