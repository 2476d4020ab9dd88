/// What a bucket answered, in the units of the fields that tell a client of it: `RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`
/// (draft-ietf-httpapi-ratelimit-headers-06, section 5) and `Retry-After` (RFC 9110, section 10.2.3).
package struct RateDecision: Sendable, Hashable {
  package let isAllowed: Bool
  /// Tokens in a full bucket.
  package let limit: Int
  /// Whole tokens that are left.
  package let remaining: Int
  /// Seconds until the bucket is full again, rounded up.
  package let resetSeconds: Int
  /// Seconds after which the same may be asked for again, at least 1; `nil` when it was allowed.
  package let retryAfterSeconds: Int?

  /// - Parameters:
  ///   - missing: tokens that a full bucket has and this one has not, after what was taken.
  ///   - shortOf: tokens that it had too few; `nil` when it was allowed.
  package init(_ limit: RateLimit, missing: Double, shortOf: Double?) {
    isAllowed = shortOf == nil
    self.limit = limit.capacity
    remaining = max(0, Int((Double(limit.capacity) - missing + TokenBucket.tolerance).rounded(.down)))
    resetSeconds = Int(max(0, (missing - TokenBucket.tolerance) / limit.refillPerSecond).rounded(.up))
    retryAfterSeconds = shortOf.map { max(1, Int(($0 / limit.refillPerSecond).rounded(.up))) }
  }
}
