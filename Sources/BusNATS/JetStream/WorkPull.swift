import Primitives

/// Keeps one request for work open at the broker, so that offers come at once, and no more of them than this process may hold. Pure.
struct WorkPull: ~Copyable {
  enum Action: Equatable {
    case request(number: UInt64, batch: Int)
    /// The broker does not know the consumer or has no leader.
    case doubt
    case nothing
  }

  static let expiresMilliseconds: Int64 = 30_000
  static let heartbeatMilliseconds: Int64 = 3000
  private static let maxBatch = 256
  private static let pauseMilliseconds: Int64 = 250

  private let openOffers: Int
  private var isOn = false
  private var isUp = false
  private var number: UInt64 = 0
  /// Offers that the open request may still bring; 0 when there is none.
  private var wanted = 0
  private var unanswered = 0
  private var heard = MonotonicTime(nanoseconds: 0)
  private var pausedUntil: MonotonicTime?

  init(openOffers: Int) { self.openOffers = openOffers }

  /// Somebody takes work from now on.
  mutating func start(now: MonotonicTime) -> Action {
    isOn = true
    return pull(now: now)
  }

  mutating func cameUp(now: MonotonicTime) -> Action {
    isUp = true
    wanted = 0
    pausedUntil = nil
    return pull(now: now)
  }

  mutating func wentDown() { isUp = false }

  mutating func offered(now: MonotonicTime) -> Action {
    heard = now
    unanswered += 1
    wanted = max(0, wanted - 1)
    return pull(now: now)
  }

  mutating func answered(now: MonotonicTime) -> Action {
    unanswered = max(0, unanswered - 1)
    return pull(now: now)
  }

  /// The broker says something about a request. - Parameter status: `100` is a heartbeat, `408` the end of its time.
  mutating func status(_ status: String, of number: UInt64, now: MonotonicTime) -> Action {
    guard number == self.number, isUp else { return .nothing }
    heard = now
    switch status {
    case "100": return .nothing
    case "408":
      wanted = 0
      return pull(now: now)
    default:
      wanted = 0
      pausedUntil = now.adding(milliseconds: Self.pauseMilliseconds)
      return .doubt
    }
  }

  mutating func tick(now: MonotonicTime) -> Action {
    if let until = pausedUntil, until <= now { pausedUntil = nil }
    // The broker forgets requests with its leader, silently.
    if wanted > 0, now.milliseconds(since: heard) > 2 * Self.heartbeatMilliseconds + 500 { wanted = 0 }
    return pull(now: now)
  }

  private mutating func pull(now: MonotonicTime) -> Action {
    guard isOn, isUp, wanted == 0, pausedUntil == nil, unanswered < openOffers else { return .nothing }
    number += 1
    wanted = min(Self.maxBatch, openOffers - unanswered)
    heard = now
    return .request(number: number, batch: wanted)
  }
}
