import Domain

/// How often and when a provider is asked again, before the first token only.
package struct RetryPolicy: Sendable, Equatable {
  /// Tries of one epoch, the first included.
  package var attempts: Int
  package var baseMilliseconds: Int64
  /// The longest wait that a provider's `Retry-After` may ask for and still be waited.
  package var longestRetryAfterMilliseconds: Int64
  /// Take-overs after which a run is given up as lost.
  package var epochs: Int64

  /// Where doubling ends.
  private static let longestDoubledMilliseconds: Int64 = 60_000

  package init(attempts: Int = 3, baseMilliseconds: Int64 = 500, longestRetryAfterMilliseconds: Int64 = 30_000, epochs: Int64 = 5) {
    self.attempts = attempts
    self.baseMilliseconds = baseMilliseconds
    self.longestRetryAfterMilliseconds = longestRetryAfterMilliseconds
    self.epochs = epochs
  }

  /// How long to wait before the next attempt; `nil` when there is to be none.
  /// - Parameters:
  ///   - attempt: the one that failed, from 1.
  ///   - jitter: 0 to 1: spreads the waits between half and all of the doubled base.
  package func delay(afterAttempt attempt: Int, _ failure: ModelFailure, jitter: Double) -> Int64? {
    guard failure.retryable, attempt < attempts else { return nil }
    if let asked = failure.retryAfterMilliseconds {
      return asked <= longestRetryAfterMilliseconds ? max(0, asked) : nil
    }
    // Doubled so often it is beyond the longest wait, and still far from overflowing.
    let full = min(baseMilliseconds << Int64(min(attempt - 1, 20)), max(baseMilliseconds, Self.longestDoubledMilliseconds))
    return Int64(Double(full) * (0.5 + 0.5 * jitter))
  }
}
