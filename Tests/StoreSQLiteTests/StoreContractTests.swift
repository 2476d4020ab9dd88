import Store
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct StoreContractTests {
  @Test(arguments: StoreContract.all + StoreContract.access + StoreContract.deadLetters + StoreContract.generations)
  func `the embedded store keeps the contract`(contract: StoreContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(store, time: time, tokensByProvider: store.tokensByProvider) { try await store.regroupJournal() }
    }
  }
}

extension SQLiteStore {
  /// The column of that name, as it is.
  func tokensByProvider(ofRun run: String) async throws(StoreError) -> String {
    try await read { (connection) throws(StoreError) in
      try connection.first("SELECT tokens_by_provider FROM runs WHERE id = ?", run) { row in row.text() } ?? ""
    }
  }
}
