import Bus
import Domain
import EventLoop
import Synchronization
import Workflow

/// The workers of this process, one a loop, as one ear of the bus. A run that is offered on a loop stays there, so that its provider's connection, its log and
/// usually its first reader share a thread; others go round.
final class WorkerPool: BusWorker {
  private let workers: [(name: String, worker: LoopBound<Worker>)]
  private let next = Atomic<Int>(0)

  init(_ workers: [(name: String, worker: LoopBound<Worker>)]) { self.workers = workers }

  /// Takes work and control from a bus.
  func subscribe(to bus: any Bus) {
    for (index, entry) in workers.enumerated() { bus.subscribe(control: entry.name, WorkerControl(entry.worker, isFirst: index == 0)) }
    bus.subscribe(worker: self)
  }

  func offered(_ delivery: any WorkDelivery) {
    guard let here = workers.first(where: { $0.worker.loop.isCurrent })?.worker else { return offerInTurn(delivery) }
    here.value.offered(delivery)
  }

  /// The same workers for who finds many runs at once: one after the other, whatever loop it is on.
  var inTurn: any BusWorker { WorkersInTurn(pool: self) }

  fileprivate func offerInTurn(_ delivery: any WorkDelivery) {
    let worker = workers[next.wrappingAdd(1, ordering: .relaxed).oldValue % workers.count].worker
    worker.loop.execute { worker.value.offered(delivery) }
  }

  /// Takes nothing new. Returns once no run is left, or after the grace, when what is left is given up for the next start to take over.
  func drain(graceMilliseconds: Int) async {
    await withTaskGroup { group in
      for (_, worker) in workers {
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

private final class WorkersInTurn: BusWorker {
  private let pool: WorkerPool

  init(pool: WorkerPool) { self.pool = pool }

  func offered(_ delivery: any WorkDelivery) { pool.offerInTurn(delivery) }
}

/// What is said to one worker, brought to its loop.
private final class WorkerControl: ControlReceiver {
  private let worker: LoopBound<Worker>
  /// Only one worker of a process may claim a run in order to cancel it when nobody executes it.
  private let isFirst: Bool

  init(_ worker: LoopBound<Worker>, isFirst: Bool) {
    self.worker = worker
    self.isFirst = isFirst
  }

  func received(_ message: ControlMessage) {
    let (worker, isFirst) = (worker, isFirst)
    worker.loop.execute {
      switch message {
      case .cancel(let run, let by): worker.value.cancelled(run: run, by: by, mayClaim: isFirst)
      case .listen(let stream, let pod): worker.value.listen(stream: stream, pod: pod)
      case .drain: worker.value.drain {}
      }
    }
  }
}
