import Bus
import Primitives

/// A message that counts only once the broker confirms that it has it.
struct PersistedMessage: Sendable {
  var subject: String
  /// `Nats-Msg-Id`: what the broker knows the same message by.
  var id: String
  var traceparent: String?
  var payload: [UInt8]
  /// Told once: `nil` when the broker has it.
  var whenConfirmed: (@Sendable (BusError?) -> Void)?

  fileprivate var cost: Int { payload.count + subject.utf8.count + id.utf8.count + 64 }
}

/// Messages on their way into the broker's streams: kept until it confirms them, published again when it says nothing or refuses, within a bound. Pure.
struct PendingPublishes: ~Copyable {
  enum Admission: Equatable {
    case send(UInt64)
    /// Kept until the broker is there.
    case keep
    /// There is no room.
    case drop
  }

  /// How long an answer may take, and how long to wait after a refusal.
  static let patienceMilliseconds: Int64 = 3000
  static let refusedMilliseconds: Int64 = 250
  /// How long somebody waits for a confirmation.
  static let waitMilliseconds: Int64 = 5000

  private struct Entry {
    var message: PersistedMessage
    var due: MonotonicTime
    /// Only of those that somebody waits for.
    var givenUp: MonotonicTime?
  }

  private let maxMessages: Int
  private let maxBytes: Int
  private var entries: [UInt64: Entry] = [:]
  private var bytes = 0
  private var last: UInt64 = 0
  private var waited = 0
  private(set) var isUp = false

  init(maxMessages: Int, maxBytes: Int) {
    self.maxMessages = maxMessages
    self.maxBytes = maxBytes
  }

  var count: Int { entries.count }

  subscript(id: UInt64) -> PersistedMessage? { entries[id]?.message }

  mutating func add(_ message: PersistedMessage, now: MonotonicTime) -> Admission {
    guard entries.count < maxMessages, bytes + message.cost <= maxBytes else { return .drop }
    last += 1
    bytes += message.cost
    if message.whenConfirmed != nil { waited += 1 }
    entries[last] = Entry(
      message: message, due: now.adding(milliseconds: Self.patienceMilliseconds),
      givenUp: message.whenConfirmed == nil ? nil : now.adding(milliseconds: Self.waitMilliseconds))
    return isUp ? .send(last) : .keep
  }

  /// The broker has it. - Returns: the message; `nil` when that was known.
  mutating func confirmed(_ id: UInt64) -> PersistedMessage? {
    guard let entry = entries.removeValue(forKey: id) else { return nil }
    bytes -= entry.message.cost
    if entry.message.whenConfirmed != nil { waited -= 1 }
    return entry.message
  }

  /// The broker will not have it now. - Returns: the message when there is no sense in trying again.
  mutating func refused(_ id: UInt64, passing: Bool, now: MonotonicTime) -> PersistedMessage? {
    guard passing else { return confirmed(id) }
    entries[id]?.due = now.adding(milliseconds: Self.refusedMilliseconds)
    return nil
  }

  mutating func wentDown() { isUp = false }

  /// - Returns: all that is to be published now, in order: what had been on its way may be lost.
  mutating func cameUp(now: MonotonicTime) -> [UInt64] {
    isUp = true
    return again(entries.keys, now: now)
  }

  /// - Returns: what is to be published again since nothing was heard, in order.
  mutating func overdue(now: MonotonicTime) -> [UInt64] {
    guard isUp else { return [] }
    return again(entries.compactMap { $0.value.due <= now ? $0.key : nil }, now: now)
  }

  /// - Returns: those whose publisher has waited long enough; they are forgotten.
  mutating func givenUp(now: MonotonicTime) -> [PersistedMessage] {
    guard waited > 0 else { return [] }
    return entries.compactMap { $0.value.givenUp.map { $0 <= now } == true ? $0.key : nil }.sorted().compactMap { confirmed($0) }
  }

  /// Everything, forgotten.
  mutating func removeAll() -> [PersistedMessage] { entries.keys.sorted().compactMap { confirmed($0) } }

  private mutating func again(_ ids: some Sequence<UInt64>, now: MonotonicTime) -> [UInt64] {
    let ids = ids.sorted()
    for id in ids { entries[id]?.due = now.adding(milliseconds: Self.patienceMilliseconds) }
    return ids
  }
}
