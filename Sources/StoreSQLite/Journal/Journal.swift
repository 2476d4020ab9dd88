import Primitives
import Store

/// The writer's side of the event log: takes batches in, one row each, and regroups them by stream later.
final class Journal {
  /// A stream whose events are taken.
  private struct LiveStream {
    var run: Int64
    var epoch: Int64
  }

  private let connection: Connection
  private let index: JournalIndex
  private var liveStreams: [String: LiveStream] = [:]
  private var lastBatch: Int64 = 0
  private(set) var greatestRun: Int64 = 0
  /// Changes of the transaction under way.
  private var changes: [JournalChange] = []
  private var regrouping: JournalRegrouping

  /// Reads the tables of contents of what is there.
  init(connection: Connection, index: JournalIndex) throws(StoreError) {
    self.connection = connection
    self.index = index
    var rows: [JournalRegrouping.Row] = []
    var found: [JournalChange] = []
    var greatest = try connection.first("SELECT max(run) FROM stream_segments") { row in row.integer() } ?? 0
    var last: Int64 = 0
    try connection.forEach("SELECT batch, created_at, length(payload), entries FROM stream_journal ORDER BY batch") { (row) throws(StoreError) in
      last = row.integer()
      rows.append(JournalRegrouping.Row(batch: last, createdAt: row.timestamp(), bytes: row.int()))
      let isReadable = row.withBytes { bytes in
        JournalContents.forEach(in: bytes) { entry, offset in
          greatest = max(greatest, entry.run)
          if entry.run > 0 { found.append(.added(run: entry.run, JournalPiece(entry, batch: last, offset: offset))) }
        }
      }
      guard isReadable else { throw .unreadable("row \(last) of the event log", "entries") }
      return true
    }
    lastBatch = last
    greatestRun = greatest
    regrouping = JournalRegrouping(rows: rows)
    index.apply(found)
  }

  // MARK: Inside a transaction

  /// Writes a batch as one row. Events of a stream that has ended, is gone, or was taken over since are left out.
  func append(_ batch: JournalBatch, now: Timestamp) throws(StoreError) {
    var contents: [UInt8] = []
    contents.reserveCapacity(batch.entries.count * 12)
    var pieces: [JournalChange] = []
    pieces.reserveCapacity(batch.entries.count)
    let number = lastBatch + 1
    for entry in batch.entries {
      let stream = try liveStream(entry.stream)
      let isCurrent = stream?.epoch == entry.epoch
      let stored = JournalContents.Entry(
        run: isCurrent ? stream?.run ?? 0 : 0, epoch: entry.epoch, firstSequence: entry.firstSequence, lastSequence: entry.lastSequence,
        bytes: entry.range.count)
      JournalContents.append(stored, to: &contents)
      if stored.run > 0 { pieces.append(.added(run: stored.run, JournalPiece(stored, batch: number, offset: entry.range.lowerBound))) }
    }
    guard !pieces.isEmpty else { return }
    lastBatch = number
    try connection.run(
      "INSERT INTO stream_journal (batch, created_at, entries, payload) VALUES (?, ?, ?, ?)", number, now, contents, batch.bytes)
    changes += pieces
    regrouping.added(JournalRegrouping.Row(batch: number, createdAt: now, bytes: batch.bytes.count))
  }

  /// The run's log is dropped in this transaction.
  func drop(run: Int64) { changes.append(.dropped(run: run)) }

  /// The run's epoch or state changes in this transaction.
  func forget(stream: String) { liveStreams[stream] = nil }

  private func liveStream(_ name: String) throws(StoreError) -> LiveStream? {
    if let known = liveStreams[name] { return known }
    guard let number = try connection.runNumber(stream: name) else { return nil }
    let found = try connection.first("SELECT number, epoch FROM runs WHERE number = ? AND ended_at IS NULL", number) { row in
      LiveStream(run: row.integer(), epoch: row.integer())
    }
    liveStreams[name] = found
    return found
  }

  // MARK: Around a transaction

  /// How far the transaction's changes have come, to come back to.
  var mark: Int { changes.count }

  func takeBack(to mark: Int) {
    guard changes.count > mark else { return }
    changes.removeSubrange(mark...)
  }

  func committed() {
    index.apply(changes)
    changes.removeAll(keepingCapacity: changes.count < 4096)
  }

  func rolledBack() {
    changes = []
    liveStreams = [:]
  }

  // MARK: Upkeep

  /// Whether there is regrouping to do now.
  var hasUpkeep: Bool { regrouping.isUnderWay }

  /// One small step of the regrouping, in a transaction of its own.
  func stepUpkeep(now: Timestamp) {
    guard regrouping.isDue(now: now) else { return }
    do throws(StoreError) {
      try connection.run("BEGIN IMMEDIATE")
      let finished = try regrouping.step(connection)
      try connection.run("COMMIT")
      if let finished { index.forget(runs: finished.runs, upTo: finished.lastBatch) }
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      // Nothing is lost: the rows are still there, and whoever writes next hears of the disk's trouble.
      regrouping.abandon(now: now)
    }
  }

  /// Regroups everything at the next steps, whatever its size and age.
  func regroupSoon() { regrouping.demand() }
}

extension JournalPiece {
  init(_ entry: JournalContents.Entry, batch: Int64, offset: Int) {
    self.init(
      batch: batch, offset: offset, bytes: entry.bytes, epoch: entry.epoch, firstSequence: entry.firstSequence, lastSequence: entry.lastSequence)
  }
}
