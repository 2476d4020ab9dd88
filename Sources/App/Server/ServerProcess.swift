import Analytics
import Bus
import Domain
import EventLoop
import Gateway
import Glibc
import Observe
import Primitives
import Providers
import Registry
import Store
import StreamLog
import Transport
import Workflow

/// The embedded server: one process with its store, its bus and its workers. Parts start bottom up and stop top down.
struct ServerProcess {
  /// Longest wait before listening for the runs of a process that was lost.
  private static let takeOverMilliseconds = 10_000

  private let configuration: Configuration
  private let time: any TimeSource = SystemTime()
  private let console: any Console

  init(_ configuration: Configuration, console: any Console) {
    self.configuration = configuration
    self.console = console
  }

  /// Runs until SIGTERM or SIGINT. - Returns: what the program exits with.
  func run(notices: [String]) async -> ExitCode {
    let web = configuration.webFolder
    guard web.isEmpty || PageFolder(web).exists else {
      console.complain("web: expected a folder with an index.html, found none at \"\(web)\"; name another with --web, or leave it out")
      return .refused
    }
    let metrics = ServerMetrics()
    metrics.registerBuild(version: BuildVersion.text)
    let process = ProcessStatistics(start: time.now())
    metrics.registerProcess(process)
    let history = MetricRecorder(metrics.history(process: process))
    let pod = configuration.podName(hostName: HostName.current(), processID: getpid())
    let pipeline = LogPipeline(
      format: configuration.log.format, level: configuration.log.level, pod: pod, sink: FileDescriptorSink(), time: time,
      droppedLines: metrics.logLinesDropped)
    pipeline.start()
    defer { pipeline.stop() }
    let log = Log(pipeline, component: .app)
    for notice in notices { log.warning("configuration", [.detail: .text(notice)]) }
    _ = OpenFiles.raiseLimit(to: UInt64(configuration.limits.connections + 1024))

    let store: any ServerStore
    do {
      store = try await configuration.openStore(time: time)
    } catch {
      console.complain(error.message)
      return .refused
    }
    let loops = EventLoopGroup(count: configuration.loopCount)
    var providers: [LoopBound<ProviderSet>] = []
    var code = ExitCode.refused
    do {
      try loops.start()
      if configuration.role != .gateway { providers = try await makeProviders(on: loops.loops) }
      code = try await serve(loops: loops.loops, providers: providers, store: store, metrics: metrics, history: history, log: log, pod: pod)
    } catch {
      console.complain("\(error)")
    }
    for set in providers { try? await set.loop.run { set.value.close() } }
    await store.close()
    loops.stop()
    return code
  }

  private func makeProviders(on loops: [EventLoop]) async throws -> [LoopBound<ProviderSet>] {
    var sets: [LoopBound<ProviderSet>] = []
    for loop in loops {
      let (profiles, time) = (configuration.providerProfiles, time)
      sets.append(try await loop.run { LoopBound(ProviderSet(profiles, loop: loop, time: time), on: loop) })
    }
    return sets
  }

  private func serve(
    loops: [EventLoop], providers: [LoopBound<ProviderSet>], store: any ServerStore, metrics: ServerMetrics, history: MetricRecorder, log: Log,
    pod: String
  ) async throws -> ExitCode {
    let boundaries = BoundaryRecorder(pod: pod, log: log, time: time, dropped: metrics.boundaryRecordsDropped)
    let directory = StreamDirectory(
      memoryBudgetBytes: configuration.streams.memoryBytes, endedBudgetBytes: configuration.streams.memoryBytes / 8, endedLingerMilliseconds: 60_000)
    let ties = try await ProcessTies.connect(configuration, pod: pod, store: store, metrics: metrics, log: log, time: time)
    let gateway = GatewayParts(
      pod: pod, directory: directory, store: store, ties: ties, metrics: metrics, boundaries: boundaries, log: log.component(.gateway), time: time,
      loops: loops)
    let health = ServerHealth(store: store, ties: ties, log: log)
    let access = try await AccessParts(
      configuration: configuration, store: store, limiter: ties.shared?.limiter ?? LocalRateLimiter(time: time), log: log.component(.gateway),
      time: time, loop: loops[0]
    ).make()
    let services = GatewayServices(
      settings: configuration.gatewaySettings(pod: pod), store: store, bus: ties.bus, streams: gateway.streams, sessions: gateway.sessions,
      models: ConfiguredModels(configuration), access: access, boundaries: boundaries, metrics: metrics, history: history,
      log: log.component(.gateway), time: time,
      health: health, generations: store, samples: configuration.sampleDatabase)

    let stop = StopSignal()
    try await stop.watch(on: loops[0])
    let server = HTTPServer(configuration.serverConfiguration, loops: loops, service: GatewayService(services))
    try server.probePort()
    if configuration.role != .worker {
      try await gateway.start(on: loops[0], bus: ties.bus)
      try await ties.start(on: loops[0])
    }
    let parts = WorkerParts(
      configuration: configuration, pod: pod, store: store, ties: ties, local: configuration.role == .all ? gateway.streams : nil,
      boundaries: boundaries, metrics: metrics, log: log.component(.worker), time: time)
    let pool = try await makePool(parts, providers: providers, loops: loops)
    let unfinished = configuration.isCluster ? [] : try await store.unfinishedRuns(releasingLeases: true)
    for run in unfinished { ties.bus.publish(work: WorkItem(run: run.id)) }
    await takenOver(unfinished, streams: gateway.streams, loop: loops[0], log: log)
    do {
      try await server.start()
    } catch {
      await pool?.drain(graceMilliseconds: 0)
      throw error
    }
    let upkeep = Upkeep(
      directory: directory, store: store, server: server, metrics: metrics, log: log, time: time, retention: configuration.storeRetention,
      holder: pod,
      access: access)
    try await upkeep.start(on: loops[0])
    try await HistoryTimer(history, store: store, log: log, time: time).start(on: loops[0])

    let address = ListenAddress(host: configuration.listen.host, port: UInt16(server.boundPort))
    console.write("listening on http://\(address)\n")
    log.info(
      "listening", [.address: .text(address.description), .unfinishedRuns: .integer(Int64(unfinished.count)), .version: .text(BuildVersion.text)])

    let signal = await stop.wait()
    log.info("stopping", [.signal: .text(signal)])
    health.stopAccepting()
    let grace = Int(configuration.drainGrace.milliseconds)
    async let connections: Void = server.drain(graceMilliseconds: grace)
    async let runs: Void? = pool?.drain(graceMilliseconds: grace)
    _ = await (connections, runs)
    await ties.close()
    return .done
  }

  /// The workers at work, where this process has any.
  private func makePool(_ parts: WorkerParts, providers: [LoopBound<ProviderSet>], loops: [EventLoop]) async throws -> WorkerPool? {
    guard configuration.role != .gateway else {
      // Where there are workers they write the boundary records beside the events.
      let (store, interval) = (parts.store, Int(configuration.streams.journalInterval.milliseconds))
      let (boundaries, metrics, log, loop) = (parts.boundaries, parts.metrics, parts.log, loops[0])
      try await loop.run {
        let journal = JournalWriter(
          loop: loop, store: store, boundaries: boundaries, log: log, journalBytes: metrics.journalBytes, intervalMilliseconds: interval)
        _ = loop.schedule(afterMilliseconds: 250, repeating: 250) { journal.flush() }
      }
      return nil
    }
    let pool = try await parts.makePool(providers)
    pool.subscribe(to: parts.ties.bus)
    let sweep = RunSweep(
      store: parts.store, worker: pool.inTurn, log: parts.log, time: time, intervalMilliseconds: configuration.isCluster ? 500 : 5000)
    try await sweep.start(on: loops[0])
    if configuration.isCluster {
      try await OutboxRelay(store: parts.store, bus: parts.ties.bus, holder: parts.pod, log: parts.log, time: time).start(on: loops[0])
    }
    return pool
  }

  /// Returns once every run that a lost process had begun is in other hands, or when that takes too long: a reader that comes back with more
  /// than was kept would be told that its position is none.
  private func takenOver(_ runs: [Run], streams: StreamAccess, loop: EventLoop, log: Log) async {
    let begun = runs.filter { $0.epoch > 0 }
    guard !begun.isEmpty else { return }
    let waiting = Task {
      // One that cannot be looked at holds nobody up: its reader asks the store again.
      for run in begun { do { try await streams.takenOver(run) } catch is CancellationError { return false } catch { continue } }
      return true
    }
    loop.execute { loop.schedule(afterMilliseconds: Self.takeOverMilliseconds) { waiting.cancel() } }
    if await !waiting.value { log.warning("runs are not taken over yet; listening all the same", [.unfinishedRuns: .integer(Int64(begun.count))]) }
  }
}
