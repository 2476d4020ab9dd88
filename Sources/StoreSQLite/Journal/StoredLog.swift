import Domain
import Store

/// The durable event log of one run: its segments and what still lies in the journal, as one.
struct StoredLog {
  private enum Place {
    case segment(run: Int64)
    case journal(JournalPiece)
  }

  private let connection: Connection
  private let pieces: [EffectiveOrder.Piece<Place>]

  /// - Parameters:
  ///   - run: the run's number.
  ///   - journal: the run's pieces of the journal, taken before the transaction of `connection` began.
  init(run: Int64, journal: [JournalPiece], connection: Connection) throws(StoreError) {
    self.connection = connection
    let segments = try connection.all("SELECT epoch, first_sequence, last_sequence FROM stream_segments WHERE run = ?", run) { row in
      EffectiveOrder.Piece(
        epoch: row.integer(), firstSequence: row.integer(), lastSequence: row.integer(), place: Place.segment(run: run))
    }
    // The journal is regrouped from its front: what lies before the oldest row that this transaction sees is in the segments.
    let oldest = try connection.first("SELECT min(batch) FROM stream_journal") { row in row.optionalInteger() } ?? nil
    pieces =
      segments
      + journal.filter { $0.batch >= oldest ?? .max }.map {
        EffectiveOrder.Piece(epoch: $0.epoch, firstSequence: $0.firstSequence, lastSequence: $0.lastSequence, place: .journal($0))
      }
  }

  /// Position of the last event; `nil` while there is none.
  var last: Position? {
    let last = pieces.max { ($0.epoch, $0.lastSequence) < ($1.epoch, $1.lastSequence) }
    return last.map { Position(epoch: $0.epoch, sequence: $0.lastSequence) }
  }

  /// Events with a sequence above `sequence` in effective order, at most `limit`: native JSON, one an element, without line feeds.
  func events(after sequence: Int64, limit: Int) throws(StoreError) -> [[UInt8]] {
    var events: [[UInt8]] = []
    for stretch in EffectiveOrder.stretches(pieces) where stretch.sequences.upperBound > sequence {
      guard events.count < limit else { break }
      let wanted = max(stretch.sequences.lowerBound, sequence + 1)...stretch.sequences.upperBound
      try lines(of: stretch.piece) { lines in
        EventLines.append(lines, from: stretch.piece.firstSequence, wanted: wanted, limit: limit, to: &events)
      }
    }
    return events
  }

  private func lines(of piece: EffectiveOrder.Piece<Place>, _ body: (UnsafeRawBufferPointer) -> Void) throws(StoreError) {
    switch piece.place {
    case .segment(let run):
      try connection.forEach(
        "SELECT payload FROM stream_segments WHERE run = ? AND epoch = ? AND first_sequence = ?", run, piece.epoch, piece.firstSequence
      ) { row in
        row.withBytes(body)
        return false
      }
    case .journal(let place):
      try connection.forEach("SELECT substr(payload, ?, ?) FROM stream_journal WHERE batch = ?", place.offset + 1, place.bytes, place.batch) { row in
        row.withBytes(body)
        return false
      }
    }
  }
}
