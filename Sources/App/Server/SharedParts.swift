import Observe
import Primitives
import Registry
import RegistryRedis

/// What pods share over a Redis beside the registry itself: rate limits, and a cache. Without one each process has its own.
struct SharedParts: Sendable {
  /// Of the process's own memory.
  private static let cacheBytes = 32 << 20
  /// Less than the store takes under load: a cache that is slower is none.
  private static let cacheTimeoutMilliseconds: Int64 = 250

  let limiter: any RateLimiter
  let cache: ReadThroughCache
  private let cacheConnection: RedisConnection?

  /// - Parameter redis: the registry, where it is kept in a Redis, and its URL.
  /// - Throws: for a URL that is none.
  init(redis: (registry: RedisRegistry, url: String)?, metrics: ServerMetrics, time: any TimeSource) throws(RegistryError) {
    var shared: RedisCache?
    if let redis {
      // Large values must not hold up the registry's short questions.
      let connection = try RedisConnection(RedisAddress(url: redis.url), name: "cache", timeoutMilliseconds: Self.cacheTimeoutMilliseconds)
      cacheConnection = connection
      shared = RedisCache(connection)
      limiter = RedisRateLimiter(redis.registry.connection, time: time, decidedAlone: metrics.limitsDecidedAlone)
    } else {
      cacheConnection = nil
      limiter = LocalRateLimiter(time: time)
    }
    cache = ReadThroughCache(
      process: LocalCache(capacityBytes: Self.cacheBytes, time: time), shared: shared, hits: metrics.cacheHits, misses: metrics.cacheMisses)
  }

  func close() async { await cacheConnection?.close() }
}
