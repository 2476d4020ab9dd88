import Primitives

/// Decides which logins and denials are written: each caller's first login in an hour, and of denials that repeat themselves one in ten seconds with the number
/// of those before it, so that whoever floods the server does not fill its store. Pure; bounded.
struct AccessJournal {
  private struct Denial {
    var writtenAt: MonotonicTime
    var unwritten: Int
  }

  static let loginMilliseconds: Int64 = 3_600_000
  static let denialMilliseconds: Int64 = 10_000
  private let capacity: Int
  private var logins: [String: MonotonicTime] = [:]
  private var denials: [String: Denial] = [:]

  init(capacity: Int = 10_000) { self.capacity = capacity }

  /// - Returns: whether this login is written.
  mutating func login(_ who: String, now: MonotonicTime) -> Bool {
    if let last = logins[who], now.milliseconds(since: last) < Self.loginMilliseconds { return false }
    if logins.count >= capacity { logins.removeAll(keepingCapacity: true) }
    logins[who] = now
    return true
  }

  /// - Parameter what: who was denied, and why.
  /// - Returns: how many such denials this one stands for, itself included; `nil` when it is not written now.
  mutating func denial(_ what: String, now: MonotonicTime) -> Int? {
    if let last = denials[what], now.milliseconds(since: last.writtenAt) < Self.denialMilliseconds {
      denials[what]?.unwritten += 1
      return nil
    }
    let count = (denials[what]?.unwritten ?? 0) + 1
    if denials.count >= capacity { denials = denials.filter { now.milliseconds(since: $0.value.writtenAt) < Self.denialMilliseconds } }
    if denials.count >= capacity { denials.removeAll(keepingCapacity: true) }
    denials[what] = Denial(writtenAt: now, unwritten: 0)
    return count
  }
}
