import Domain
import Primitives
import Store
import Wire

extension PostgresStore {
  package func ledger(_ filter: LedgerFilter, page: PageRequest) async throws(StoreError) -> Page<ProviderCall> {
    let after = try PageCursor(page.cursor, list: .ledger, count: 2)?.positions ?? [.min, 0]
    return try await read(mayBeLate: true) { query in
      let found = query.ledger(filter, afterTime: after[0], number: after[1], limit: page.limit + 1)
      return { () throws(StoreError) in
        try Page(ledgerRows: found.all { (row) throws(StoreError) in try ProviderCallRow(&row) }, limit: page.limit)
      }
    }
  }

  package func boundaries(ids: [String], page: PageRequest) async throws(StoreError) -> Page<BoundaryRecord> {
    let after = try PageCursor(page.cursor, list: .boundaries, count: 2)?.positions ?? [.min, 0]
    return try await read(mayBeLate: true) { query in
      // Of each ID as many as are wanted, so that the index of one is read from its place on.
      let found = query.send(
        """
        SELECT number, time, marker, component, entity_id, frontend_id, pod, detail
        FROM unnest($1) AS wanted(id) CROSS JOIN LATERAL (
          SELECT * FROM boundary_records WHERE entity_id = wanted.id AND time >= $2 AND (time > $2 OR number > $3) ORDER BY time, number LIMIT $4) AS r
        ORDER BY time, number LIMIT $4
        """, Set(ids).sorted(), after[0], after[1], page.limit + 1)
      return { () throws(StoreError) in
        let rows = try found.all { (row) throws(StoreError) in try BoundaryRow(&row) }
        let shown = rows.prefix(page.limit)
        let cursor = rows.count > page.limit ? shown.last.map { PageCursor(.boundaries, $0.record.time.microseconds, $0.number).text } : nil
        return Page(items: shown.map(\.record), nextCursor: cursor)
      }
    }
  }

  /// Calls that are looked at; half a second of the database's time.
  private static let latestCalls: Int64 = 500_000

  package func usage(since: Timestamp, stepSeconds: Int64) async throws(StoreError) -> [UsageStep] {
    try await read(mayBeLate: true) { query in
      let first = query.send("SELECT greatest(0, coalesce(max(number), 0) - $1) FROM provider_calls", Self.latestCalls)
      let rows = query.send(
        """
        SELECT ended_at / $1 AS step, coalesce(sum(cost), 0)::bigint, sum(coalesce(output_tokens, 0))::bigint,
          count(*) FILTER (WHERE cost IS NULL AND coalesce(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens, 0) > 0),
          count(*) FILTER (WHERE status = 'failed')
        FROM provider_calls
        WHERE number > (SELECT greatest(0, coalesce(max(number), 0) - $3) FROM provider_calls) AND ended_at >= $2 GROUP BY step ORDER BY step
        """, stepSeconds * 1_000_000, since, Self.latestCalls)
      return { () throws(StoreError) in
        var steps = try rows.all { row in
          UsageStep(
            start: row.integer() * stepSeconds, nanodollars: row.integer(), completionTokens: row.integer(), unpricedCalls: row.integer(),
            failedCalls: row.integer())
        }
        // Calls of that step may lie before the first that was looked at.
        if try first.first({ row in row.integer() }) ?? 0 > 0, !steps.isEmpty { steps.removeFirst() }
        return steps
      }
    }
  }
}

extension PostgresQuery {
  /// In order of time. What narrows most has a text of its own, so that its index is used; the rest is compared.
  fileprivate func ledger(_ filter: LedgerFilter, afterTime: Int64, number: Int64, limit: Int) -> PostgresReply {
    let from = max(filter.from?.microseconds ?? .min, afterTime)
    let to = filter.to?.microseconds ?? .max
    if let run = filter.run {
      return send(
        """
        SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
          output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
        FROM provider_calls
        WHERE run_id = $6 AND ($7::text IS NULL OR chat_id = $7) AND ($8::text IS NULL OR stream = $8)
          AND started_at >= $1 AND started_at < $2 AND (started_at, number) > ($3, $4)
        ORDER BY started_at, number LIMIT $5
        """, from, to, afterTime, number, limit, run, filter.chat, filter.stream)
    }
    // A stream that is named after an answer lies with its chat, which the ledger knows longer than the chats do.
    let chat = filter.chat ?? filter.stream.flatMap { EntityID($0)?.chat }
    if let chat {
      return send(
        """
        SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
          output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
        FROM provider_calls
        WHERE chat_id = $6 AND ($7::text IS NULL OR stream = $7)
          AND started_at >= $1 AND started_at < $2 AND (started_at, number) > ($3, $4)
        ORDER BY started_at, number LIMIT $5
        """, from, to, afterTime, number, limit, chat, filter.stream)
    }
    if let stream = filter.stream {
      return send(
        """
        SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
          output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
        FROM provider_calls
        WHERE run_id = (SELECT id FROM runs WHERE stream = $6) AND started_at >= $1 AND started_at < $2 AND (started_at, number) > ($3, $4)
        ORDER BY started_at, number LIMIT $5
        """, from, to, afterTime, number, limit, stream)
    }
    return send(
      """
      SELECT number, id, run_id, stream, chat_id, provider, model, attempt, status, input_tokens, cache_read_tokens, cache_write_tokens,
        output_tokens, reasoning_tokens, estimated, cost, price_version, started_at, ended_at, provider_request_id
      FROM provider_calls
      WHERE started_at >= $1 AND started_at < $2 AND (started_at, number) > ($3, $4)
      ORDER BY started_at, number LIMIT $5
      """, from, to, afterTime, number, limit)
  }
}
