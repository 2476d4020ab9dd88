import Primitives
import Store

/// Brings a database's schema to what this program knows, and refuses one that it does not understand.
struct PostgresMigrator {
  /// Of the advisory lock under which one process at a time migrates a database.
  private static let lock: Int64 = 0x7468_726F_7567_686C

  private let steps: [Migration]

  init(_ steps: [Migration]) { self.steps = steps }

  /// Applies what is missing, each step in a transaction of its own, while other processes that start wait.
  /// - Returns: the steps that were applied now.
  /// - Throws: `newerSchema`; `unusable` for a step that was changed after it was applied or for somebody else's tables; `failed`; `unavailable`.
  func apply(to session: borrowing PostgresSession, now: Timestamp) throws(StoreError) -> [Migration] {
    // Waiting for the others, and a step over a large table, may take longer than any other statement.
    try session.execute("SET statement_timeout = 0; SET lock_timeout = 0", doing: "beginning the migration")
    try session.rows("SELECT pg_advisory_lock($1)", Self.lock, doing: "waiting for other processes' migrations")
    do throws(StoreError) {
      let missing = try plan(for: session).missing
      for step in missing { try apply(step, to: session, now: now) }
      try session.rows("SELECT pg_advisory_unlock($1)", Self.lock, doing: "ending the migration")
      return missing
    } catch {
      // The session ends with this error, and its locks with it.
      throw error
    }
  }

  /// - Throws: `unusable` unless the schema is exactly what this program knows; else as `apply`.
  func verify(_ session: borrowing PostgresSession) throws(StoreError) { try plan(for: session).checkComplete() }

  /// Whether there is anything of ours.
  func isEmpty(_ session: borrowing PostgresSession) throws(StoreError) -> Bool { try applied(in: session).isEmpty }

  private func plan(for session: borrowing PostgresSession) throws(StoreError) -> MigrationPlan {
    try MigrationPlan(known: steps, applied: applied(in: session))
  }

  private func applied(in session: borrowing PostgresSession) throws(StoreError) -> [MigrationPlan.Applied] {
    let known = try session.rows(
      "SELECT to_regclass('schema_migrations') IS NOT NULL, to_regclass('chats') IS NOT NULL OR to_regclass('messages') IS NOT NULL",
      doing: "looking for the schema"
    ).first { row in (ours: row.bool(), others: row.bool()) }
    guard known?.ours == true else {
      if known?.others == true {
        throw StoreError(.unusable, "the database holds tables of another program; make a database for Throughline, or name another schema")
      }
      return []
    }
    return try session.rows("SELECT version, name, checksum FROM schema_migrations ORDER BY version", doing: "reading the schema's version").map {
      row in
      MigrationPlan.Applied(version: row.int(), name: row.text(), checksum: row.text())
    }
  }

  private func apply(_ step: Migration, to session: borrowing PostgresSession, now: Timestamp) throws(StoreError) {
    let doing = "applying schema step \(step.version) (\(step.name))"
    do throws(StoreError) {
      try session.execute(
        """
        BEGIN;
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """, doing: doing)
      try session.execute(step.sql, doing: doing)
      try session.rows(
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)", step.version, step.name, step.checksum, now,
        doing: doing)
      try session.execute("COMMIT", doing: doing)
    } catch {
      try? session.execute("ROLLBACK", doing: doing)
      throw error
    }
  }
}

extension Migration {
  /// The steps of the schema on PostgreSQL, in order.
  package static let knownToPostgres: [Migration] = embedded(folder: "Migrations/postgres/")
}
