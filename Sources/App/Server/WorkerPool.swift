import Bus
import Domain
import EventLoop
import Synchronization
import Workflow

/// The workers of this process, one a loop, as one ear of the bus. A run that is offered on a loop stays there, so that its provider's connection, its log and
/// usually its first reader share a thread; others go round.
final class WorkerPool: BusWorker {
  private let workers: [LoopBound<Worker>]
  private let next = Atomic<Int>(0)

  init(_ workers: [LoopBound<Worker>]) { self.workers = workers }

  func offered(run: String) -> Bool {
    let worker = workers.first { $0.loop.isCurrent } ?? workers[next.wrappingAdd(1, ordering: .relaxed).oldValue % workers.count]
    if worker.loop.isCurrent {
      worker.value.offered(run: run)
    } else {
      worker.loop.execute { worker.value.offered(run: run) }
    }
    return true
  }

  func cancelled(run: String, by: CancelledBy) {
    // Whoever executes it cancels it. Only one may claim it for that purpose when nobody does.
    for (index, worker) in workers.enumerated() {
      worker.loop.execute { worker.value.cancelled(run: run, by: by, mayClaim: index == 0) }
    }
  }

  /// Takes nothing new. Returns once no run is left, or after the grace, when what is left is given up for the next start to take over.
  func drain(graceMilliseconds: Int) async {
    await withTaskGroup { group in
      for worker in workers {
        group.addTask {
          await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            worker.loop.execute {
              var isTold = false
              worker.value.drain {
                if !isTold { continuation.resume() }
                isTold = true
              }
              worker.loop.schedule(afterMilliseconds: graceMilliseconds) { worker.value.abandonAll() }
            }
          }
        }
      }
    }
  }
}
