import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Synchronization
import TestKit
import Workflow

/// Keeps what is published, in words.
final class PublishedFeed: StreamFeed, Sendable {
  private struct State {
    var events: [StreamEvent] = []
    var histories: [[String]] = []
  }

  private let state = Mutex(State())

  var events: [StreamEvent] { state.withLock { $0.events } }
  var types: [String] { events.map { "\($0.position) \($0.body.typeName)" } }
  var histories: [[String]] { state.withLock { $0.histories } }
  var text: String { events.reduce(into: "") { if case .textDelta(let delta) = $1.body { $0 += delta.text } } }

  func open(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>], traceparent: String?) -> any StreamPublisher {
    state.withLock { $0.histories.append(history.map { String(decoding: $0, as: UTF8.self) }) }
    return Publisher(feed: self)
  }

  private final class Publisher: StreamPublisher {
    private let feed: PublishedFeed
    init(feed: PublishedFeed) { self.feed = feed }

    func publish(_ event: StreamEvent, json: ArraySlice<UInt8>) {
      feed.state.withLock { $0.events.append(event) }
    }
  }
}

/// Keeps which runs were handed on.
final class NotedBus: Bus {
  private let runs = Mutex<[String]>([])
  private let events = Mutex<[DomainEventMessage]>([])
  private let cutAfter: Int
  var published: [String] { runs.withLock { $0 } }
  var publishedEvents: [DomainEventMessage] { events.withLock { $0 } }

  /// - Parameter cutAfter: how many domain events it takes.
  init(cutAfter: Int = .max) { self.cutAfter = cutAfter }

  func publish(work: WorkItem) { runs.withLock { $0.append(work.run) } }
  func subscribe(worker: any BusWorker) {}
  func publish(control message: ControlMessage, to target: ControlTarget, traceparent: String?) {}
  func subscribe(control worker: String, _ receiver: any ControlReceiver) {}
  func publish(lines: [UInt8], to route: PodRoute, traceparent: String?) {}
  func record(lines: [UInt8], stream: String, first: Position, traceparent: String?) {}
  func subscribe(pod: String, _ receiver: any PodReceiver) {}
  func history(of stream: String) async throws(BusError) -> [[UInt8]] { [] }
  func publish(domainEvent: DomainEventMessage) async throws(BusError) {
    let isCut = events.withLock { events in
      if events.count == cutAfter { return true }
      events.append(domainEvent)
      return false
    }
    if isCut { throw BusError("cut as the test wants") }
  }
  var isConnected: Bool { true }
  func close() async {}
}

/// A worker on a running loop, with a store and a provider that do what a test says.
struct WorkerBench: Sendable {
  let loop: EventLoop
  let store = ScriptedStore()
  let feed = PublishedFeed()
  let bus = NotedBus()
  let metrics = ServerMetrics()
  let time = ManualTime()
  private let parts: LoopBound<(worker: Worker, provider: HandProvider)>

  static let run = "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"

  init(loop: EventLoop, leaseMilliseconds: Int64, isProviderConfigured: Bool, storeRetryMilliseconds: Int) async throws {
    self.loop = loop
    let (store, feed, bus, metrics, time) = (store, feed, bus, metrics, time)
    parts = try await loop.run {
      let provider = HandProvider()
      let boundaries = BoundaryRecorder(pod: "pod", log: .silent, time: time)
      let journal = JournalWriter(
        loop: loop, store: store, boundaries: boundaries, log: .silent, journalBytes: metrics.journalBytes, intervalMilliseconds: 1,
        retryMilliseconds: 1)
      let worker = Worker(
        WorkerContext(
          name: "w", loop: loop, store: store, bus: bus, feed: feed, providers: isProviderConfigured ? ["p": provider] : [:],
          prices: PriceTable(version: "v1", prices: []), policy: RetryPolicy(baseMilliseconds: 0), leaseMilliseconds: leaseMilliseconds,
          journal: journal,
          boundaries: boundaries, metrics: metrics, providerMetrics: ["p": metrics.provider("p")], log: .silent, time: time,
          storeRetryMilliseconds: storeRetryMilliseconds))
      return LoopBound((worker, provider), on: loop)
    }
  }

  func offer(
    epoch: Int64 = 1, log: [StreamEvent] = [], earlier: [EarlierCall] = [], history: [Message] = [], cancelRequested: CancelledBy? = nil
  ) {
    let run = testRun(epoch: epoch)
    var encoder = NativeEventEncoder(run.descriptor)
    store.offer(
      ClaimedRun(
        run: run, history: history, attachments: [], log: log.map { Array(encoder.encode($0)) }, earlierCalls: earlier,
        cancelRequested: cancelRequested))
  }

  /// On the loop, with the worker and the provider.
  @discardableResult
  func onLoop<Value: Sendable>(_ body: @escaping @Sendable (Worker, HandProvider) throws -> Value) async throws -> Value {
    try await loop.run { try body(parts.value.worker, parts.value.provider) }
  }

  /// Offers the run, with what else makes a claim, and waits for the provider's call.
  func begin(epoch: Int64 = 1, log: [StreamEvent] = [], earlier: [EarlierCall] = []) async throws {
    offer(epoch: epoch, log: log, earlier: earlier)
    try await onLoop { worker, _ in worker.offered(NotedDelivery(Self.run)) }
    try await waitForCall(1)
  }

  /// Waits until the provider was called so many times. Bounded: each look is a turn of the loop.
  func waitForCall(_ count: Int) async throws { try await wait("call \(count)") { $1.calls.count >= count } }

  /// Looks, turn by turn, until the condition holds.
  func wait(_ what: String, until condition: @escaping @Sendable (Worker, HandProvider) -> Bool) async throws {
    for _ in 0..<2000 {
      if try await onLoop(condition) { return }
      await nextTurn()
    }
    throw Unfulfilled(what: what)
  }

  func waitForStore(_ condition: @escaping @Sendable (ScriptedStore) -> Bool) async throws {
    let store = store
    try await wait("what the store was asked: \(store.names)") { _, _ in condition(store) }
  }

  func waitForFeed(_ condition: @escaping @Sendable ([StreamEvent]) -> Bool) async throws {
    let feed = feed
    try await wait("what is published: \(feed.types)") { _, _ in condition(feed.events) }
  }

  func waitForEnd() async throws { try await waitForFeed { $0.last?.isTerminal == true } }

  struct Unfulfilled: Error { let what: String }

  /// Everything that is due on the loop now, timers of a millisecond included, was done.
  func nextTurn() async {
    await withCheckedContinuation { continuation in
      loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
    }
  }

  func settle() async { for _ in 0..<5 { await nextTurn() } }

  /// The text of the lines that the store was given, stream by stream in order.
  var journal: [String] {
    store.operations.flatMap { operation -> [String] in
      if case .append(let batch) = operation { lines(of: batch) } else { [] }
    }
  }
}

func lines(of batch: JournalBatch) -> [String] {
  batch.bytes.split(separator: 0x0A).map { line in
    NativeEventDecoder().decode(line).map { "\($0.position) \($0.body.typeName)" } ?? "?"
  }
}

func withWorker(
  leaseMilliseconds: Int64 = 60_000, isProviderConfigured: Bool = true, storeRetryMilliseconds: Int = 1, _ body: (WorkerBench) async throws -> Void
) async throws {
  let loop = EventLoop(name: "worker")
  try loop.start()
  let bench = try await WorkerBench(
    loop: loop, leaseMilliseconds: leaseMilliseconds, isProviderConfigured: isProviderConfigured,
    storeRetryMilliseconds: storeRetryMilliseconds)
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(bench)) } catch { outcome = .failure(error) }
  loop.stop()
  try outcome.get()
}
