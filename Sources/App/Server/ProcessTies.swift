import Bus
import Observe
import Registry
import Store

/// What ties this process to others: the bus, and which pods have readers of what. A process alone has a bus of its own and nobody to ask.
struct ProcessTies: Sendable {
  let bus: any Bus
  /// `nil` for a process alone.
  let directory: (any PodDirectory)?

  static let alone = ProcessTies(bus: LocalBus(), directory: nil)

  /// Parts that are down now, by the names of `/readyz`. Messages are accepted without them.
  func down() -> [String] { bus.isConnected ? [] : ["bus"] }

  func close() async { await bus.close() }
}
