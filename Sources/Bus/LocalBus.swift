import Domain
import Synchronization

/// The bus of a single process: work, control and lines are direct calls; the history is the store's.
package final class LocalBus: Bus {
  private struct Subscribers {
    var workers: [any BusWorker] = []
    var control: [(worker: String, receiver: any ControlReceiver)] = []
    var pods: [(pod: String, receiver: any PodReceiver)] = []
    /// Work that nobody was there to take.
    var waiting: [WorkItem] = []
  }

  private let subscribers = Mutex(Subscribers())

  package init() {}

  package func publish(work: WorkItem) {
    let worker = subscribers.withLock { subscribers -> (any BusWorker)? in
      if subscribers.workers.isEmpty { subscribers.waiting.append(work) }
      return subscribers.workers.first
    }
    worker?.offered(LocalDelivery(run: work.run))
  }

  package func subscribe(worker: any BusWorker) {
    let waiting = subscribers.withLock { subscribers in
      subscribers.workers.append(worker)
      defer { subscribers.waiting = [] }
      return subscribers.waiting
    }
    for work in waiting { worker.offered(LocalDelivery(run: work.run)) }
  }

  package func publish(control message: ControlMessage, to target: ControlTarget, traceparent: String?) {
    for (worker, receiver) in subscribers.withLock({ $0.control }) where target == .everyWorker || target == .worker(worker) {
      receiver.received(message)
    }
  }

  package func subscribe(control worker: String, _ receiver: any ControlReceiver) {
    subscribers.withLock { $0.control.append((worker, receiver)) }
  }

  package func publish(lines: [UInt8], to route: PodRoute, traceparent: String?) {
    for (pod, receiver) in subscribers.withLock({ $0.pods }) {
      if case .pods(let names) = route, !names.contains(pod) { continue }
      receiver.received(lines: lines)
    }
  }

  package func record(lines: [UInt8], stream: String, first: Position, traceparent: String?) {}

  package func subscribe(pod: String, _ receiver: any PodReceiver) {
    subscribers.withLock { $0.pods.append((pod, receiver)) }
  }

  package func history(of stream: String) async throws(BusError) -> [[UInt8]] { [] }

  package func publish(domainEvent: DomainEventMessage) async throws(BusError) {}

  package var isConnected: Bool { true }

  package func close() async {}
}

/// Within one process nobody else could take the run.
private final class LocalDelivery: WorkDelivery {
  let run: String
  let attempt = 1

  init(run: String) { self.run = run }

  func finish() {}
  func progress() {}
  func decline() {}
}
