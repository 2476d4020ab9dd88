import Domain
import Primitives
import Store
import Wire

extension SQLiteStore {
  package func ledger(_ filter: LedgerFilter, page: PageRequest) async throws(StoreError) -> Page<ProviderCall> {
    try await read { (connection) throws(StoreError) in
      let after = try PageCursor(page.cursor, list: .ledger, count: 2)?.positions ?? [.min, 0]
      let rows = try connection.ledgerRows(filter, afterTime: after[0], number: after[1], limit: page.limit + 1)
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.ledger, $0.call.startedAt.microseconds, $0.number).text } : nil
      return Page(items: shown.map(\.call), nextCursor: cursor)
    }
  }

  package func ledger(ofUser user: String, from: Timestamp?, to: Timestamp?, page: PageRequest) async throws(StoreError) -> Page<ProviderCall> {
    try await read { (connection) throws(StoreError) in
      let after = try PageCursor(page.cursor, list: .ledger, count: 2)?.positions ?? [.min, 0]
      let rows = try connection.ledgerRows(
        ofUser: user, from: from, to: to, afterTime: after[0], number: after[1], limit: page.limit + 1)
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.ledger, $0.call.startedAt.microseconds, $0.number).text } : nil
      return Page(items: shown.map(\.call), nextCursor: cursor)
    }
  }

  package func boundaries(ids: [String], page: PageRequest) async throws(StoreError) -> Page<BoundaryRecord> {
    try await read { (connection) throws(StoreError) in
      let after = try PageCursor(page.cursor, list: .boundaries, count: 2)?.positions ?? [.min, 0]
      var rows: [BoundaryRow] = []
      for id in Set(ids) { rows += try connection.boundaryRows(id, afterTime: after[0], number: after[1], limit: page.limit + 1) }
      rows.sort { ($0.record.time.microseconds, $0.number) < ($1.record.time.microseconds, $1.number) }
      let shown = rows.prefix(page.limit)
      let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.boundaries, $0.record.time.microseconds, $0.number).text } : nil
      return Page(items: shown.map(\.record), nextCursor: cursor)
    }
  }

  package func domainEvents(after id: Int64, limit: Int) async throws(StoreError) -> [DomainEvent] {
    try await read { (connection) throws(StoreError) in
      try connection.all(
        """
        SELECT id, category, type, subject, time, data, (SELECT json_extract(request, '$.traceparent') FROM runs WHERE runs.id = subject)
        FROM domain_events WHERE id > ? ORDER BY id LIMIT ?
        """, id, limit
      ) { (row) throws(StoreError) in try DomainEvent(&row, reader: connection.jsonReader) }
    }
  }
}

extension Connection {
  /// In order of time. What narrows most is looked up by its index; the rest is compared.
  fileprivate func ledgerRows(
    _ filter: LedgerFilter, afterTime: Int64, number: Int64, limit: Int
  ) throws(StoreError) -> [ProviderCallRow] {
    var numbers: [Int64]?
    if let run = filter.run {
      numbers = try all("SELECT number FROM provider_calls WHERE run_id = ?", run) { row in row.integer() }
    } else if let stream = filter.stream {
      numbers = try callNumbers(ofStream: stream)
    } else if let chat = filter.chat {
      numbers = try all("SELECT number FROM provider_calls WHERE chat_id = ?", chat) { row in row.integer() }
    }
    guard let numbers else { return try ledgerRows(from: filter.from, to: filter.to, afterTime: afterTime, number: number, limit: limit) }
    var rows: [ProviderCallRow] = []
    for candidate in numbers {
      guard let row = try ledgerRow(candidate), filter.admits(row.call), (row.call.startedAt.microseconds, candidate) > (afterTime, number) else {
        continue
      }
      rows.append(row)
    }
    rows.sort { ($0.call.startedAt.microseconds, $0.number) < ($1.call.startedAt.microseconds, $1.number) }
    return Array(rows.prefix(limit))
  }

  /// Of a stream named after an answer by its chat, which the ledger knows longer than the chats do; of another by its run.
  private func callNumbers(ofStream name: String) throws(StoreError) -> [Int64] {
    if let answer = EntityID(name) {
      return try all("SELECT number FROM provider_calls WHERE chat_id = ? AND stream = ?", answer.chat, name) { row in row.integer() }
    }
    guard let run = try runRow(stream: name)?.run.id else { return [] }
    return try all("SELECT number FROM provider_calls WHERE run_id = ?", run) { row in row.integer() }
  }

  private func ledgerRow(_ number: Int64) throws(StoreError) -> ProviderCallRow? {
    try first(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
      FROM provider_calls WHERE number = ?
      """, number
    ) { (row) throws(StoreError) in try ProviderCallRow(&row) }
  }

  private func ledgerRows(
    from: Timestamp?, to: Timestamp?, afterTime: Int64, number: Int64, limit: Int
  ) throws(StoreError) -> [ProviderCallRow] {
    try all(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
      FROM provider_calls
      WHERE started_at >= ?1 AND started_at < ?2 AND (started_at > ?3 OR (started_at = ?3 AND number > ?4))
      ORDER BY started_at, number LIMIT ?5
      """, max(from?.microseconds ?? .min, afterTime), to?.microseconds ?? .max, afterTime, number, limit
    ) { (row) throws(StoreError) in try ProviderCallRow(&row) }
  }

  /// Of chats and generations that the user has; what a deleted chat cost is seen by those who see everything. Each part is looked up by its index.
  fileprivate func ledgerRows(
    ofUser user: String, from: Timestamp?, to: Timestamp?, afterTime: Int64, number: Int64, limit: Int
  ) throws(StoreError) -> [ProviderCallRow] {
    try all(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
      FROM provider_calls
      WHERE number IN (
          SELECT number FROM provider_calls WHERE chat_id IN (SELECT id FROM chats WHERE user_id = ?1) AND started_at >= ?2 AND started_at < ?3
          UNION ALL
          SELECT number FROM provider_calls WHERE run_id IN (
            SELECT r.run_id FROM generations g JOIN generation_runs r ON r.generation = g.number WHERE g.user_id = ?1)
        )
        AND started_at >= ?2 AND started_at < ?3 AND (started_at > ?4 OR (started_at = ?4 AND number > ?5))
      ORDER BY started_at, number LIMIT ?6
      """, user, max(from?.microseconds ?? .min, afterTime), to?.microseconds ?? .max, afterTime, number, limit
    ) { (row) throws(StoreError) in try ProviderCallRow(&row) }
  }

  fileprivate func boundaryRows(_ id: String, afterTime: Int64, number: Int64, limit: Int) throws(StoreError) -> [BoundaryRow] {
    try all(
      """
      SELECT number, time, marker, component, entity_id, frontend_id, pod, detail FROM boundary_records
      WHERE entity_id = ?1 AND time >= ?2 AND (time > ?2 OR number > ?3) ORDER BY time, number LIMIT ?4
      """, id, afterTime, number, limit
    ) { (row) throws(StoreError) in try BoundaryRow(&row) }
  }
}

extension LedgerFilter {
  /// From is included, to is not.
  fileprivate func admits(_ call: ProviderCall) -> Bool {
    (run == nil || call.run == run) && (chat == nil || call.chat == chat) && (stream == nil || call.stream == stream)
      && (from.map { call.startedAt >= $0 } ?? true) && (to.map { call.startedAt < $0 } ?? true)
  }
}
