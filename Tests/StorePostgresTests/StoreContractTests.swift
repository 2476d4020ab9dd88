import StorePostgres
import TestKit
import Testing

@Suite struct PostgresStoreContractTests {
  @Test(arguments: StoreContract.all + StoreContract.access + StoreContract.deadLetters)
  func `the store on PostgreSQL keeps the contract`(contract: StoreContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(store, time: time) { try await store.mergeLogs() }
    }
  }
}
