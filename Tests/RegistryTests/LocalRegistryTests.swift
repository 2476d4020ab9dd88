import Registry
import TestKit
import Testing

@Suite struct LocalRegistryTests {
  @Test(arguments: RegistryContract.all)
  func `the registry of one process keeps the contract`(contract: RegistryContract) async throws {
    let time = ManualTime()
    try await contract.check(LocalRegistry(time: time, patienceMilliseconds: 1000)) { time.advance(milliseconds: Int64($0 * 1000)) }
  }
}
