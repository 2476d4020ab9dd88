import Domain
import Primitives
import Store

extension SQLiteStore {
  /// Rows that one purging transaction removes: small, so that messages are accepted between two of them.
  private static let purgedPerStep = 500

  package func purge(_ retention: Retention, now: Timestamp) async throws(StoreError) {
    let logs = now.adding(milliseconds: -retention.streamLogs)
    try await purgeInSteps { (writer) throws(StoreError) in try writer.dropLogs(endedBefore: logs, limit: Self.purgedPerStep) }
    let keys = now.adding(milliseconds: -retention.idempotencyKeys)
    try await purgeInSteps { (writer) throws(StoreError) in
      try writer.connection.run(
        """
        DELETE FROM idempotency_keys WHERE (scope, key) IN (SELECT scope, key FROM idempotency_keys WHERE created_at <= ? LIMIT ?)
        """, keys, Self.purgedPerStep)
    }
    let boundaries = now.adding(milliseconds: -retention.boundaries)
    try await purgeInSteps { (writer) throws(StoreError) in
      try writer.connection.run(
        "DELETE FROM boundary_records WHERE number IN (SELECT number FROM boundary_records WHERE time < ? LIMIT ?)", boundaries, Self.purgedPerStep)
    }
    let uploads = now.adding(milliseconds: -retention.uploads)
    try await purgeInSteps { (writer) throws(StoreError) in try writer.dropUploads(madeBefore: uploads, limit: Self.purgedPerStep) }
  }

  private func purgeInSteps(_ step: @escaping @Sendable (Writer) throws(StoreError) -> Int) async throws(StoreError) {
    while try await write(step) == Self.purgedPerStep {}
  }

  package func check() async throws(StoreError) {
    _ = try await read { (connection) throws(StoreError) in try connection.exists("SELECT 1 FROM schema_migrations") }
    do throws(StoreError) {
      try await write { (writer) throws(StoreError) in
        try writer.connection.run("UPDATE schema_migrations SET applied_at = applied_at")
        throw Self.checkPassed
      }
    } catch  where error == Self.checkPassed {
      // Thrown to have the write rolled back.
    }
  }

  private static let checkPassed = StoreError(.failed, "the check's write is rolled back")

  /// Regroups what lies in the journal now, instead of when there is enough of it. For tests and for a server that is about to stop.
  package func regroupJournal() async throws(StoreError) {
    try await write { (writer) in writer.journal.regroupSoon() }
    // Every turn of the writer ends with a step; steps follow each other until all is done.
    while try await write({ (writer) in writer.journal.hasUpkeep }) {}
  }
}

extension Writer {
  /// Drops event logs, and the conversations that compatible callers sent whole. - Returns: of how many runs.
  fileprivate func dropLogs(endedBefore time: Timestamp, limit: Int) throws(StoreError) -> Int {
    let runs = try connection.all(
      "SELECT number FROM runs WHERE ended_at IS NOT NULL AND has_log = 1 AND ended_at < ? LIMIT ?", time, limit
    ) { row in row.integer() }
    for run in runs {
      try connection.run("DELETE FROM stream_segments WHERE run = ?", run)
      try connection.run("UPDATE runs SET has_log = 0, request = json_remove(request, '$.messages') WHERE number = ?", run)
      journal.drop(run: run)
    }
    return runs.count
  }

  /// Drops uploads that no message uses. - Returns: how many.
  fileprivate func dropUploads(madeBefore time: Timestamp, limit: Int) throws(StoreError) -> Int {
    let unused = try connection.all(
      """
      SELECT id, sha256 FROM uploads WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM artifacts WHERE blob = uploads.sha256) LIMIT ?
      """, time, limit
    ) { row in (id: row.text(), sha256: row.text()) }
    for upload in unused {
      try connection.run("DELETE FROM uploads WHERE id = ?", upload.id)
      try connection.dropBlob(ifUnused: upload.sha256)
    }
    return unused.count
  }
}
