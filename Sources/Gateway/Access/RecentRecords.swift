import Primitives

/// What the store said of keys and users within the last second, so that a busy client does not ask it each time. Short enough that what another pod or a
/// command revoked is refused promptly; what this process changes it forgets at once. Pure; bounded.
struct RecentRecords<Record: Sendable>: Sendable {
  static var milliseconds: Int64 { 1000 }
  private let capacity: Int
  private var records: [String: (record: Record, at: MonotonicTime)] = [:]

  init(capacity: Int = 10_000) { self.capacity = capacity }

  func record(_ name: String, now: MonotonicTime) -> Record? {
    guard let known = records[name], now.milliseconds(since: known.at) < Self.milliseconds else { return nil }
    return known.record
  }

  mutating func keep(_ record: Record, as name: String, now: MonotonicTime) {
    if records.count >= capacity { records = records.filter { now.milliseconds(since: $0.value.at) < Self.milliseconds } }
    if records.count >= capacity { records.removeAll(keepingCapacity: true) }
    records[name] = (record, now)
  }

  mutating func forgetAll() { records.removeAll(keepingCapacity: true) }
}
