import Bus
import BusNATS
import EventLoop
import Observe
import Primitives
import Registry
import RegistryRedis
import Store
import Workflow

/// What ties this process to others: the bus, and which pods have readers of what. A process alone has a bus of its own and nobody to ask.
struct ProcessTies: Sendable {
  let bus: any Bus
  private let routing: PodRouting?
  /// What this process shares with others; `nil` for a process alone.
  let shared: SharedParts?

  /// How long a pod may be silent before it counts as dead.
  private static let patienceMilliseconds: Int64 = 10_000
  private static let heartbeatMilliseconds = 3000
  private static let readyMilliseconds: Int64 = 10_000

  static let alone = ProcessTies(bus: LocalBus(), routing: nil, shared: nil)

  private init(bus: any Bus, routing: PodRouting?, shared: SharedParts?) {
    self.shared = shared
    self.bus = bus
    self.routing = routing
  }

  /// Reaches out to the parts that the configuration names. A broker that is not there yet is waited for a while, and tried for ever after.
  /// - Throws: `BusError`, `RegistryError` for addresses that are none.
  static func connect(
    _ configuration: Configuration, pod: String, store: any ServerStore, metrics: ServerMetrics, log: Log, time: any TimeSource
  ) async throws -> ProcessTies {
    guard case .nats(let url) = configuration.bus else { return .alone }
    var options = NATSBusOptions()
    options.clientName = pod
    options.replicas = configuration.broker.replicas
    options.streamAge = configuration.broker.streamAge
    options.streamBytes = configuration.broker.streamBytes
    options.authorities = configuration.broker.authorities
    options.certificate = configuration.broker.certificate
    options.key = configuration.broker.key
    let bus = try NATSBus.connect(
      url: url.reveal(), options: options, log: log, metrics: BusMetrics(registry: metrics.registry), time: time)
    if await !bus.waitUntilReady(milliseconds: readyMilliseconds) {
      log.warning("the broker is not reached yet; starting all the same", [.detail: .text("check that it runs and --bus names it")])
    }
    let records = StoreRegistry(store, time: time, patienceMilliseconds: patienceMilliseconds)
    guard case .redis(let url) = configuration.registry else {
      let routing = PodRouting(pod: pod, primary: records, backup: nil, fallbacks: metrics.registryFallbacks, log: log)
      return ProcessTies(bus: bus, routing: routing, shared: try SharedParts(redis: nil, metrics: metrics, time: time))
    }
    let redis = try RedisRegistry.connect(url: url.reveal(), patienceMilliseconds: patienceMilliseconds, log: log)
    let routing = PodRouting(pod: pod, primary: redis, backup: records, fallbacks: metrics.registryFallbacks, log: log)
    let shared = try SharedParts(redis: (redis, url.reveal()), metrics: metrics, time: time)
    return ProcessTies(bus: bus, routing: routing, shared: shared)
  }

  /// Who knows which pods have readers of what; `nil` for a process alone.
  var directory: (any PodDirectory)? { routing }

  /// Says from time to time that this process lives, and takes out what dead ones left.
  func start(on loop: EventLoop) async throws {
    guard let routing else { return }
    try await loop.run {
      var isBeating = false
      _ = loop.schedule(afterMilliseconds: 0, repeating: Self.heartbeatMilliseconds) {
        guard !isBeating else { return }
        isBeating = true
        loop.spawn {
          await routing.heartbeat()
          _ = await routing.removeSilentPods()
        } then: { _ in
          isBeating = false
        }
      }
    }
  }

  /// Parts that are down now, by the names of `/readyz`. Messages are accepted without them.
  func down() -> [String] { (bus.isConnected ? [] : ["bus"]) + (routing?.isRegistryDown == true ? ["registry"] : []) }

  func close() async {
    await routing?.close()
    await shared?.close()
    await bus.close()
  }
}
