import Registry
import StoreSQLite
import TestKit
import Testing
import Workflow

@Suite struct StoreRegistryTests {
  @Test(arguments: RegistryContract.all)
  func `the registry in the embedded store keeps the contract`(contract: RegistryContract) async throws {
    try await withTemporaryStore { store, time in
      try await contract.check(StoreRegistry(store, time: time, patienceMilliseconds: 1000)) { time.advance(milliseconds: Int64($0 * 1000)) }
    }
  }
}
