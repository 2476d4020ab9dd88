import StoreSQLite
import TestKit
import Testing

@Suite struct StoreContractTests {
  @Test(arguments: StoreContract.all + StoreContract.access + StoreContract.deadLetters + StoreContract.generations)
  func `the embedded store keeps the contract`(contract: StoreContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(store, time: time) { try await store.regroupJournal() }
    }
  }
}
