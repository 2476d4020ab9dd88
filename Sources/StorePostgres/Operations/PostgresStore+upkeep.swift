import Domain
import Primitives
import Store

extension PostgresStore {
  /// Rows that one purging transaction removes: small, so that nobody waits long for a lock.
  private static let purgedPerStep = 500

  /// Every process may purge at the same time: what one is at work on the others leave out.
  package func purge(_ retention: Retention, now: Timestamp) async throws(StoreError) {
    let logs = now.adding(milliseconds: -retention.streamLogs)
    try await purgeInSteps(
      """
      WITH old AS (
        SELECT number FROM runs WHERE ended_at IS NOT NULL AND has_log AND ended_at < $1 LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
      ), gone AS (DELETE FROM stream_segments WHERE run IN (SELECT number FROM old))
      UPDATE runs SET has_log = FALSE, request = (request::jsonb - 'messages')::json WHERE number IN (SELECT number FROM old)
      """, logs)
    try await purgeInSteps(
      """
      DELETE FROM idempotency_keys WHERE (scope, key) IN (
        SELECT scope, key FROM idempotency_keys WHERE created_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
      """, now.adding(milliseconds: -retention.idempotencyKeys))
    try await purgeInSteps(
      """
      DELETE FROM boundary_records WHERE number IN (SELECT number FROM boundary_records WHERE time < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
      """, now.adding(milliseconds: -retention.boundaries))
    try await purgeUploads(madeBefore: now.adding(milliseconds: -retention.uploads))
    try await mergeLogs()
    try await dropOrphanedSegments()
  }

  private func purgeInSteps(_ sql: StaticString, _ before: Timestamp) async throws(StoreError) {
    var removed = Self.purgedPerStep
    while removed == Self.purgedPerStep {
      removed = try await write { query in
        let reply = query.send(sql, before, Self.purgedPerStep)
        return { reply.changed }
      }
    }
  }

  private func purgeUploads(madeBefore time: Timestamp) async throws(StoreError) {
    var removed = Self.purgedPerStep
    while removed == Self.purgedPerStep {
      removed = try await transaction { (transaction) async throws(StoreError) in
        let gone = try await transaction.reply(
          """
          DELETE FROM uploads WHERE id IN (
            SELECT id FROM uploads WHERE created_at < $1 AND NOT EXISTS (SELECT 1 FROM artifacts WHERE blob = uploads.sha256) LIMIT $2
            FOR UPDATE SKIP LOCKED)
          RETURNING sha256
          """, time, Self.purgedPerStep)
        transaction.dropBlobs(ifUnused: Array(Set(try gone.all { row in row.text() })))
        return gone.changed
      }
    }
  }

  /// Joins the many small segments that a run's live log consists of once the run is over. For tests, too.
  package func mergeLogs() async throws(StoreError) {
    var merged = Self.mergedPerStep
    while merged == Self.mergedPerStep {
      merged = try await transaction { (transaction) async throws(StoreError) in
        let over = try await transaction.reply(
          """
          SELECT number FROM runs WHERE ended_at IS NOT NULL AND has_log AND NOT is_log_merged ORDER BY ended_at LIMIT $1
          FOR NO KEY UPDATE SKIP LOCKED
          """, Self.mergedPerStep)
        let runs = try over.all { row in row.integer() }
        for run in runs { transaction.mergeLog(ofRun: run) }
        transaction.send("UPDATE runs SET is_log_merged = TRUE WHERE number = ANY($1)", runs)
        return runs.count
      }
    }
  }

  private static let mergedPerStep = 50

  /// An entry may have been on its way when its chat was deleted. Nobody ever sees it: numbers of runs are not given twice.
  private func dropOrphanedSegments() async throws(StoreError) {
    try await write { query in
      query.send(
        """
        WITH RECURSIVE known AS (
          (SELECT run FROM stream_segments ORDER BY run LIMIT 1)
          UNION ALL
          SELECT (SELECT run FROM stream_segments WHERE run > known.run ORDER BY run LIMIT 1) FROM known WHERE known.run IS NOT NULL)
        DELETE FROM stream_segments WHERE run IN (
          SELECT run FROM known WHERE run IS NOT NULL AND NOT EXISTS (SELECT 1 FROM runs WHERE number = known.run))
        """)
      return {}
    }
  }

  /// What a file can hold of many servers' data at one moment is the business of PostgreSQL's own tools. - Throws: `unusable`, always.
  package func backup(toPath path: String) async throws(StoreError) {
    throw StoreError(
      .unusable, "the data is in PostgreSQL: back it up with `pg_dump --format=custom --file=\(path) URL` (or pg_basebackup for the whole server)")
  }

  package func check() async throws(StoreError) {
    do throws(StoreError) {
      try await transaction { (transaction) async throws(StoreError) in
        transaction.send("SELECT version FROM schema_migrations LIMIT 1")
        transaction.send(
          "INSERT INTO idempotency_keys (scope, key, body_sha256, status, body, created_at) VALUES ('check', gen_random_uuid()::text, '', 0, '', 0)")
        try await transaction.flush()
        throw Self.checkPassed
      }
    } catch  where error == Self.checkPassed {
      // Thrown to have the write rolled back.
    }
  }

  private static let checkPassed = StoreError(.failed, "the check's write is rolled back")
}

extension PostgresTransaction {
  /// Queues the joining of segments that follow each other without gap or overlap. Where some do not, they stay: they are put in order when read.
  fileprivate func mergeLog(ofRun run: Int64) {
    send(
      """
      WITH pieces AS (
        SELECT epoch, first_sequence, first_sequence - 1 IS DISTINCT FROM lag(last_sequence) OVER (PARTITION BY epoch ORDER BY first_sequence) AS breaks
        FROM stream_segments WHERE run = $1
      ), whole AS (SELECT epoch FROM pieces GROUP BY epoch HAVING count(*) > 1 AND count(*) FILTER (WHERE breaks) = 1
      ), gone AS (
        DELETE FROM stream_segments WHERE run = $1 AND epoch IN (SELECT epoch FROM whole)
        RETURNING epoch, first_sequence, last_sequence, payload)
      INSERT INTO stream_segments (run, epoch, first_sequence, last_sequence, payload)
      SELECT $1, epoch, min(first_sequence), max(last_sequence), string_agg(payload, ''::bytea ORDER BY first_sequence) FROM gone GROUP BY epoch
      """, run)
  }
}
