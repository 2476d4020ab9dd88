import Domain
import Primitives
import Store

extension SQLiteStore {
  package func append(_ journal: JournalBatch, boundaries: [BoundaryRecord]) async throws(StoreError) {
    guard !journal.isEmpty || !boundaries.isEmpty else { return }
    try await write { (writer) throws(StoreError) in
      if !journal.isEmpty { try writer.journal.append(journal, now: writer.time.now()) }
      for record in boundaries { try writer.connection.insert(record) }
    }
  }

  package func stream(_ name: String) async throws(StoreError) -> StoredStream? {
    try await readLog(of: name) { (connection, number, pieces) throws(StoreError) in
      guard let row = try connection.runRow(number: number) else { return nil }
      var last = row.last
      if !row.isOver { last = try StoredLog(run: number, journal: pieces, connection: connection).last }
      var reasoning: String?
      if let answer = row.run.assistantMessage {
        let key = try connection.messageKey(answer)
        reasoning = try connection.first("SELECT reasoning FROM messages WHERE key = ?", key) { row in row.optionalText() } ?? nil
      }
      return StoredStream(
        run: row.run, last: last, hasLog: row.hasLog,
        message: try row.run.assistantMessage.flatMap { (id) throws(StoreError) in try connection.message(id) }, reasoning: reasoning,
        artifacts: try row.run.assistantMessage.map { (id) throws(StoreError) in try connection.artifacts(ofMessage: id) } ?? [],
        failure: row.failure, cancelledBy: row.cancelledBy)
    }
  }

  package func events(of stream: String, after sequence: Int64, limit: Int) async throws(StoreError) -> [[UInt8]] {
    let events: [[UInt8]]? = try await readLog(of: stream) { (connection, number, pieces) throws(StoreError) in
      guard let row = try connection.runRow(number: number, withRequest: false), row.hasLog else { return [] }
      return try StoredLog(run: number, journal: pieces, connection: connection).events(after: sequence, limit: limit)
    }
    return events ?? []
  }

  /// Reads with the run's pieces of the journal, in the order that `JournalIndex` wants. - Returns: `nil` for an unknown stream.
  private func readLog<Value: Sendable>(
    of stream: String, _ body: @escaping @Sendable (Connection, Int64, [JournalPiece]) throws(StoreError) -> Value?
  ) async throws(StoreError) -> Value? {
    try await readBetweenTransactions { [journalIndex] (connection) throws(StoreError) in
      guard let number = try connection.runNumber(stream: stream) else { return nil }
      let pieces = journalIndex.pieces(ofRun: number)
      return try connection.inReadTransaction { (connection) throws(StoreError) in try body(connection, number, pieces) }
    }
  }
}

extension Connection {
  func insert(_ record: BoundaryRecord) throws(StoreError) {
    try run(
      "INSERT INTO boundary_records (time, marker, component, entity_id, frontend_id, pod, detail) VALUES (?, ?, ?, ?, ?, ?, ?)", record.time,
      record.marker, record.component, record.id, record.frontendID, record.pod, record.detail)
  }
}
