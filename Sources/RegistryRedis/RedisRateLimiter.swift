import Observe
import Primitives
import Registry

/// Buckets that all pods share, in a Redis (`tl:rate:{key}`, gone by itself when full again). One script a question: what two pods ask for at the same time
/// is given one after the other.
///
/// While Redis does not answer each pod decides alone with buckets of its own, full ones to begin with: a limit may then be used once by each pod.
package final class RedisRateLimiter: RateLimiter {
  private let connection: RedisConnection
  private let alone: LocalRateLimiter
  private let decidedAlone: Counter

  /// - Parameter decidedAlone: counts questions that Redis did not answer.
  package init(_ connection: RedisConnection, time: any TimeSource, decidedAlone: Counter = Counter()) {
    self.connection = connection
    alone = LocalRateLimiter(time: time)
    self.decidedAlone = decidedAlone
  }

  package func take(_ key: String, cost: Int, limit: RateLimit) async -> RateDecision {
    let command = Self.script.command(["tl:rate:" + key, "\(limit.capacity)", "\(limit.refillPerSecond)", "\(cost)"])
    if let answer = try? await connection.send(command), let figures = answer.texts?.compactMap(Double.init), figures.count == 2 {
      return RateDecision(limit, missing: figures[0], shortOf: figures[1] > 0 ? figures[1] : nil)
    }
    decidedAlone.add()
    return alone.take(key, cost: cost, limit: limit)
  }

  /// `TokenBucket.take`, in the server's time. `ARGV`: key, capacity, refill per second, cost. Gives what is missing, and how much was too little or 0.
  private static let script = RedisScript(
    source: """
      local key, capacity, refill, cost = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local kept = redis.call('HMGET', key, 'missing', 'at')
      local missing, at = tonumber(kept[1] or 0), tonumber(kept[2] or now)
      missing = math.min(capacity, math.max(0, missing - math.max(0, now - at) * refill / 1000000))
      at = math.max(at, now)
      local after = missing + math.min(math.max(0, cost), capacity)
      local short = 0
      if after <= capacity + 0.000001 then missing = math.min(after, capacity) else short = after - capacity end
      if missing > 0 then
        redis.call('HSET', key, 'missing', string.format('%.17g', missing), 'at', string.format('%.0f', at))
        redis.call('PEXPIRE', key, string.format('%.0f', math.ceil(missing / refill * 1000) + 1))
      else
        redis.call('DEL', key)
      end
      return {string.format('%.17g', missing), string.format('%.17g', short)}
      """)
}
