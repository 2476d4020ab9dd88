import Store

/// What the journal holds that was not regrouped yet, by stream.
struct JournalSegments {
  struct Key: Hashable {
    var run: Int64
    var epoch: Int64
    var firstSequence: Int64
  }

  struct Segment {
    var lastSequence: Int64
    var lines: [UInt8]
  }

  private struct Writer: Hashable {
    var run: Int64
    var epoch: Int64
  }

  private(set) var segments: [Key: Segment] = [:]
  private var latest: [Writer: Key] = [:]

  /// - Throws: `failed` when a row cannot be read.
  init(_ connection: Connection) throws(StoreError) {
    try connection.forEach("SELECT batch, entries, payload FROM stream_journal ORDER BY batch") { (row) throws(StoreError) in
      let batch = row.integer()
      let contents = row.bytes()
      let isReadable = row.withBytes { payload in
        contents.withUnsafeBytes { contents in
          JournalContents.forEach(in: contents) { entry, offset in
            guard entry.run > 0, offset + entry.bytes <= payload.count else { return }
            add(entry, payload[offset..<(offset + entry.bytes)])
          }
        }
      }
      guard isReadable else { throw .unreadable("row \(batch) of the event log", "entries") }
      return true
    }
    for run in Set(segments.keys.map(\.run)) {
      let isKept = try connection.exists("SELECT 1 FROM runs WHERE number = ? AND has_log = 1", run)
      if !isKept { segments = segments.filter { $0.key.run != run } }
    }
  }

  /// Continues the writer's last segment where the events follow it, else begins another. Of two that begin alike the longer one has what the other has.
  private mutating func add(_ entry: JournalContents.Entry, _ lines: Slice<UnsafeRawBufferPointer>) {
    let writer = Writer(run: entry.run, epoch: entry.epoch)
    if let key = latest[writer], let last = segments[key]?.lastSequence, last + 1 == entry.firstSequence {
      segments[key]?.lastSequence = entry.lastSequence
      segments[key]?.lines.append(contentsOf: lines)
      return
    }
    let key = Key(run: entry.run, epoch: entry.epoch, firstSequence: entry.firstSequence)
    if segments[key].map({ $0.lastSequence < entry.lastSequence }) ?? true {
      segments[key] = Segment(lastSequence: entry.lastSequence, lines: [UInt8](lines))
    }
    latest[writer] = key
  }
}
