import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Synchronization

/// The bus of many processes: NATS with JetStream (PROTOCOL §6). Every call returns at once; one thread of its own does the rest.
///
/// The streams and the consumer of work are made, or changed to the options, whenever the broker is reached, by as many processes at once as there are.
/// Work, history and domain events are kept until the broker confirms them. Lines and control go out at once and may be lost.
package final class NATSBus: Bus {
  /// Below the broker's limit of 1 MiB a message, with room for headers.
  private static let maxPieceBytes = 900 << 10

  private let context: BusContext
  private let outbox: Outbox

  /// Begins to connect, for ever if need be; `waitUntilReady` tells when it has.
  /// - Parameter url: `nats://[user:password@]host[:port][,host[:port]…]`, or `tls://…`.
  /// - Throws: `BusError` for a malformed address and when the system gives no thread.
  package static func connect(
    url: String, options: NATSBusOptions = NATSBusOptions(), log: Log, metrics: BusMetrics, time: any TimeSource = SystemTime()
  ) throws(BusError) -> NATSBus {
    let address = try BrokerAddress(url)
    guard let outbox = Outbox.open(maxBytes: options.keptBytes) else {
      throw BusError("bus: the system gives no pipe; raise its limit of open files")
    }
    let context = BusContext(options: options, log: log.component(.bus), metrics: metrics, time: time)
    guard DetachedThread.start(name: "bus", { BrokerSession(context, address: address, outbox: outbox).run() }) == 0 else {
      throw BusError("bus: the system gives no thread; raise its limit of threads")
    }
    return NATSBus(context: context, outbox: outbox)
  }

  private init(context: BusContext, outbox: Outbox) {
    self.context = context
    self.outbox = outbox
  }

  /// Returns once the broker is reached and its streams are there.
  /// - Returns: `false` when that takes longer; the bus goes on trying.
  package func waitUntilReady(milliseconds: Int64) async -> Bool {
    await withCheckedContinuation { continuation in put(.whenReady(milliseconds: milliseconds, continuation)) }
  }

  // MARK: Work

  package func publish(work: WorkItem) {
    put(.persist(PersistedMessage(subject: Subject.work(work.workflow), id: work.run, traceparent: work.traceparent, payload: work.json)))
  }

  package func subscribe(worker: any BusWorker) { put(.subscribe(.worker(worker))) }

  // MARK: Control

  package func publish(control message: ControlMessage, to target: ControlTarget, traceparent: String?) {
    let subject =
      switch target {
      case .worker(let name): Subject.control(name)
      case .everyWorker: Subject.everyWorker
      }
    put(.send(subject: subject, payload: message.json, traceparent: traceparent))
  }

  package func subscribe(control worker: String, _ receiver: any ControlReceiver) { put(.subscribe(.control(worker: worker, receiver))) }

  // MARK: Events

  package func publish(lines: [UInt8], to route: PodRoute, traceparent: String?) {
    for piece in pieces(of: lines) {
      switch route {
      case .everyPod: put(.send(subject: Subject.everyPod, payload: piece.lines, traceparent: traceparent))
      case .pods(let pods): for pod in pods { put(.send(subject: Subject.pod(pod), payload: piece.lines, traceparent: traceparent)) }
      }
    }
  }

  package func record(lines: [UInt8], stream: String, first: Position, traceparent: String?) {
    let subject = Subject.stream(stream)
    for piece in pieces(of: lines) {
      // The stream is a part of it: the broker knows one list of IDs for all subjects.
      let id = "\(stream):\(first.epoch)-\(first.sequence + piece.before)"
      put(.persist(PersistedMessage(subject: subject, id: id, traceparent: traceparent, payload: piece.lines)))
    }
  }

  package func subscribe(pod: String, _ receiver: any PodReceiver) { put(.subscribe(.pod(pod, receiver))) }

  package func history(of stream: String) async throws(BusError) -> [[UInt8]] {
    try await withCheckedContinuation { continuation in put(.history(stream: stream, continuation)) }.get()
  }

  // MARK: Domain events

  package func publish(domainEvent: DomainEventMessage) async throws(BusError) {
    let subject = Subject.event(category: domainEvent.category, type: domainEvent.type)
    let result: Result<Void, BusError> = await withCheckedContinuation { continuation in
      put(
        .persist(
          PersistedMessage(
            subject: subject, id: "event:\(domainEvent.id)", traceparent: domainEvent.traceparent, payload: domainEvent.versioned,
            whenConfirmed: { error in continuation.resume(returning: error.map { .failure($0) } ?? .success(())) })))
    }
    try result.get()
  }

  // MARK: Lifecycle

  package var isConnected: Bool { context.isReady.load(ordering: .acquiring) }

  package func close() async {
    await withCheckedContinuation { continuation in put(.close(continuation)) }
  }

  private func pieces(of lines: [UInt8]) -> [LinePieces.Piece] {
    let (pieces, leftOut) = LinePieces.cut(lines, maxBytes: Self.maxPieceBytes)
    if leftOut > 0 { context.metrics.dropped.add(UInt64(leftOut)) }
    return pieces
  }

  private func put(_ command: BusCommand) {
    if outbox.put(command) { return }
    context.metrics.dropped.add()
    command.refuse(BusError("bus: closed, or too much is waiting"))
  }
}
