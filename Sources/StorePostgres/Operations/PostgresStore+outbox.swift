import Domain
import Primitives
import Store
import Wire

extension PostgresStore {
  package func takeLease(_ name: String, holder: String, milliseconds: Int64, now: Timestamp) async throws(StoreError) -> Bool {
    try await write { query in
      let taken = query.send(
        """
        INSERT INTO leases AS known (name, holder, until) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE known.holder = excluded.holder OR known.until <= $4
        """, name, holder, now.adding(milliseconds: milliseconds), now)
      return { taken.changed > 0 }
    }
  }

  package func domainEvents(after id: Int64, limit: Int) async throws(StoreError) -> [DomainEvent] {
    try await transaction { (transaction) async throws(StoreError) in
      transaction.numberEvents()
      let rows = try await transaction.reply(
        """
        SELECT id, category, type, subject, time, data::text, (SELECT request->>'traceparent' FROM runs WHERE runs.id = subject)
        FROM domain_events WHERE id > $1 ORDER BY id LIMIT $2
        """, id, limit)
      return try rows.domainEvents()
    }
  }

  package func unpublishedDomainEvents(limit: Int) async throws(StoreError) -> [DomainEvent] {
    try await transaction { (transaction) async throws(StoreError) in
      transaction.numberEvents()
      let rows = try await transaction.reply(
        """
        SELECT id, category, type, subject, time, data::text, (SELECT request->>'traceparent' FROM runs WHERE runs.id = subject) FROM domain_events
        WHERE id > (SELECT published_through FROM outbox_progress WHERE "only" = 1) ORDER BY id LIMIT $1
        """, limit)
      return try rows.domainEvents()
    }
  }

  package func markPublished(domainEvents ids: [Int64]) async throws(StoreError) {
    guard let last = ids.max() else { return }
    try await write { query in
      query.send("UPDATE outbox_progress SET published_through = $1 WHERE \"only\" = 1 AND published_through < $1", last)
      return {}
    }
  }
}

extension PostgresTransaction {
  /// Of the lock under which one reader at a time gives the outbox's entries their IDs.
  private static let numberingLock: Int64 = 0x6F75_7462_6F78

  /// Queues the giving of IDs to the events that are committed and have none (Migrations/postgres/0004).
  fileprivate func numberEvents() {
    send("SELECT pg_advisory_xact_lock($1)", Self.numberingLock)
    send(
      """
      UPDATE domain_events SET id = numbered.id FROM (
        SELECT number, (SELECT coalesce(max(id), 0) FROM domain_events) + row_number() OVER (ORDER BY number) AS id
        FROM domain_events WHERE id IS NULL ORDER BY number LIMIT 10000) AS numbered
      WHERE domain_events.number = numbered.number
      """)
  }
}

extension PostgresReply {
  fileprivate func domainEvents() throws(StoreError) -> [DomainEvent] {
    let reader = JSONReader.stored
    return try all { (row) throws(StoreError) in try DomainEvent(&row, reader: reader) }
  }
}
