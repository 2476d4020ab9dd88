import Bus
import BusNATS
import Observe
import TestKit
import Testing

@Suite struct NATSBusTests {
  @Test(arguments: BusContract.all)
  func `the bus on NATS keeps the contract`(contract: BusContract) async throws {
    let server = try NATSServer()
    let (bus, other) = (try await server.bus(), try await server.bus())
    try await contract.check(bus, other: other, patienceMilliseconds: 2000)
    await bus.close()
    await other.close()
  }
}

extension NATSServer {
  /// A bus that is ready.
  func bus(_ change: (inout NATSBusOptions) -> Void = { _ in }) async throws -> NATSBus {
    let bus = try NATSBus.make(url, change)
    try #require(await bus.waitUntilReady(milliseconds: 10_000))
    return bus
  }
}

extension NATSBus {
  static func make(_ url: String, _ change: (inout NATSBusOptions) -> Void = { _ in }) throws -> NATSBus {
    var options = NATSBusOptions()
    options.workPatience = .seconds(2)
    options.streamBytes = 64 << 20
    options.recordBytes = 64 << 20
    change(&options)
    return try NATSBus.connect(url: url, options: options, log: .silent, metrics: BusMetrics(registry: MetricsRegistry()))
  }
}
