/// What is missing from a bucket of tokens, and since when. Kept as what is missing so that a new bucket is a full one of any size, and one that is
/// full again need not be kept at all.
package struct TokenBucket: Sendable, Hashable, BitwiseCopyable {
  /// Tokens that a full bucket has and this one had not at `changedAtMicroseconds`.
  package private(set) var missing: Double
  /// Of whatever clock `take` is given.
  package private(set) var changedAtMicroseconds: Int64

  /// What rounding may have added to a sum of tokens.
  static let tolerance = 0.000_001

  /// A full bucket.
  package init() {
    missing = 0
    changedAtMicroseconds = .min
  }

  /// Takes `cost` tokens, or none when there are fewer. A cost above the capacity asks for a full bucket, so that nothing is refused for ever; one
  /// below 1 takes nothing and says how things stand. A clock that goes back brings nothing.
  package mutating func take(_ cost: Int, limit: RateLimit, nowMicroseconds now: Int64) -> RateDecision {
    let capacity = Double(limit.capacity)
    // A limit that was lowered must not leave a debt that no bucket of this size can have.
    missing = min(missing(atMicroseconds: now, limit: limit), capacity)
    changedAtMicroseconds = max(changedAtMicroseconds, now)
    let after = missing + Double(min(max(0, cost), limit.capacity))
    guard after <= capacity + Self.tolerance else { return RateDecision(limit, missing: missing, shortOf: after - capacity) }
    missing = min(after, capacity)
    return RateDecision(limit, missing: missing, shortOf: nil)
  }

  /// Tokens that are missing at this time.
  package func missing(atMicroseconds now: Int64, limit: RateLimit) -> Double {
    guard missing > 0 else { return 0 }
    return max(0, missing - Double(max(0, now - changedAtMicroseconds)) * limit.refillPerSecond / 1_000_000)
  }
}
