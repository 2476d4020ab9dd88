import StorePostgres
import TestKit
import Testing
import Workflow

@Suite struct PostgresStoreContractTests {
  @Test(arguments: StoreContract.all + StoreContract.access + StoreContract.deadLetters + StoreContract.generations)
  func `the store on PostgreSQL keeps the contract`(contract: StoreContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(store, time: time) { try await store.mergeLogs() }
    }
  }

  @Test(arguments: RegistryContract.all)
  func `the registry in a database keeps the contract`(contract: RegistryContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(StoreRegistry(store, time: time, patienceMilliseconds: 1000)) { time.advance(milliseconds: Int64($0 * 1000)) }
    }
  }
}
