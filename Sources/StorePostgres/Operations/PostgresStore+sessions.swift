import Domain
import Primitives
import Store

extension PostgresStore {
  package func join(session: String, stream: String, now: Timestamp) async throws(StoreError) -> SessionStream {
    try await transaction { (transaction) async throws(StoreError) in
      // The session's row is the lock of its list.
      transaction.send(
        """
        INSERT INTO sessions (id, created_at, last_seen_at) VALUES ($1, $2, $2)
        ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at
        """, session, now)
      let run = transaction.send("SELECT id FROM runs WHERE stream = $1", stream)
      let known = transaction.send(
        """
        UPDATE session_streams SET is_left = FALSE WHERE session_id = $1 AND run = (SELECT number FROM runs WHERE stream = $2) RETURNING ordinal
        """, session, stream)
      try await transaction.flush()
      guard let run = try run.first({ row in row.text() }) else { throw .unknown(stream: stream) }
      if let ordinal = try known.first({ row in row.integer() }) { return SessionStream(ordinal: ordinal, stream: stream, isLeft: false) }
      let joined = transaction.join(session: session, run: run, now: now)
      try await transaction.flush()
      guard let ordinal = try joined.first({ row in row.integer() }) else { throw .unreadable("session \(session)", "last_ordinal") }
      return SessionStream(ordinal: ordinal, stream: stream, isLeft: false)
    }
  }

  package func leave(session: String, stream: String) async throws(StoreError) {
    try await write { query in
      query.send(
        "UPDATE session_streams SET is_left = TRUE WHERE session_id = $1 AND run = (SELECT number FROM runs WHERE stream = $2)", session, stream)
      return {}
    }
  }

  package func streams(ofSession session: String, after ordinal: Int64) async throws(StoreError) -> [SessionStream] {
    try await read { query in
      let rows = query.send(
        "SELECT ordinal, stream, is_left FROM session_streams WHERE session_id = $1 AND ordinal > $2 ORDER BY ordinal", session, ordinal)
      return { () throws(StoreError) in
        try rows.all { row in SessionStream(ordinal: row.integer(), stream: row.text(), isLeft: row.bool()) }
      }
    }
  }
}

extension PostgresTransaction {
  /// Queues the next ordinal of a session for a run that is no member yet; makes the session where it is new. It gives the ordinal.
  @discardableResult
  func join(session: String, run: String, now: Timestamp) -> PostgresReply {
    send(
      """
      WITH session AS (
        INSERT INTO sessions (id, created_at, last_seen_at, last_ordinal) VALUES ($1, $3, $3, 1)
        ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, last_ordinal = sessions.last_ordinal + 1
        RETURNING id, last_ordinal)
      INSERT INTO session_streams (session_id, ordinal, run, stream, joined_at)
      SELECT session.id, session.last_ordinal, runs.number, runs.stream, $3 FROM session, runs WHERE runs.id = $2
      RETURNING ordinal
      """, session, run, now)
  }
}
