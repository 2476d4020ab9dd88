import Primitives
import Store

/// Turns rows of the journal (all streams of a moment) into segments (one stream of a while), a few segments a transaction, and removes
/// the rows when all of their events are in segments. Interrupted at any point, it begins again: an event that is in both counts once.
struct JournalRegrouping {
  /// A row that waits.
  struct Row {
    var batch: Int64
    var createdAt: Timestamp
    var bytes: Int
  }

  /// A window that is done: its rows are gone.
  struct Finished {
    var runs: Set<Int64>
    var lastBatch: Int64
  }

  /// Waits for this much, so that a segment holds more than a few events even when thousands of streams are live.
  private static let dueBytes = 8 << 20
  private static let dueMilliseconds: Int64 = 60_000
  private static let segmentsPerStep = 256
  private static let pauseAfterFailureMilliseconds: Int64 = 10_000

  fileprivate struct Segment {
    var run: Int64
    var epoch: Int64
    var firstSequence: Int64
    var lastSequence: Int64
    var lines: [UInt8]
  }

  /// What is left of the window at work.
  private struct Window {
    var segments: [Segment]
    var runs: Set<Int64>
    var lastBatch: Int64
  }

  private var rows: [Row]
  private var bytes: Int
  private var window: Window?
  private var isDemanded = false
  private var pausedUntil: Timestamp?

  init(rows: [Row]) {
    self.rows = rows
    bytes = rows.reduce(0) { $0 + $1.bytes }
  }

  mutating func added(_ row: Row) {
    rows.append(row)
    bytes += row.bytes
  }

  mutating func demand() { isDemanded = !rows.isEmpty }

  /// Whether the next step need not wait for anything.
  var isUnderWay: Bool { pausedUntil == nil && (window != nil || isDemanded || bytes >= Self.dueBytes) }

  mutating func isDue(now: Timestamp) -> Bool {
    if let until = pausedUntil {
      guard now >= until else { return false }
      pausedUntil = nil
    }
    guard !isUnderWay, let oldest = rows.first else { return isUnderWay }
    return now >= oldest.createdAt.adding(milliseconds: Self.dueMilliseconds)
  }

  mutating func abandon(now: Timestamp) {
    window = nil
    pausedUntil = now.adding(milliseconds: Self.pauseAfterFailureMilliseconds)
  }

  /// One step inside a transaction. - Returns: the window that it finished, if it did.
  mutating func step(_ connection: Connection) throws(StoreError) -> Finished? {
    var window: Window
    if let known = self.window { window = known } else { window = try Self.open(connection) }
    for segment in window.segments.suffix(Self.segmentsPerStep) { try Self.write(segment, connection) }
    window.segments.removeLast(min(Self.segmentsPerStep, window.segments.count))
    guard window.segments.isEmpty else {
      self.window = window
      return nil
    }
    try connection.run("DELETE FROM stream_journal WHERE batch <= ?", window.lastBatch)
    self.window = nil
    rows.removeAll { $0.batch <= window.lastBatch }
    bytes = rows.reduce(0) { $0 + $1.bytes }
    isDemanded = isDemanded && !rows.isEmpty
    return Finished(runs: window.runs, lastBatch: window.lastBatch)
  }

  private static func open(_ connection: Connection) throws(StoreError) -> Window {
    struct Key: Hashable {
      var run: Int64
      var epoch: Int64
    }
    var drafts: [Key: [Segment]] = [:]
    var lastBatch = Int64.max
    var bytes = 0
    try connection.forEach("SELECT batch, entries, payload FROM stream_journal ORDER BY batch") { row in
      lastBatch = row.integer()
      let contents = row.bytes()
      row.withBytes { payload in
        bytes += payload.count
        _ = contents.withUnsafeBytes { contents in
          JournalContents.forEach(in: contents) { entry, offset in
            guard entry.run > 0, offset + entry.bytes <= payload.count else { return }
            let lines = payload[offset..<(offset + entry.bytes)]
            drafts[Key(run: entry.run, epoch: entry.epoch), default: []].add(entry, lines)
          }
        }
      }
      return bytes < dueBytes
    }
    // Written from the back, so that what is done can be cut off cheaply.
    let segments = drafts.values.joined().sorted { ($0.run, $0.epoch, $0.firstSequence) > ($1.run, $1.epoch, $1.firstSequence) }
    return Window(segments: segments, runs: Set(drafts.keys.map(\.run)), lastBatch: lastBatch)
  }

  /// Not for a run whose log was dropped meanwhile.
  private static func write(_ segment: Segment, _ connection: Connection) throws(StoreError) {
    try connection.run(
      """
      INSERT OR REPLACE INTO stream_segments (run, epoch, first_sequence, last_sequence, payload)
      SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM runs WHERE number = ?1 AND has_log = 1)
      """, segment.run, segment.epoch, segment.firstSequence, segment.lastSequence, segment.lines)
  }
}

extension [JournalRegrouping.Segment] {
  /// Continues the last segment where the events follow it, else begins another.
  fileprivate mutating func add(_ entry: JournalContents.Entry, _ lines: Slice<UnsafeRawBufferPointer>) {
    if let last = indices.last, self[last].lastSequence + 1 == entry.firstSequence {
      self[last].lastSequence = entry.lastSequence
      self[last].lines.append(contentsOf: lines)
    } else {
      append(
        JournalRegrouping.Segment(
          run: entry.run, epoch: entry.epoch, firstSequence: entry.firstSequence, lastSequence: entry.lastSequence, lines: [UInt8](lines)))
    }
  }
}
