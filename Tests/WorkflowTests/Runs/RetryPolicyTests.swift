import Domain
import Testing
import Workflow

struct RetryPolicyTests {
  private func failure(retryable: Bool = true, retryAfter: Int64? = nil) -> ModelFailure {
    ModelFailure(code: .providerOverloaded, message: "m", retryable: retryable, retryAfterMilliseconds: retryAfter)
  }

  @Test func `waits double, spread between half and all`() {
    let policy = RetryPolicy(attempts: 5)
    for (attempt, full) in [(1, 500), (2, 1000), (3, 2000), (4, 4000)] as [(Int, Int64)] {
      #expect(policy.delay(afterAttempt: attempt, failure(), jitter: 1) == full)
      #expect(policy.delay(afterAttempt: attempt, failure(), jitter: 0) == full / 2)
    }
    #expect(policy.delay(afterAttempt: 5, failure(), jitter: 0) == nil)
  }

  @Test func `doubling ends at a minute, whatever a provider may ask for`() {
    for longest in [0, 30_000, 600_000] as [Int64] {
      let policy = RetryPolicy(attempts: 1000, longestRetryAfterMilliseconds: longest)
      #expect(policy.delay(afterAttempt: 7, failure(), jitter: 1) == 32_000)
      for attempt in [8, 40, 63, 64, 999] { #expect(policy.delay(afterAttempt: attempt, failure(), jitter: 1) == 60_000) }
    }
    #expect(RetryPolicy(attempts: 9, baseMilliseconds: 90_000).delay(afterAttempt: 3, failure(), jitter: 1) == 90_000)
  }

  @Test func `what was asked for is waited, up to the longest`() {
    let policy = RetryPolicy()
    #expect(policy.delay(afterAttempt: 1, failure(retryAfter: 30_000), jitter: 0) == 30_000)
    #expect(policy.delay(afterAttempt: 1, failure(retryAfter: 30_001), jitter: 0) == nil)
    #expect(policy.delay(afterAttempt: 3, failure(retryAfter: 1), jitter: 0) == nil)
    #expect(policy.delay(afterAttempt: 1, failure(retryable: false), jitter: 0) == nil)
  }
}
