import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct QueryPlanTests {
  /// Reads whole tables on purpose: each is small, or read once at the start, or a step of the regrouping.
  private static let allowed = [
    "FROM sqlite_master", "FROM schema_migrations", "FROM stream_journal ORDER BY batch", "UPDATE schema_migrations",
    "FROM chats WHERE number < ? ORDER BY number DESC LIMIT", "WHERE ended_at IS NULL", "SELECT 1 FROM api_keys LIMIT 1",
    "FROM json_each(?) AS wanted",
  ]

  @Test func `no statement of the store reads a whole table that grows`() async throws {
    var texts: Set<String> = []
    for contract in StoreContract.all + StoreContract.access + StoreContract.generations
    where contract.testDescription != "a store that works says so, and one that is closed refuses" {
      try await withTemporaryStore { store, time in
        try await contract.check(store, time: time, tokensByProvider: store.tokensByProvider) { try await store.regroupJournal() }
        texts.formUnion(try await store.write { (writer) in writer.connection.statementTexts })
        for _ in 0..<4 { texts.formUnion(try await store.read { (connection) in connection.statementTexts }) }
      }
    }
    #expect(texts.count > 80)
    try await withTemporaryStore { store, _ in
      for text in texts.sorted() where !Self.allowed.contains(where: text.contains) {
        for step in try await store.plan(of: text) where step.hasPrefix("SCAN") && !step.contains("CONSTANT ROW") {
          Issue.record("\(step): \(text)")
        }
      }
    }
  }
}

extension SQLiteStore {
  /// The steps of a statement's query plan.
  fileprivate func plan(of text: String) async throws -> [String] {
    let isPlannable = ["SELECT", "INSERT", "UPDATE", "DELETE"].contains { text.hasPrefix($0) }
    guard isPlannable else { return [] }
    return try await read { (connection) throws(StoreError) in try connection.plan(of: text) }
  }
}
