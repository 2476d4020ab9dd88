import Observe
import Primitives
import Registry
import RegistryRedis
import TestKit
import Testing

@Suite struct RedisRateLimiterTests {
  /// So slow that nothing comes back while a test runs.
  private let limit = RateLimit(capacity: 50, refillPerSecond: 1.0 / 86_400)

  @Test func `it decides as the pure bucket does`() async throws {
    let server = try RedisServer()
    let redis = try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 5000)
    let counter = Counter()
    let limiter = RedisRateLimiter(redis, time: ManualTime(), decidedAlone: counter)
    var bucket = TokenBucket()
    for cost in [1, 7, 0, 20, 100, -3, 19, 4, 3, 1, 0] {
      let found = await limiter.take("a", cost: cost, limit: limit)
      let expected = bucket.take(cost, limit: limit, nowMicroseconds: 0)
      #expect(found.isAllowed == expected.isAllowed, "cost \(cost)")
      #expect(found.remaining == expected.remaining, "cost \(cost)")
      #expect(found.limit == expected.limit)
      #expect(abs(found.resetSeconds - expected.resetSeconds) <= 60)
      #expect((found.retryAfterSeconds == nil) == (expected.retryAfterSeconds == nil))
    }
    #expect(counter.value == 0)
    await redis.close()
  }

  @Test func `what many pods take at the same time is no more than the bucket held`() async throws {
    let server = try RedisServer()
    let allowed = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        let redis = try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 10_000)
        let limiter = RedisRateLimiter(redis, time: ManualTime())
        group.addTask {
          var allowed = 0
          for _ in 0..<50 where await limiter.take("shared", cost: 1, limit: limit).isAllowed { allowed += 1 }
          await redis.close()
          return allowed
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(allowed == 50)
  }

  @Test func `tokens come back, and a full bucket is kept nowhere`() async throws {
    let server = try RedisServer()
    let redis = try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 5000)
    let limiter = RedisRateLimiter(redis, time: ManualTime())
    let quick = RateLimit(capacity: 2, refillPerSecond: 20)
    #expect(await limiter.take("a", cost: 2, limit: quick).isAllowed)
    try await eventually { await limiter.take("a", cost: 1, limit: quick).isAllowed }
    try await eventually { try await redis.send(RedisCommand("DBSIZE")) == .integer(0) }
    await redis.close()
  }

  @Test func `without Redis the pod decides alone, and with it they share again`() async throws {
    let server = try RedisServer()
    let redis = try RedisConnection(RedisAddress(url: server.url), timeoutMilliseconds: 5000)
    let counter = Counter()
    let limiter = RedisRateLimiter(redis, time: ManualTime(), decidedAlone: counter)
    #expect(await limiter.take("a", cost: 50, limit: limit).isAllowed)
    server.stop()
    #expect(await limiter.take("a", cost: 50, limit: limit).isAllowed)
    #expect(await !limiter.take("a", cost: 1, limit: limit).isAllowed)
    #expect(counter.value == 2)
    try server.start()
    try await eventually { await limiter.take("a", cost: 0, limit: limit).remaining == 50 }
    await redis.close()
  }
}
