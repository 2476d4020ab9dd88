import Domain
import Synchronization

/// The bus of a single process: work and control are direct calls.
package final class LocalBus: Bus {
  private let workers = Mutex<[any BusWorker]>([])

  package init() {}

  package func publishWork(run: String) {
    for worker in workers.withLock({ $0 }) where worker.offered(run: run) { return }
  }

  package func publishCancel(run: String, by: CancelledBy) {
    for worker in workers.withLock({ $0 }) { worker.cancelled(run: run, by: by) }
  }

  package func subscribeWorker(_ worker: any BusWorker) {
    workers.withLock { $0.append(worker) }
  }
}
