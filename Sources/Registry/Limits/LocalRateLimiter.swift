import Primitives
import Synchronization

/// The buckets of one process. Memory is that of the buckets which are not full: full ones are swept out as the table grows.
package final class LocalRateLimiter: RateLimiter {
  private struct Entry {
    var bucket = TokenBucket()
    var limit: RateLimit
  }

  private struct Buckets {
    var byKey: [String: Entry] = [:]
    var sweepAtCount = LocalRateLimiter.firstSweep
  }

  private static let firstSweep = 1024
  private let buckets = Mutex(Buckets())
  private let time: any TimeSource

  package init(time: any TimeSource) { self.time = time }

  /// Does not wait for anything: may be called on an event loop.
  package func take(_ key: String, cost: Int, limit: RateLimit) -> RateDecision {
    let now = Int64(clamping: time.monotonic().nanoseconds / 1000)
    return buckets.withLock { buckets in
      var entry = buckets.byKey[key] ?? Entry(limit: limit)
      entry.limit = limit
      let decision = entry.bucket.take(cost, limit: limit, nowMicroseconds: now)
      buckets.byKey[key] = entry
      if buckets.byKey.count >= buckets.sweepAtCount {
        buckets.byKey = buckets.byKey.filter { $0.value.bucket.missing(atMicroseconds: now, limit: $0.value.limit) > 0 }
        // Twice what was left, so that a sweep costs each new bucket a constant share.
        buckets.sweepAtCount = max(Self.firstSweep, buckets.byKey.count * 2)
      }
      return decision
    }
  }

  /// Buckets in memory.
  package var count: Int { buckets.withLock { $0.byKey.count } }
}
