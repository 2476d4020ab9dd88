import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StoreSQLite
import TestKit
import Workflow

@testable import Gateway

/// One worker of a cluster, with a provider that says what a test makes it say.
final class WorkerSeat: BusWorker, ControlReceiver {
  typealias Parts = (worker: Worker, provider: HandProvider)

  let name: String
  let parts: LoopBound<Parts>

  init(_ name: String, _ parts: LoopBound<Parts>) {
    self.name = name
    self.parts = parts
  }

  func offered(_ delivery: any WorkDelivery) {
    let parts = parts
    parts.loop.execute { parts.value.worker.offered(delivery) }
  }

  func received(_ message: ControlMessage) {
    let parts = parts
    parts.loop.execute {
      switch message {
      case .listen(let stream, let pod): parts.value.worker.listen(stream: stream, pod: pod)
      case .cancel(let run, let by): parts.value.worker.cancelled(run: run, by: by, mayClaim: false)
      case .drain: parts.value.worker.drain {}
      }
    }
  }

  /// The worker's latest call says these.
  func say(_ texts: String...) async throws {
    try await parts.loop.run { [parts] in for text in texts { parts.value.provider.calls.last?.say(text) } }
  }

  func end() async throws { try await parts.loop.run { [parts] in parts.value.provider.calls.last?.end() } }

  var calls: Int { get async throws { try await parts.loop.run { [parts] in parts.value.provider.calls.count } } }
}

/// Pods and workers of a cluster in one process, over a store on disk, and a bus and a registry that do what a test says. Time is the test's: leases last
/// until it has passed.
struct ClusterBench: Sendable {
  let loop: EventLoop
  let store: SQLiteStore
  let time: ManualTime
  let bus: FaultyBus
  let table = ListenerTable()
  let pods: [PodBench]
  let workers: [WorkerSeat]

  static let leaseMilliseconds: Int64 = 600_000

  init(on loop: EventLoop, store: SQLiteStore, time: ManualTime, bus: FaultyBus, canContinue: Bool) async throws {
    self.loop = loop
    self.store = store
    self.time = time
    self.bus = bus
    let table = table
    pods = ["x", "y"].map { PodBench($0, on: loop, store: store, time: time, bus: bus, table: table) }
    var workers: [WorkerSeat] = []
    for name in ["w1", "w2"] {
      let seat = try await loop.run {
        let provider = HandProvider()
        provider.canContinue = canContinue
        let boundaries = BoundaryRecorder(pod: name, log: .silent, time: time)
        let metrics = ServerMetrics()
        let feed = RoutedFeed(loop: loop, bus: bus, directory: table.directory(of: name), local: nil, ownPod: nil)
        let journal = JournalWriter(
          loop: loop, store: store, boundaries: boundaries, log: .silent, journalBytes: metrics.journalBytes, intervalMilliseconds: 1,
          retryMilliseconds: 1)
        let worker = Worker(
          WorkerContext(
            name: name, loop: loop, store: store, bus: bus, feed: feed, providers: ["p": provider], prices: PriceTable(version: "v1", prices: []),
            policy: RetryPolicy(baseMilliseconds: 0), leaseMilliseconds: Self.leaseMilliseconds, journal: journal, boundaries: boundaries,
            metrics: metrics, providerMetrics: ["p": metrics.provider("p")], log: .silent, time: time, storeRetryMilliseconds: 1))
        return WorkerSeat(name, LoopBound((worker, provider), on: loop))
      }
      bus.subscribe(worker: seat)
      bus.subscribe(control: name, seat)
      workers.append(seat)
    }
    self.workers = workers
  }

  // MARK: What happens

  /// A message comes to a pod, and its run goes to the first worker.
  func accept(on pod: Int = 0) async throws -> Run {
    var random = SystemRandomNumberGenerator()
    let acceptance = MessageAcceptance(
      chat: .created(chat), chatOrigin: "native", chatTitle: "t", content: "?", frontendID: nil, attachments: [], session: nil,
      run: ULID(milliseconds: time.now().milliseconds, using: &random).description, requestedModel: "m", provider: "p", model: "m",
      request: RunRequest(), now: time.now())
    guard case .created(let accepted) = try await store.accept(acceptance, idempotency: nil) else {
      throw GatewayBench.Unfulfilled(what: "a new message")
    }
    _ = await pods[pod].streams.begin(accepted.run, mayHaveBegun: !accepted.isNextOfChat)
    bus.publish(work: WorkItem(run: accepted.run.id))
    try await wait("the first call") { try await workers[0].calls == 1 }
    return accepted.run
  }

  /// The first worker's lease lapses, and the second one finds its run.
  func takeOver() async throws {
    time.advance(milliseconds: Self.leaseMilliseconds + 1)
    let sweep = RunSweep(store: store, worker: workers[1], log: .silent, time: time, intervalMilliseconds: 1)
    try await sweep.look()
    try await wait("the second call") { try await workers[1].calls == 1 }
  }

  /// What is on its way arrives, what is due is looked after, and everybody reads, until the condition holds.
  func pump(_ readers: [ClientReader], until condition: ([ClientReader]) -> Bool) async throws {
    for round in 1...1000 {
      bus.deliver()
      time.advance(milliseconds: 100)
      for pod in pods {
        try await pod.check()
        if round % 20 == 0 { await pod.repair.checkQuiet() }
      }
      for reader in readers { try await reader.read() }
      if condition(readers) { return }
      await turn()
    }
    throw GatewayBench.Unfulfilled(what: "what is read: \(readers.map { "\($0.text) \($0.cursor.map { "\($0)" } ?? "-") \($0.faults)" })")
  }

  func wait(_ what: String, until condition: () async throws -> Bool) async throws {
    for _ in 0..<2000 {
      if try await condition() { return }
      await turn()
    }
    throw GatewayBench.Unfulfilled(what: what)
  }

  private func turn() async {
    await withCheckedContinuation { continuation in
      loop.execute { [loop] in loop.schedule(afterMilliseconds: 1) { continuation.resume() } }
    }
  }
}

func withCluster(
  bus: FaultyBus = FaultyBus(), canContinue: Bool = false, _ body: (ClusterBench) async throws -> Void
) async throws {
  let folder = TemporaryFolder()
  let time = ManualTime()
  let store = try SQLiteStore.open(path: "\(folder.path)/data/\(SQLiteStore.fileName)", time: time)
  let loop = EventLoop(name: "cluster")
  try loop.start()
  let outcome: Result<Void, any Error>
  do {
    outcome = .success(try await body(try await ClusterBench(on: loop, store: store, time: time, bus: bus, canContinue: canContinue)))
  } catch {
    outcome = .failure(error)
  }
  loop.stop()
  await store.close()
  withExtendedLifetime(folder) {}
  try outcome.get()
}
