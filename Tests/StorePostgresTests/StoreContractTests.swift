import Store
import TestKit
import Testing
import Workflow

@testable import StorePostgres

@Suite struct PostgresStoreContractTests {
  @Test(arguments: StoreContract.all + StoreContract.access + StoreContract.deadLetters + StoreContract.generations)
  func `the store on PostgreSQL keeps the contract`(contract: StoreContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(store, time: time, tokensByProvider: store.tokensByProvider) { try await store.mergeLogs() }
    }
  }

  @Test(arguments: RegistryContract.all)
  func `the registry in a database keeps the contract`(contract: RegistryContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(StoreRegistry(store, time: time, patienceMilliseconds: 1000)) { time.advance(milliseconds: Int64($0 * 1000)) }
    }
  }
}

extension PostgresStore {
  fileprivate func tokensByProvider(ofRun run: String) async throws(StoreError) -> String {
    try await read { query in
      let found = query.send("SELECT tokens_by_provider::text FROM runs WHERE id = $1", run)
      return { () throws(StoreError) in try found.first { row in row.text() } ?? "" }
    }
  }
}
