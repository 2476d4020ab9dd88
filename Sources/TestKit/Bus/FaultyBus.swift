import Bus
import Domain
import Synchronization

/// A bus that carries lines as a bad network does: by a seed they are lost, doubled, late and in another order. What is on its way arrives when a test says
/// so. Work and control are told at once, and everything that is published is noted.
package final class FaultyBus: Bus {
  /// How much goes wrong, each of a hundred.
  package struct Faults: Sendable {
    package var lost: Int
    package var doubled: Int
    /// Pieces of history that are never written.
    package var unrecorded: Int
    /// Whether what is on its way arrives as it was sent.
    package var isOrdered: Bool

    package init(lost: Int = 0, doubled: Int = 0, unrecorded: Int = 0, isOrdered: Bool = true) {
      self.lost = lost
      self.doubled = doubled
      self.unrecorded = unrecorded
      self.isOrdered = isOrdered
    }
  }

  package struct Sending: Sendable, Equatable {
    package var lines: [UInt8]
    package var route: PodRoute

    package init(lines: [UInt8], route: PodRoute) {
      self.lines = lines
      self.route = route
    }
  }

  package struct Recording: Sendable, Equatable {
    package var stream: String
    package var first: Position
    package var lines: [UInt8]
  }

  package struct Telling: Sendable, Equatable {
    package var message: ControlMessage
    package var target: ControlTarget

    package init(message: ControlMessage, target: ControlTarget) {
      self.message = message
      self.target = target
    }
  }

  private struct State {
    var random: SplitMix
    var faults: Faults
    var pods: [(name: String, receiver: any PodReceiver)] = []
    var workers: [any BusWorker] = []
    var control: [(worker: String, receiver: any ControlReceiver)] = []
    var onTheWay: [(pod: String, lines: [UInt8])] = []
    var cutOff: Set<String> = []
    var sendings: [Sending] = []
    var recordings: [Recording] = []
    var tellings: [Telling] = []
    var deliveries: [NotedDelivery] = []
    var domainEvents: [DomainEventMessage] = []
    var isHistoryAway = false
  }

  private let state: Mutex<State>

  package init(seed: UInt64 = 0, faults: Faults = Faults()) { state = Mutex(State(random: SplitMix(state: seed), faults: faults)) }

  // MARK: What a test says

  package func set(_ faults: Faults) { state.withLock { $0.faults = faults } }

  /// Lets so many of the lines that are on their way arrive.
  package func deliver(_ count: Int = .max) {
    for _ in 0..<count {
      let next = state.withLock { state -> (receivers: [any PodReceiver], lines: [UInt8])? in
        guard !state.onTheWay.isEmpty else { return nil }
        let index = state.faults.isOrdered ? 0 : Int.random(in: state.onTheWay.indices, using: &state.random)
        let (pod, lines) = state.onTheWay.remove(at: index)
        return (state.cutOff.contains(pod) ? [] : state.pods.filter { $0.name == pod }.map(\.receiver), lines)
      }
      guard let next else { return }
      for receiver in next.receivers { receiver.received(lines: next.lines) }
    }
  }

  /// What comes for this pod is lost from now on.
  package func cutOff(pod: String) { state.withLock { _ = $0.cutOff.insert(pod) } }

  /// The pod's way is there again.
  package func reconnect(pod: String) {
    let receivers = state.withLock { state in
      state.cutOff.remove(pod)
      return state.pods.filter { $0.name == pod }.map(\.receiver)
    }
    for receiver in receivers { receiver.mayHaveMissed() }
  }

  /// From now on the history cannot be asked, or can again.
  package func setHistory(isAway: Bool) { state.withLock { $0.isHistoryAway = isAway } }

  // MARK: What was published

  package var onTheWay: Int { state.withLock { $0.onTheWay.count } }
  package var sendings: [Sending] { state.withLock { $0.sendings } }
  package var recordings: [Recording] { state.withLock { $0.recordings } }
  package var tellings: [Telling] { state.withLock { $0.tellings } }
  /// Every offer of work that was published.
  package var deliveries: [NotedDelivery] { state.withLock { $0.deliveries } }
  package var domainEvents: [DomainEventMessage] { state.withLock { $0.domainEvents } }

  // MARK: Bus

  package func publish(work: WorkItem) {
    let (delivery, worker) = state.withLock { state in
      let delivery = NotedDelivery(work.run)
      let worker = state.workers.isEmpty ? nil : state.workers[state.deliveries.count % state.workers.count]
      state.deliveries.append(delivery)
      return (delivery, worker)
    }
    worker?.offered(delivery)
  }

  package func subscribe(worker: any BusWorker) { state.withLock { $0.workers.append(worker) } }

  package func publish(control message: ControlMessage, to target: ControlTarget, traceparent: String?) {
    let control = state.withLock { state in
      state.tellings.append(Telling(message: message, target: target))
      return state.control
    }
    for (worker, receiver) in control where target == .everyWorker || target == .worker(worker) { receiver.received(message) }
  }

  package func subscribe(control worker: String, _ receiver: any ControlReceiver) { state.withLock { $0.control.append((worker, receiver)) } }

  package func publish(lines: [UInt8], to route: PodRoute, traceparent: String?) {
    state.withLock { state in
      state.sendings.append(Sending(lines: lines, route: route))
      for (pod, _) in state.pods {
        if case .pods(let names) = route, !names.contains(pod) { continue }
        guard Int.random(in: 0..<100, using: &state.random) >= state.faults.lost else { continue }
        state.onTheWay.append((pod, lines))
        if Int.random(in: 0..<100, using: &state.random) < state.faults.doubled { state.onTheWay.append((pod, lines)) }
      }
    }
  }

  package func record(lines: [UInt8], stream: String, first: Position, traceparent: String?) {
    state.withLock { state in
      guard Int.random(in: 0..<100, using: &state.random) >= state.faults.unrecorded else { return }
      guard !state.recordings.contains(where: { $0.stream == stream && $0.first == first }) else { return }
      state.recordings.append(Recording(stream: stream, first: first, lines: lines))
    }
  }

  package func subscribe(pod: String, _ receiver: any PodReceiver) { state.withLock { $0.pods.append((pod, receiver)) } }

  package func history(of stream: String) async throws(BusError) -> [[UInt8]] {
    let found = state.withLock { state in
      state.isHistoryAway ? nil : state.recordings.filter { $0.stream == stream }.map(\.lines)
    }
    guard let found else { throw BusError("the history is away, as the test wants") }
    return found
  }

  package func publish(domainEvent: DomainEventMessage) async throws(BusError) { state.withLock { $0.domainEvents.append(domainEvent) } }

  package var isConnected: Bool { true }

  package func close() async {}
}
