import Domain
import Primitives
import Store

extension PostgresStore {
  package func claim(_ claim: RunClaim) async throws(StoreError) -> RunClaimResult {
    let step = try await transaction { (transaction) async throws(StoreError) in
      try await ClaimStep(claim, transaction: transaction).perform()
    }
    guard case .claimed(var claimed) = step, claimed.run.epoch > 1 else { return step }
    // Read after the commit: a higher epoch fences whoever could still add to what is read here.
    claimed.log = try await events(of: claimed.run.stream, after: 0, limit: .max)
    return .claimed(claimed)
  }

  package func renewLeases(
    worker: String, runs: [String], leaseMilliseconds: Int64, now: Timestamp
  ) async throws(StoreError) -> [String] {
    let renewed = try await write { query in
      let renewed = query.send(
        "UPDATE runs SET lease_until = $1 WHERE id = ANY($2) AND lease_worker = $3 AND ended_at IS NULL RETURNING id",
        now.adding(milliseconds: leaseMilliseconds), runs.sorted(), worker)
      return { () throws(StoreError) in Set(try renewed.all { row in row.text() }) }
    }
    return runs.filter { !renewed.contains($0) }
  }

  package func unfinishedRuns(releasingLeases: Bool) async throws(StoreError) -> [Run] {
    try await write { query in
      if releasingLeases { query.send("UPDATE runs SET lease_worker = NULL, lease_until = NULL WHERE ended_at IS NULL AND lease_until IS NOT NULL") }
      let rows = query.send(
        """
        SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
          failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
          epoch, created_at, lease_worker, request
        FROM runs WHERE ended_at IS NULL ORDER BY number
        """)
      return { () throws(StoreError) in try rows.runRows().map(\.run) }
    }
  }

  package func claimableRuns(now: Timestamp, queuedBefore: Timestamp, limit: Int) async throws(StoreError) -> [String] {
    try await read { query in
      let rows = query.send(
        """
        SELECT id FROM runs AS candidate WHERE ended_at IS NULL
          AND (CASE WHEN lease_until IS NULL THEN created_at < $1 ELSE lease_until <= $2 END)
          AND (cancel_by IS NOT NULL OR chat IS NULL
            OR NOT EXISTS (SELECT 1 FROM runs WHERE chat = candidate.chat AND ended_at IS NULL AND number < candidate.number))
        ORDER BY number LIMIT $3
        """, queuedBefore, now, limit)
      return { () throws(StoreError) in try rows.all { row in row.text() } }
    }
  }

  package func run(_ id: String) async throws(StoreError) -> Run? {
    try await read { query in
      let found = query.run(id)
      return { () throws(StoreError) in try found.runRow()?.run }
    }
  }

  package func runs(ofStreams streams: [String]) async throws(StoreError) -> [Run] {
    try await read { query in
      let rows = query.send(
        """
        SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
          failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
          epoch, created_at, lease_worker, NULL::json
        FROM runs WHERE stream = ANY($1)
        """, streams)
      return { () throws(StoreError) in try rows.runRows().map(\.run) }
    }
  }

  package func requestCancel(stream: String, by: CancelledBy, now: Timestamp) async throws(StoreError) -> Run? {
    try await write { query in
      // The first one who asks is the one who is named.
      query.send("UPDATE runs SET cancel_by = $1, cancel_at = $2 WHERE stream = $3 AND ended_at IS NULL AND cancel_by IS NULL", by, now, stream)
      let found = query.run(stream: stream)
      return { () throws(StoreError) in try found.runRow()?.run }
    }
  }
}

/// One `claim` at work inside its transaction. Of several workers one has the run's row, and the others see what it has done.
private struct ClaimStep {
  private let claim: RunClaim
  private let transaction: PostgresTransaction

  init(_ claim: RunClaim, transaction: PostgresTransaction) {
    self.claim = claim
    self.transaction = transaction
  }

  func perform() async throws(StoreError) -> RunClaimResult {
    let locked = transaction.lockRun(claim.run, withRequest: true)
    let earlier = transaction.send(
      """
      SELECT 1::bigint FROM runs AS mine JOIN runs AS other ON other.chat = mine.chat AND other.ended_at IS NULL AND other.number < mine.number
      WHERE mine.id = $1 LIMIT 1
      """, claim.run)
    try await transaction.flush()
    guard let row = try locked.runRow() else { throw .unknown(run: claim.run) }
    if row.isOver { return .finished }
    // The same worker may be offered a run twice: its own lease counts, too.
    if let until = row.leaseUntil, until > claim.now { return .held }
    // One that is to be cancelled waits for nobody: there is nothing to do but to say so.
    if row.cancelledBy == nil, earlier.exists { return .notItsTurn }
    return .claimed(try await take(row))
  }

  private func take(_ row: RunRow) async throws(StoreError) -> ClaimedRun {
    let epoch = row.run.epoch + 1
    transaction.send(
      """
      UPDATE runs SET status = 'running', epoch = $1, lease_worker = $2, lease_until = $3, started_at = coalesce(started_at, $4) WHERE number = $5
      """, epoch, claim.worker, claim.now.adding(milliseconds: claim.leaseMilliseconds), claim.now, row.number)
    if epoch > 1 { transaction.closeOpenCalls(ofRun: claim.run, status: .failed, now: claim.now) }
    if row.run.asksProvider {
      let call = ProviderCall(
        id: claim.call, run: claim.run, stream: row.run.stream, chat: row.run.chat, provider: row.run.provider, model: row.run.model, attempt: 1,
        startedAt: claim.now)
      transaction.insert(call, epoch: epoch)
    }
    transaction.emit(.started(row.run, epoch: epoch, worker: claim.worker), now: claim.now)
    let messages = row.historyRange.flatMap { range in
      row.run.chat.map { transaction.messages(in: $0, range.lowerBound.sequence...range.upperBound.sequence) }
    }
    let attachments = row.run.userMessage.map { transaction.artifacts(ofMessage: $0) }
    let earlierCalls = epoch > 1 ? transaction.calls(ofRun: claim.run, beforeEpoch: epoch) : nil
    try await transaction.flush()
    var run = row.run
    (run.status, run.epoch, run.worker) = (.running, epoch, claim.worker)
    var history: [Message] = []
    if let messages, let chat = run.chat { history = ClaimedRun.history(before: run, among: try messages.messageRows(of: chat).map(\.message)) }
    return ClaimedRun(
      run: run, history: history, attachments: try run.chat.flatMap { (chat) throws(StoreError) in try attachments?.artifacts(of: chat) } ?? [],
      log: [], earlierCalls: try earlierCalls?.earlierCalls() ?? [], cancelRequested: row.cancelledBy)
  }
}
