import Primitives
import Store

extension Connection {
  /// Adds to the outbox.
  func emit(_ entry: OutboxEntry, now: Timestamp) throws(StoreError) {
    try run(
      "INSERT INTO domain_events (category, type, priority, subject, time, data) VALUES (?, ?, ?, ?, ?, ?)", entry.category, entry.type,
      entry.priority, entry.subject, now, entry.data)
  }
}
