import Bus
import TestKit
import Testing

@Suite struct LocalBusTests {
  @Test(arguments: BusContract.always)
  func `the bus of one process keeps the contract`(contract: BusContract) async throws {
    let bus = LocalBus()
    try await contract.check(bus, other: bus)
  }
}
