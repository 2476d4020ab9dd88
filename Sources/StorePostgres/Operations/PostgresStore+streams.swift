import Domain
import Primitives
import Store

extension PostgresStore {
  package func append(_ journal: JournalBatch, boundaries: [BoundaryRecord]) async throws(StoreError) {
    guard !journal.isEmpty || !boundaries.isEmpty else { return }
    try await append { query in
      query.append(journal)
      query.append(boundaries)
    }
  }

  package func stream(_ name: String) async throws(StoreError) -> StoredStream? {
    let answer = EntityID(name)
    return try await read { query in
      let run = query.run(stream: name)
      let last = query.send(
        """
        SELECT epoch, last_sequence FROM stream_segments WHERE run = (SELECT number FROM runs WHERE stream = $1)
        ORDER BY epoch DESC, last_sequence DESC LIMIT 1
        """, name)
      let message = answer.map { query.message($0) }
      let reasoning = answer.map {
        query.send(
          "SELECT reasoning FROM messages WHERE key = (SELECT (number << 20) + $2 FROM chats WHERE id = $1) AND id = $3", $0.chat, $0.sequence, $0)
      }
      let artifacts = answer.map { query.artifacts(ofMessage: $0) }
      return { () throws(StoreError) in
        guard let row = try run.runRow() else { return nil }
        var position = row.last
        if !row.isOver { position = try last.first { row in Position(epoch: row.integer(), sequence: row.integer()) } }
        return StoredStream(
          run: row.run, last: position, hasLog: row.hasLog, message: try answer.flatMap { (id) throws(StoreError) in try message?.message(id) },
          reasoning: try reasoning?.first { row in row.optionalText() } ?? nil,
          artifacts: try answer.flatMap { (id) throws(StoreError) in try artifacts?.artifacts(of: id.chat) } ?? [], failure: row.failure,
          cancelledBy: row.cancelledBy)
      }
    }
  }

  package func events(of stream: String, after sequence: Int64, limit: Int) async throws(StoreError) -> [[UInt8]] {
    try await transaction(.snapshot) { (transaction) async throws(StoreError) in
      let rows = try await transaction.reply(
        """
        SELECT epoch, first_sequence, last_sequence, run FROM stream_segments
        WHERE run = (SELECT number FROM runs WHERE stream = $1 AND has_log)
        """, stream)
      let pieces = try rows.all { row in
        EffectiveOrder.Piece(epoch: row.integer(), firstSequence: row.integer(), lastSequence: row.integer(), place: row.integer())
      }
      return try await EventReading(after: sequence, limit: limit, transaction: transaction).events(of: pieces)
    }
  }
}

/// Reads the events that stand out of a run's segments.
private struct EventReading {
  /// Segments that are fetched in one go.
  private static let segmentsPerRead = 500

  private let sequence: Int64
  private let limit: Int
  private let transaction: PostgresTransaction

  init(after sequence: Int64, limit: Int, transaction: PostgresTransaction) {
    self.sequence = sequence
    self.limit = limit
    self.transaction = transaction
  }

  /// - Parameter pieces: all of the run, each with the run's number.
  func events(of pieces: [EffectiveOrder.Piece<Int64>]) async throws(StoreError) -> [[UInt8]] {
    let stretches = EffectiveOrder.stretches(pieces).filter { $0.sequences.upperBound > sequence }
    var events: [[UInt8]] = []
    var next = 0
    while next < stretches.count, events.count < limit {
      let wanted = stretches[next..<min(next + Self.segmentsPerRead, stretches.count)]
      next += wanted.count
      let payloads = try await payloads(of: wanted.map(\.piece))
      for (stretch, payload) in zip(wanted, payloads) {
        let sequences = max(stretch.sequences.lowerBound, sequence + 1)...stretch.sequences.upperBound
        payload.withUnsafeBytes {
          EventLines.append($0, from: stretch.piece.firstSequence, wanted: sequences, limit: limit, to: &events)
        }
      }
    }
    return events
  }

  private func payloads(of pieces: [EffectiveOrder.Piece<Int64>]) async throws(StoreError) -> [[UInt8]] {
    let rows = try await transaction.reply(
      """
      SELECT s.payload FROM unnest($2, $3) WITH ORDINALITY AS wanted(epoch, first_sequence, place)
      JOIN stream_segments AS s ON s.run = $1 AND s.epoch = wanted.epoch AND s.first_sequence = wanted.first_sequence
      ORDER BY wanted.place
      """, pieces.first?.place ?? 0, pieces.map(\.epoch), pieces.map(\.firstSequence))
    return try rows.all { row in row.bytes() }
  }
}

extension PostgresAsking {
  /// Adds events of streams that are under way in the same epoch; others are left out. What was written before counts once.
  func append(_ journal: JournalBatch) {
    guard !journal.isEmpty else { return }
    let pieces = JournalPieces(journal)
    // Of two pieces that begin alike the longer one has what the other has.
    send(
      """
      INSERT INTO stream_segments (run, epoch, first_sequence, last_sequence, payload)
      SELECT DISTINCT ON (r.number, e.epoch, e.first_sequence) r.number, e.epoch, e.first_sequence, e.last_sequence, e.payload
      FROM unnest($1, $2, $3, $4, $5) AS e(stream, epoch, first_sequence, last_sequence, payload)
      JOIN runs AS r ON r.stream = e.stream AND r.epoch = e.epoch AND r.ended_at IS NULL
      ORDER BY r.number, e.epoch, e.first_sequence, e.last_sequence DESC
      ON CONFLICT (run, epoch, first_sequence) DO UPDATE SET last_sequence = excluded.last_sequence, payload = excluded.payload
        WHERE excluded.last_sequence > stream_segments.last_sequence
      """, pieces.streams, pieces.epochs, pieces.firstSequences, pieces.lastSequences, pieces.payloads)
  }

  func append(_ records: [BoundaryRecord]) {
    guard !records.isEmpty else { return }
    send(
      """
      INSERT INTO boundary_records (time, marker, component, entity_id, frontend_id, pod, detail)
      SELECT time, marker, component, entity_id, frontend_id, pod, detail
      FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY AS r(time, marker, component, entity_id, frontend_id, pod, detail, place)
      ORDER BY place
      """, records.map(\.time.microseconds), records.map(\.marker.rawValue), records.map(\.component.rawValue), records.map(\.id),
      records.map(\.frontendID), records.map(\.pod), records.map(\.detail))
  }
}

/// A batch of the journal as columns: one row for what each stream said in it without a gap.
private struct JournalPieces {
  private struct Key: Hashable {
    var stream: String
    var epoch: Int64
  }

  private(set) var streams: [String] = []
  private(set) var epochs: [Int64] = []
  private(set) var firstSequences: [Int64] = []
  private(set) var lastSequences: [Int64] = []
  private(set) var payloads: [ArraySlice<UInt8>] = []

  init(_ journal: JournalBatch) {
    var latest: [Key: Int] = [:]
    for entry in journal.entries {
      let key = Key(stream: entry.stream, epoch: entry.epoch)
      if let row = latest[key], lastSequences[row] + 1 == entry.firstSequence {
        lastSequences[row] = entry.lastSequence
        payloads[row] += journal.bytes[entry.range]
      } else {
        latest[key] = streams.count
        streams.append(entry.stream)
        epochs.append(entry.epoch)
        firstSequences.append(entry.firstSequence)
        lastSequences.append(entry.lastSequence)
        payloads.append(journal.bytes[entry.range])
      }
    }
  }
}
