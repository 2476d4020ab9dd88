import Domain
import Primitives

/// Puts what arrives late, twice or in another order back into the order of `(epoch, sequence)`.
///
/// It hands on the contiguous prefix, holds what is early within a bounded window, and drops duplicates and lower epochs. A newer epoch begins
/// with its reset, and that is handed on only when everything that it keeps was. A hole is asked for once it is older than
/// `patienceNanoseconds`; when the history does not fill it either, the owner must sync its readers. Nothing is ever handed on past a hole.
/// An epoch of which nothing arrives is taken to have written nothing.
package struct ReorderBuffer<Payload>: ~Copyable {
  package enum Arrival {
    /// The next one: take it, then ask `next()` until it gives `nil`.
    case deliver(Payload)
    /// Early: held until the hole before it is filled.
    case held
    /// Had before.
    case duplicate
    /// Of an epoch, or of a part of one, that another worker has made void.
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

  /// The epoch of what was handed on last.
  package private(set) var epoch: Int64
  /// The sequence that is due.
  package private(set) var expected: Int64
  private var held: [Position: Payload] = [:]
  /// Those of `held` that open an epoch, none of them due yet: the oldest epoch first, each with a higher sequence than the one before it.
  private var heldResets: [Position] = []
  /// The furthest event that was dropped for want of room.
  private var dropped: Position?
  private var holeSince: MonotonicTime?
  private var asked: (at: MonotonicTime, from: Int64, through: Int64)?
  private var latestArrival = MonotonicTime(nanoseconds: 0)
  private let window: Int
  private let patienceNanoseconds: UInt64

  /// - Parameters:
  ///   - window: how far ahead of the due sequence an event may be and still be held, and how many are held at most.
  ///   - patienceNanoseconds: how old a hole must be before history is asked, and how long history may take to make progress.
  package init(after position: Position = Position(epoch: 1, sequence: 0), window: Int = 1024, patienceNanoseconds: UInt64 = 200_000_000) {
    epoch = position.epoch
    expected = position.sequence + 1
    self.window = window
    self.patienceNanoseconds = patienceNanoseconds
  }

  /// An event arrived. - Parameter opensEpochKeeping: the `keep` of a `stream.reset`, else `nil`.
  package mutating func arrived(_ payload: Payload, at position: Position, opensEpochKeeping keep: Int64?, now: MonotonicTime) -> Arrival {
    latestArrival = now
    if position.epoch < epoch || isVoid(position) { return .stale }
    let isReset = position.epoch > epoch && position.sequence - 1 == keep
    if position.epoch == epoch, position.sequence < expected { return .duplicate }
    if isReset ? position.sequence <= expected : position == Position(epoch: epoch, sequence: expected) {
      pass(position)
      return .deliver(payload)
    }
    if held[position] != nil { return .duplicate }
    if holeSince == nil { holeSince = now }
    guard position.sequence - expected < window, held.count < window else {
      if dropped.map({ ($0.epoch, $0.sequence) < (position.epoch, position.sequence) }) ?? true { dropped = position }
      return .beyondWindow
    }
    held[position] = payload
    if isReset { hold(reset: position) }
    return .held
  }

  /// Whether an event at this position would be delivered at once, with nothing held behind it.
  package func isNext(_ position: Position) -> Bool {
    position.sequence == expected && position.epoch == epoch && holeSince == nil
  }

  /// Takes note that the event for which `isNext` held was delivered.
  package mutating func advance() { expected += 1 }

  /// The next one that was held and is due now.
  package mutating func next() -> Payload? {
    if held.isEmpty { return nil }
    let due = heldResets.first { $0.sequence <= expected } ?? Position(epoch: epoch, sequence: expected)
    guard let payload = held.removeValue(forKey: due) else { return nil }
    pass(due)
    return payload
  }

  /// Whether something is held, or was dropped, behind what is missing.
  package var hasHole: Bool { holeSince != nil }

  /// Time passed: what to do about a hole.
  package mutating func checkHole(now: MonotonicTime) -> HoleAction {
    guard let since = holeSince else { return .none }
    let action = missing
    // What the history gave may tell of a take-over, whose reset lies below what was asked for.
    if let asked, action.from >= asked.from { return isOverdue(asked.at, now) ? .giveUp(missingFrom: expected) : .none }
    guard asked != nil || dropped != nil || isOverdue(since, now) else { return .none }
    asked = (now, action.from, action.through)
    return .fetchHistory(from: action.from, through: action.through)
  }

  /// The owner synced to a position that is known elsewhere: everything up to it counts as had. Ask `next()` afterwards.
  package mutating func skip(to position: Position) {
    guard (position.epoch, position.sequence + 1) > (epoch, expected) else { return }
    if position.epoch == epoch { held = held.filter { $0.key.epoch > position.epoch || $0.key.sequence > position.sequence } }
    pass(position)
  }

  /// The range that is to be had from the history. Where the reset of an epoch is missing nobody knows how far back it reaches.
  private var missing: (from: Int64, through: Int64) {
    let (epoch, resets) = (self.epoch, heldResets)
    let orphans = held.keys.filter { key in key.epoch > epoch && !resets.contains { $0.epoch == key.epoch } }
    if let first = orphans.map(\.sequence).min() { return (1, first - 1) }
    if let dropped, dropped.epoch > epoch { return (1, .max) }
    let first = held.keys.lazy.filter { $0.epoch == epoch }.map(\.sequence).min() ?? .max
    return (expected, min(first, resets.first?.sequence ?? .max) - (held.isEmpty ? 0 : 1))
  }

  private func isOverdue(_ since: MonotonicTime, _ now: MonotonicTime) -> Bool {
    now > since && now.nanoseconds - since.nanoseconds >= patienceNanoseconds
  }

  /// Whether a reset that is held makes a position void.
  private func isVoid(_ position: Position) -> Bool {
    heldResets.contains { $0.epoch > position.epoch && $0.sequence <= position.sequence }
  }

  private mutating func hold(reset: Position) {
    heldResets.removeAll { $0.epoch < reset.epoch && $0.sequence >= reset.sequence }
    heldResets.insert(reset, at: heldResets.firstIndex { $0.epoch > reset.epoch } ?? heldResets.count)
    held = held.filter { !isVoid($0.key) }
  }

  /// Everything up to a position was handed on.
  private mutating func pass(_ position: Position) {
    let isNewEpoch = position.epoch > epoch
    epoch = position.epoch
    expected = position.sequence + 1
    guard holeSince != nil else { return }
    if isNewEpoch {
      let (epoch, expected) = (self.epoch, self.expected)
      held = held.filter { $0.key.epoch > epoch || ($0.key.epoch == epoch && $0.key.sequence >= expected) }
      heldResets.removeAll { $0.epoch <= epoch }
    }
    if let far = dropped, (far.epoch, far.sequence) < (epoch, expected) { dropped = nil }
    let isWhole = held.isEmpty && dropped == nil
    holeSince = isWhole ? nil : latestArrival
    asked = isWhole ? nil : asked.flatMap { expected <= $0.through ? (latestArrival, $0.from, $0.through) : nil }
  }
}
