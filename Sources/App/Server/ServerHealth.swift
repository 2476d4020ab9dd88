import Gateway
import Observe
import Store
import Synchronization

/// What is down: the store, without which nothing is accepted, and what ties this process to others, without which answers come later.
final class ServerHealth: HealthSource {
  private let store: any Store
  private let ties: ProcessTies
  private let log: Log
  private let isAccepting = Atomic<Bool>(true)

  init(store: any Store, ties: ProcessTies, log: Log) {
    self.store = store
    self.ties = ties
    self.log = log
  }

  /// The server is stopping: a load balancer must look elsewhere.
  func stopAccepting() { isAccepting.store(false, ordering: .relaxed) }

  func status() async -> (down: [String], acceptsMessages: Bool) {
    let down = ties.down()
    do {
      try await store.check()
      return (down, isAccepting.load(ordering: .relaxed))
    } catch {
      log.error("the store does not answer", [.error: .text("\(error)")])
      return (["store"] + down, false)
    }
  }
}
