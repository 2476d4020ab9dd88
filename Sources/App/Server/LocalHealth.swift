import Gateway
import Observe
import Store
import Synchronization

/// What is down in one process: there is only the store to ask; the bus and the registry are parts of the process itself.
final class LocalHealth: HealthSource {
  private let store: any Store
  private let log: Log
  private let isAccepting = Atomic<Bool>(true)

  init(store: any Store, log: Log) {
    self.store = store
    self.log = log
  }

  /// The server is stopping: a load balancer must look elsewhere.
  func stopAccepting() { isAccepting.store(false, ordering: .relaxed) }

  func status() async -> (down: [String], acceptsMessages: Bool) {
    do {
      try await store.check()
      return ([], isAccepting.load(ordering: .relaxed))
    } catch {
      log.error("the store does not answer", [.error: .text("\(error)")])
      return (["store"], false)
    }
  }
}
