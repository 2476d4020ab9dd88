import Domain
import Primitives

/// Puts what arrives late, twice or in another order back into the order of `(epoch, sequence)`.
///
/// It hands on the contiguous prefix, holds what is early within a bounded window, and drops duplicates and lower epochs. A hole is asked for
/// once it is older than `patienceNanoseconds`; when the history does not fill it either, the owner must sync its readers. Nothing is ever handed on past a hole.
package struct ReorderBuffer<Payload>: ~Copyable {
  package enum Arrival {
    /// The next one: take it, then ask `next()` until it gives `nil`.
    case deliver(Payload)
    /// Early: held until the hole before it is filled.
    case held
    /// Had before.
    case duplicate
    /// Of an epoch that another worker has ended.
    case stale
    /// Too far ahead to be held: dropped, and the hole counts as overdue.
    case beyondWindow
  }

  package enum HoleAction: Equatable {
    case none
    /// Ask the history for sequences `from` … `through`.
    case fetchHistory(from: Int64, through: Int64)
    /// The history had its time: what is missing is lost. Readers are to be synced to the state that is known elsewhere.
    case giveUp(missingFrom: Int64)
  }

  package private(set) var epoch: Int64
  /// The sequence that is due.
  package private(set) var expected: Int64
  private var held: [Int64: Payload] = [:]
  private var holeSince: MonotonicTime?
  private var askedAt: MonotonicTime?
  private var overflowed = false
  private let window: Int64
  private let patienceNanoseconds: UInt64

  /// - Parameters:
  ///   - window: how far ahead of the due sequence an event may be and still be held.
  ///   - patienceNanoseconds: how old a hole must be before history is asked, and how long history may take.
  package init(after position: Position = Position(epoch: 1, sequence: 0), window: Int = 1024, patienceNanoseconds: UInt64 = 200_000_000) {
    epoch = position.epoch
    expected = position.sequence + 1
    self.window = Int64(window)
    self.patienceNanoseconds = patienceNanoseconds
  }

  /// An event arrived. - Parameter opensEpochKeeping: the `keep` of a `stream.reset`, else `nil`.
  package mutating func arrived(_ payload: Payload, at position: Position, opensEpochKeeping keep: Int64?, now: MonotonicTime) -> Arrival {
    if position.epoch < epoch { return .stale }
    if position.epoch > epoch {
      guard let keep, position.sequence == keep + 1 else {
        // An event of a new epoch whose reset is still on its way: it can only be fetched again.
        if holeSince == nil { holeSince = now }
        overflowed = true
        return .beyondWindow
      }
      epoch = position.epoch
      expected = position.sequence
      held.removeAll()
      clearHole()
    }
    if position.sequence < expected || held[position.sequence] != nil { return .duplicate }
    if position.sequence == expected {
      expected += 1
      if held.isEmpty { clearHole() } else { holeSince = now }
      return .deliver(payload)
    }
    if holeSince == nil { holeSince = now }
    guard position.sequence - expected < window else {
      overflowed = true
      return .beyondWindow
    }
    held[position.sequence] = payload
    return .held
  }

  /// Whether an event at this position would be delivered at once, with nothing held behind it.
  package func isNext(_ position: Position) -> Bool {
    position.sequence == expected && position.epoch == epoch && held.isEmpty
  }

  /// Takes note that the event for which `isNext` held was delivered.
  package mutating func advance() {
    expected += 1
    clearHole()
  }

  /// The next one that was held and is due now.
  package mutating func next() -> Payload? {
    guard let payload = held.removeValue(forKey: expected) else { return nil }
    expected += 1
    if held.isEmpty, !overflowed { clearHole() }
    return payload
  }

  /// Time passed: what to do about a hole.
  package mutating func checkHole(now: MonotonicTime) -> HoleAction {
    guard let since = holeSince else { return .none }
    if let asked = askedAt {
      guard now.nanoseconds &- asked.nanoseconds >= patienceNanoseconds else { return .none }
      return .giveUp(missingFrom: expected)
    }
    guard overflowed || now.nanoseconds &- since.nanoseconds >= patienceNanoseconds else { return .none }
    askedAt = now
    let through = held.keys.min().map { $0 - 1 } ?? Int64.max
    return .fetchHistory(from: expected, through: through)
  }

  /// The owner synced to a position that is known elsewhere: everything up to it counts as had.
  package mutating func skip(to position: Position) {
    guard (position.epoch, position.sequence + 1) > (epoch, expected) else { return }
    if position.epoch > epoch { held.removeAll() }
    epoch = position.epoch
    expected = position.sequence + 1
    held = held.filter { $0.key >= expected }
    clearHole()
  }

  private mutating func clearHole() {
    holeSince = nil
    askedAt = nil
    overflowed = false
  }
}
