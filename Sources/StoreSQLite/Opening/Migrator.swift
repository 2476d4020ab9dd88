import Primitives
import Store

/// Brings a database's schema to what this program knows, and refuses one that it does not understand.
struct Migrator {
  private let steps: [Migration]

  init(_ steps: [Migration]) { self.steps = steps }

  /// Applies what is missing, each step in a transaction of its own.
  /// - Returns: the steps that were applied now.
  /// - Throws: `newerSchema`; `unusable` for somebody else's database or a step that was changed after it was applied; `failed`.
  func apply(to connection: Connection, now: Timestamp) throws(StoreError) -> [Migration] {
    let missing = try plan(for: connection).missing
    for step in missing { try apply(step, to: connection, now: now) }
    return missing
  }

  /// - Throws: `unusable` unless the schema is exactly what this program knows; else as `apply`.
  func verify(_ connection: Connection) throws(StoreError) {
    try plan(for: connection).checkComplete()
  }

  private func plan(for connection: Connection) throws(StoreError) -> MigrationPlan {
    try MigrationPlan(known: steps, applied: applied(in: connection))
  }

  private func applied(in connection: Connection) throws(StoreError) -> [MigrationPlan.Applied] {
    guard try connection.exists("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'") else {
      if try connection.exists("SELECT 1 FROM sqlite_master LIMIT 1") {
        throw StoreError(.unusable, "the file is a database of another program; give another path")
      }
      return []
    }
    return try connection.all("SELECT version, name, checksum FROM schema_migrations ORDER BY version") { row in
      MigrationPlan.Applied(version: row.int(), name: row.text(), checksum: row.text())
    }
  }

  private func apply(_ step: Migration, to connection: Connection, now: Timestamp) throws(StoreError) {
    try connection.execute("BEGIN IMMEDIATE")
    do throws(StoreError) {
      try connection.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
        """)
      try connection.execute(step.sql)
      try connection.run(
        "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)", step.version, step.name, step.checksum, now)
      try connection.execute("COMMIT")
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw StoreError(error.code, "applying schema step \(step.version) (\(step.name)): \(error.message)")
    }
  }
}
