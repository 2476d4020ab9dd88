import Primitives

/// Buckets by name, shared by everybody who asks the same limiter: a process, or all pods.
///
///     let decision = await limiter.take("key:\(key)", cost: 1, limit: RateLimit(600, perSeconds: 60))
package protocol RateLimiter: Sendable {
  /// Takes tokens from the bucket of this name, which is full when it is new. Always answers: a limiter that cannot ask the others decides alone.
  /// - Parameters:
  ///   - key: what is limited, such as `key:01H…`; the same key always comes with the same limit.
  ///   - cost: tokens; 0 takes nothing and says how things stand.
  func take(_ key: String, cost: Int, limit: RateLimit) async -> RateDecision
}
