import Domain
import Primitives
import Store

extension SQLiteStore {
  package func claim(_ claim: RunClaim) async throws(StoreError) -> RunClaimResult {
    let step = try await write { [leases] (writer) throws(StoreError) in try ClaimStep(claim, leases: leases, writer: writer) }
    guard case .taken(let number) = step else { return step.refusal }
    // Read after the commit and off the writer: a higher epoch fences whoever could still change what is read here.
    let pieces = journalIndex.pieces(ofRun: number)
    return try await read { (connection) throws(StoreError) in
      guard let row = try connection.runRow(number: number) else { return .finished }
      return .claimed(try ClaimedRun(row, connection: connection, journal: pieces))
    }
  }

  package func renewLeases(
    worker: String, runs: [String], leaseMilliseconds: Int64, now: Timestamp
  ) async throws(StoreError) -> [String] {
    let held = try await read { (connection) throws(StoreError) in
      var held: [String] = []
      for run in runs {
        if try connection.exists("SELECT 1 FROM runs WHERE id = ? AND lease_worker = ? AND ended_at IS NULL", run, worker) { held.append(run) }
      }
      return held
    }
    leases.renew(held, of: worker, until: now.adding(milliseconds: leaseMilliseconds))
    guard held.count < runs.count else { return [] }
    let stillHeld = Set(held)
    return runs.filter { !stillHeld.contains($0) }
  }

  package func unfinishedRuns(releasingLeases: Bool) async throws(StoreError) -> [Run] {
    try await write { [leases] (writer) throws(StoreError) in
      let connection = writer.connection
      if releasingLeases {
        leases.removeAll()
        try connection.run("UPDATE runs SET lease_worker = NULL, lease_until = NULL WHERE ended_at IS NULL")
      }
      let numbers = try connection.all("SELECT number FROM runs WHERE ended_at IS NULL ORDER BY number") { row in row.integer() }
      var runs: [Run] = []
      for number in numbers { if let row = try connection.runRow(number: number) { runs.append(row.run) } }
      return runs
    }
  }

  package func claimableRuns(now: Timestamp, queuedBefore: Timestamp, limit: Int) async throws(StoreError) -> [String] {
    try await read { [leases] (connection) throws(StoreError) in
      var claimable: [String] = []
      // Most answers that last were renewed since their row was written: whether it is their turn is asked of the others only.
      try connection.forEach(
        """
        SELECT id, lease_worker, lease_until, number, CASE WHEN cancel_by IS NULL THEN chat END FROM runs
        WHERE ended_at IS NULL AND (CASE WHEN lease_until IS NULL THEN created_at < ? ELSE lease_until <= ? END)
        ORDER BY number
        """, queuedBefore, now
      ) { (row) throws(StoreError) in
        let run = row.text()
        if let end = leases.end(of: run, worker: row.optionalText(), claimedUntil: row.optionalTimestamp()), end > now { return true }
        let number = row.integer()
        if let chat = row.optionalInteger(), try connection.hasUnfinishedRun(inChat: chat, before: number) { return true }
        claimable.append(run)
        return claimable.count < limit
      }
      return claimable
    }
  }

  package func runs(ofStreams streams: [String]) async throws(StoreError) -> [Run] {
    try await read { (connection) throws(StoreError) in
      var runs: [Run] = []
      for stream in streams {
        guard let number = try connection.runNumber(stream: stream) else { continue }
        if let row = try connection.runRow(number: number, withRequest: false) { runs.append(row.run) }
      }
      return runs
    }
  }

  package func run(_ id: String) async throws(StoreError) -> Run? {
    try await read { (connection) throws(StoreError) in try connection.runRow(id)?.run }
  }

  package func requestCancel(stream: String, by: CancelledBy, now: Timestamp) async throws(StoreError) -> Run? {
    try await write { (writer) throws(StoreError) in
      // The first one who asks is the one who is named.
      guard let number = try writer.connection.runNumber(stream: stream) else { return nil }
      try writer.connection.run(
        "UPDATE runs SET cancel_by = ?, cancel_at = ? WHERE number = ? AND ended_at IS NULL AND cancel_by IS NULL", by, now, number)
      return try writer.connection.runRow(number: number)?.run
    }
  }
}

/// The part of a claim that writes.
private enum ClaimStep: Sendable {
  case taken(number: Int64)
  case notItsTurn
  case held
  case finished

  init(_ claim: RunClaim, leases: LeaseRenewals, writer: Writer) throws(StoreError) {
    let connection = writer.connection
    guard let row = try connection.runRow(claim.run, withRequest: false) else { throw .unknown(run: claim.run) }
    if row.isOver {
      self = .finished
      return
    }
    // The same worker may be offered a run twice: its own lease counts, too.
    if let end = leases.end(of: claim.run, worker: row.run.worker, claimedUntil: row.leaseUntil), end > claim.now {
      self = .held
      return
    }
    // One that is to be cancelled waits for nobody: there is nothing to do but to say so.
    if row.cancelledBy == nil, let chat = row.chatNumber, try connection.hasUnfinishedRun(inChat: chat, before: row.number) {
      self = .notItsTurn
      return
    }
    let epoch = row.run.epoch + 1
    try connection.run(
      """
      UPDATE runs SET status = 'running', epoch = ?, lease_worker = ?, lease_until = ?, started_at = coalesce(started_at, ?) WHERE number = ?
      """, epoch, claim.worker, claim.now.adding(milliseconds: claim.leaseMilliseconds), claim.now, row.number)
    if epoch > 1 { try connection.closeOpenCalls(ofRun: claim.run, status: .failed, now: claim.now) }
    if row.run.asksProvider {
      let call = ProviderCall(
        id: claim.call, run: claim.run, stream: row.run.stream, chat: row.run.chat, provider: row.run.provider, model: row.run.model, attempt: 1,
        startedAt: claim.now)
      try connection.insert(call, epoch: epoch)
    }
    try connection.emit(.started(row.run, epoch: epoch, worker: claim.worker), now: claim.now)
    writer.forget(stream: row.run.stream)
    self = .taken(number: row.number)
  }

  var refusal: RunClaimResult {
    switch self {
    case .notItsTurn: .notItsTurn
    case .held: .held
    case .taken, .finished: .finished
    }
  }
}

extension ClaimedRun {
  /// What a worker needs to begin or to go on.
  fileprivate init(_ row: RunRow, connection: Connection, journal pieces: [JournalPiece]) throws(StoreError) {
    var history: [Message] = []
    if let range = row.historyRange, let chat = row.run.chat {
      history = Self.history(before: row.run, among: try connection.messageRows(range, chat: chat).map(\.message))
    }
    let log = row.run.epoch > 1 ? try StoredLog(run: row.number, journal: pieces, connection: connection).events(after: 0, limit: .max) : []
    self.init(
      run: row.run, history: history,
      attachments: try row.run.userMessage.map { (id) throws(StoreError) in try connection.artifacts(ofMessage: id) } ?? [],
      log: log, earlierCalls: row.run.epoch > 1 ? try connection.calls(ofRun: row.run.id, beforeEpoch: row.run.epoch) : [],
      cancelRequested: row.cancelledBy)
  }
}
