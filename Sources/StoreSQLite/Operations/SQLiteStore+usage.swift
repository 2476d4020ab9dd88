import Domain
import Primitives
import Store

extension SQLiteStore {
  /// Calls that are looked at; half a second of a reader's time.
  private static let latestCalls: Int64 = 500_000

  package func usage(since: Timestamp, stepSeconds: Int64) async throws(StoreError) -> [UsageStep] {
    try await read { (connection) throws(StoreError) in
      let last = try connection.first("SELECT max(number) FROM provider_calls") { row in row.integer() } ?? 0
      let first = max(0, last - Self.latestCalls)
      var steps = try connection.all(
        """
        SELECT ended_at / ?1 AS step, coalesce(sum(cost), 0), sum(coalesce(output_tokens, 0)),
          sum(cost IS NULL AND coalesce(input_tokens + cache_read_tokens + cache_write_tokens + output_tokens, 0) > 0), sum(status = 'failed')
        FROM provider_calls WHERE number > ?2 AND ended_at >= ?3 GROUP BY step ORDER BY step
        """, stepSeconds * 1_000_000, first, since.microseconds
      ) { row in
        UsageStep(
          start: row.integer() * stepSeconds, nanodollars: row.integer(), completionTokens: row.integer(), unpricedCalls: row.integer(),
          failedCalls: row.integer())
      }
      // Calls of that step may lie before the first that was looked at.
      if first > 0, !steps.isEmpty { steps.removeFirst() }
      return steps
    }
  }
}
