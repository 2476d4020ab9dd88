import Primitives
import Testing

@Suite struct TokenBucketTests {
  private let limit = RateLimit(capacity: 5, refillPerSecond: 2)

  @Test func `a full bucket is emptied at once, then gives what comes back`() {
    var bucket = TokenBucket()
    for left in [4, 3, 2, 1, 0] {
      let decision = bucket.take(1, limit: limit, nowMicroseconds: 1_000_000)
      #expect(decision.isAllowed)
      #expect(decision.remaining == left)
      #expect(decision.limit == 5)
      #expect(decision.retryAfterSeconds == nil)
    }
    let refused = bucket.take(1, limit: limit, nowMicroseconds: 1_000_000)
    #expect(!refused.isAllowed)
    #expect(refused.remaining == 0)
    #expect(refused.resetSeconds == 3)
    #expect(refused.retryAfterSeconds == 1)
    #expect(!bucket.take(1, limit: limit, nowMicroseconds: 1_499_999).isAllowed)
    #expect(bucket.take(1, limit: limit, nowMicroseconds: 1_500_000).isAllowed)
    #expect(!bucket.take(1, limit: limit, nowMicroseconds: 1_500_001).isAllowed)
  }

  @Test(arguments: [3.0, 7.0, 0.3, 700_001, 1.0 / 86_400])
  func `a rate that no clock can count in whole steps still fills the bucket`(refill: Double) {
    let limit = RateLimit(capacity: 100, refillPerSecond: refill)
    var bucket = TokenBucket()
    for left in (0..<100).reversed() { #expect(bucket.take(1, limit: limit, nowMicroseconds: 1).remaining == left) }
    #expect(!bucket.take(1, limit: limit, nowMicroseconds: 1).isAllowed)
  }

  @Test func `what is refused takes nothing`() {
    var bucket = TokenBucket()
    #expect(bucket.take(4, limit: limit, nowMicroseconds: 0).isAllowed)
    #expect(!bucket.take(2, limit: limit, nowMicroseconds: 0).isAllowed)
    #expect(bucket.missing == 4)
    #expect(bucket.take(1, limit: limit, nowMicroseconds: 0).isAllowed)
  }

  @Test func `a cost above the capacity waits for a full bucket, it is not refused for ever`() {
    var bucket = TokenBucket()
    #expect(bucket.take(1, limit: limit, nowMicroseconds: 0).isAllowed)
    let refused = bucket.take(100, limit: limit, nowMicroseconds: 0)
    #expect(!refused.isAllowed)
    #expect(refused.retryAfterSeconds == 1)
    let allowed = bucket.take(100, limit: limit, nowMicroseconds: 500_000)
    #expect(allowed.isAllowed)
    #expect(allowed.remaining == 0)
  }

  @Test func `a cost of nothing says how things stand`() {
    var bucket = TokenBucket()
    #expect(bucket.take(0, limit: limit, nowMicroseconds: 7).remaining == 5)
    #expect(bucket.missing(atMicroseconds: 7, limit: limit) == 0)
    _ = bucket.take(2, limit: limit, nowMicroseconds: 7)
    let standing = bucket.take(0, limit: limit, nowMicroseconds: 7)
    #expect(standing.isAllowed)
    #expect(standing.remaining == 3)
    #expect(standing.resetSeconds == 1)
  }

  @Test func `a clock that goes back never fills the bucket`() {
    var bucket = TokenBucket()
    for _ in 0..<5 { _ = bucket.take(1, limit: limit, nowMicroseconds: 10_000_000) }
    #expect(!bucket.take(1, limit: limit, nowMicroseconds: 0).isAllowed)
    #expect(bucket.take(0, limit: limit, nowMicroseconds: 0).remaining == 0)
  }

  @Test func `a limit that was lowered leaves no debt above a full bucket`() {
    var bucket = TokenBucket()
    _ = bucket.take(1000, limit: RateLimit(1000, perSeconds: 1000), nowMicroseconds: 0)
    let refused = bucket.take(1, limit: RateLimit(10, perSeconds: 10), nowMicroseconds: 0)
    #expect(refused.retryAfterSeconds == 1)
    #expect(refused.resetSeconds == 10)
  }

  @Test(arguments: [(1, 1.0), (7, 3.0), (60, 1.0), (1000, 0.3), (1_000_000_000, 1_000_000.0), (3, 1.0 / 3600), (60, 700_001.0)])
  func `in any time no more is given than a full bucket and what came back`(capacity: Int, refill: Double) {
    let limit = RateLimit(capacity: capacity, refillPerSecond: refill)
    var bucket = TokenBucket()
    var random = UInt64(capacity) &* 0x9E37_79B9_7F4A_7C15 | 1
    var now: Int64 = 0
    var given = 0
    for _ in 0..<2000 {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      let cost = Int(random % UInt64(min(capacity, 50))) + 1
      let decision = bucket.take(cost, limit: limit, nowMicroseconds: now)
      if decision.isAllowed { given += cost }
      #expect((0...capacity).contains(decision.remaining))
      #expect(Double(given) <= Double(capacity) + Double(now) * refill / 1_000_000 + 0.01)
      if let wait = decision.retryAfterSeconds {
        // Whoever waits as long as it was told is served.
        var later = bucket
        #expect(later.take(cost, limit: limit, nowMicroseconds: now + Int64(wait) * 1_000_000).isAllowed)
      }
      now += Int64(Double(random % 1000) / 500 / refill * 1_000_000)
    }
    #expect(given > 0)
  }
}
