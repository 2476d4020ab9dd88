import Primitives
import Registry
import TestKit
import Testing

@Suite struct LocalRateLimiterTests {
  private let limit = RateLimit(capacity: 2, refillPerSecond: 1)

  @Test func `each key has a bucket of its own`() {
    let limiter = LocalRateLimiter(time: ManualTime())
    #expect(limiter.take("a", cost: 2, limit: limit).isAllowed)
    #expect(!limiter.take("a", cost: 1, limit: limit).isAllowed)
    #expect(limiter.take("b", cost: 1, limit: limit).isAllowed)
  }

  @Test func `time brings tokens back`() {
    let time = ManualTime()
    let limiter = LocalRateLimiter(time: time)
    #expect(limiter.take("a", cost: 2, limit: limit).isAllowed)
    time.advance(milliseconds: 999)
    #expect(!limiter.take("a", cost: 1, limit: limit).isAllowed)
    time.advance(milliseconds: 1)
    #expect(limiter.take("a", cost: 1, limit: limit).isAllowed)
  }

  @Test func `buckets that are full again are let go`() {
    let time = ManualTime()
    let limiter = LocalRateLimiter(time: time)
    for number in 0..<10_000 {
      _ = limiter.take("stranger \(number)", cost: 1, limit: limit)
      time.advance(milliseconds: 10)
    }
    #expect(limiter.count <= 1024)
  }
}
