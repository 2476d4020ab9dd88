import Domain
import Primitives
import Store

extension SQLiteStore {
  package func join(session: String, stream: String, now: Timestamp) async throws(StoreError) -> SessionStream {
    try await write(durable: true) { (writer) throws(StoreError) in
      guard let run = try writer.connection.runNumber(stream: stream) else { throw .unknown(stream: stream) }
      return try writer.connection.join(session: session, run: run, stream: stream, now: now)
    }
  }

  package func leave(session: String, stream: String) async throws(StoreError) {
    _ = try await write { (writer) throws(StoreError) in
      guard let run = try writer.connection.runNumber(stream: stream) else { return 0 }
      return try writer.connection.run("UPDATE session_streams SET is_left = 1 WHERE run = ? AND session_id = ?", run, session)
    }
  }

  package func streams(ofSession session: String, after ordinal: Int64) async throws(StoreError) -> [SessionStream] {
    try await read { (connection) throws(StoreError) in
      try connection.all(
        "SELECT ordinal, stream, is_left FROM session_streams WHERE session_id = ? AND ordinal > ? ORDER BY ordinal", session, ordinal
      ) { row in SessionStream(ordinal: row.integer(), stream: row.text(), isLeft: row.bool()) }
    }
  }
}

extension Connection {
  /// Makes the session where it is new. A stream that was left comes back under the ordinal it had.
  func join(session: String, run number: Int64, stream: String, now: Timestamp) throws(StoreError) -> SessionStream {
    let known = try first("SELECT ordinal FROM session_streams WHERE run = ? AND session_id = ?", number, session) { row in row.integer() }
    if let known {
      try run("UPDATE session_streams SET is_left = 0 WHERE session_id = ? AND ordinal = ? AND is_left = 1", session, known)
      return SessionStream(ordinal: known, stream: stream, isLeft: false)
    }
    try run(
      """
      INSERT INTO sessions (id, created_at, last_seen_at, last_ordinal) VALUES (?1, ?2, ?2, 1)
      ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at, last_ordinal = last_ordinal + 1
      """, session, now)
    let given = try first("SELECT last_ordinal FROM sessions WHERE id = ?", session) { row in row.integer() }
    guard let ordinal = given else { throw .unreadable("session \(session)", "last_ordinal") }
    try run("INSERT INTO session_streams (session_id, ordinal, run, stream, joined_at) VALUES (?, ?, ?, ?, ?)", session, ordinal, number, stream, now)
    return SessionStream(ordinal: ordinal, stream: stream, isLeft: false)
  }
}
