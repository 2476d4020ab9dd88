import Domain
import Primitives
import Store

extension SQLiteStore {
  package func takeLease(_ name: String, holder: String, milliseconds: Int64, now: Timestamp) async throws(StoreError) -> Bool {
    try await write { (writer) throws(StoreError) in
      try writer.connection.run(
        """
        INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until <= ?
        """, name, holder, now.adding(milliseconds: milliseconds), now) > 0
    }
  }

  package func unpublishedDomainEvents(limit: Int) async throws(StoreError) -> [DomainEvent] {
    try await read { (connection) throws(StoreError) in
      try connection.all(
        """
        SELECT id, category, type, subject, time, data, (SELECT json_extract(request, '$.traceparent') FROM runs WHERE runs.id = subject)
        FROM domain_events
        WHERE id > (SELECT published_through FROM outbox_progress WHERE only = 1) ORDER BY id LIMIT ?
        """, limit
      ) { (row) throws(StoreError) in try DomainEvent(&row, reader: connection.jsonReader) }
    }
  }

  package func markPublished(domainEvents ids: [Int64]) async throws(StoreError) {
    guard let last = ids.max() else { return }
    _ = try await write { (writer) throws(StoreError) in
      try writer.connection.run("UPDATE outbox_progress SET published_through = ? WHERE only = 1 AND published_through < ?", last, last)
    }
  }
}
