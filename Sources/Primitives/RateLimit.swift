/// How much of something may be taken: a bucket of tokens that refills at an even rate. A full bucket may be emptied at once.
package struct RateLimit: Sendable, Hashable {
  /// Tokens in a full bucket, at least 1.
  package let capacity: Int
  /// Tokens that come back in a second, above 0; they come back one by one, not all at the end of a second.
  package let refillPerSecond: Double

  /// - Precondition: `capacity` is 1 to 1,000,000,000, `refillPerSecond` from one a day to 1,000,000,000.
  package init(capacity: Int, refillPerSecond: Double) {
    precondition((1...1_000_000_000).contains(capacity), "a bucket holds 1 to 1,000,000,000 tokens, found \(capacity)")
    precondition(
      refillPerSecond >= Self.lowestRefill && refillPerSecond <= 1_000_000_000,
      "a bucket refills by one a day to 1,000,000,000 a second, found \(refillPerSecond)")
    self.capacity = capacity
    self.refillPerSecond = refillPerSecond
  }

  /// As many as `count` within `seconds`, and after a pause all of them at once.
  package init(_ count: Int, perSeconds seconds: Int) {
    self.init(capacity: count, refillPerSecond: Double(count) / Double(max(1, seconds)))
  }

  private static let lowestRefill = 1.0 / 86_400
}
