import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Providers
import Store
import StreamLog
import Workflow

/// The workers of this process, one a loop, with what they work with.
struct WorkerParts {
  let configuration: Configuration
  let pod: String
  let store: any ServerStore
  let ties: ProcessTies
  /// The readers of this process; `nil` where it has none.
  let local: (any StreamFeed & Sendable)?
  let boundaries: BoundaryRecorder
  let metrics: ServerMetrics
  let log: Log
  let time: any TimeSource

  func makePool(_ providers: [LoopBound<ProviderSet>]) async throws -> WorkerPool {
    let (configuration, pod, store, ties, local) = (configuration, pod, store, ties, local)
    let (boundaries, metrics, log, time) = (boundaries, metrics, log, time)
    let providerMetrics = Dictionary(uniqueKeysWithValues: configuration.usedProviders.map { ($0.name, metrics.provider($0.name)) })
    let (prices, policy) = (configuration.priceTable, configuration.retryPolicy)
    var workers: [(name: String, worker: LoopBound<Worker>)] = []
    for (index, set) in providers.enumerated() {
      let (name, loop) = ("\(pod)-\(index)", set.loop)
      let worker = try await loop.run {
        let feed: (any StreamFeed)? =
          ties.directory.map { RoutedFeed(loop: loop, bus: ties.bus, directory: $0, local: local, ownPod: local == nil ? nil : pod) } ?? local
        guard let feed else { throw WorkerPartsError.nobodyListens }
        let journal = JournalWriter(
          loop: loop, store: store, boundaries: boundaries, log: log, journalBytes: metrics.journalBytes,
          intervalMilliseconds: Int(configuration.streams.journalInterval.milliseconds))
        let context = WorkerContext(
          name: name, loop: loop, store: store, bus: ties.bus, feed: feed, providers: set.value.providers, prices: prices, policy: policy,
          leaseMilliseconds: configuration.leaseMilliseconds, journal: journal, boundaries: boundaries, metrics: metrics,
          providerMetrics: providerMetrics, log: log, time: time, generations: store)
        return LoopBound(Worker(context), on: loop)
      }
      workers.append((name, worker))
    }
    return WorkerPool(workers)
  }

  private enum WorkerPartsError: Error { case nobodyListens }
}
