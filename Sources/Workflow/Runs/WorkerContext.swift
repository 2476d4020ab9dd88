import Analytics
import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store

/// What a worker works with. Everything but `providers` and `journal` may be shared; those two belong to the worker's loop.
package struct WorkerContext {
  package let name: String
  package let loop: EventLoop
  package let store: any Store
  /// The same store, where it keeps generations.
  package let generations: (any GenerationStore)?
  package let bus: any Bus
  package let feed: any StreamFeed
  /// By configured name.
  package let providers: [String: any ModelProvider]
  package let prices: PriceTable
  package let policy: RetryPolicy
  package let leaseMilliseconds: Int64
  /// How long to wait before the store is asked again for something that it failed.
  package let storeRetryMilliseconds: Int
  package let journal: JournalWriter
  package let boundaries: BoundaryRecorder
  package let metrics: ServerMetrics
  package let providerMetrics: [String: ProviderMetrics]
  package let log: Log
  package let time: any TimeSource

  package init(
    name: String, loop: EventLoop, store: any Store, bus: any Bus, feed: any StreamFeed, providers: [String: any ModelProvider], prices: PriceTable,
    policy: RetryPolicy, leaseMilliseconds: Int64, journal: JournalWriter, boundaries: BoundaryRecorder, metrics: ServerMetrics,
    providerMetrics: [String: ProviderMetrics], log: Log, time: any TimeSource, storeRetryMilliseconds: Int = 1000,
    generations: (any GenerationStore)? = nil
  ) {
    self.name = name
    self.loop = loop
    self.store = store
    self.generations = generations
    self.bus = bus
    self.feed = feed
    self.providers = providers
    self.prices = prices
    self.policy = policy
    self.leaseMilliseconds = leaseMilliseconds
    self.storeRetryMilliseconds = storeRetryMilliseconds
    self.journal = journal
    self.boundaries = boundaries
    self.metrics = metrics
    self.providerMetrics = providerMetrics
    self.log = log
    self.time = time
  }

  func makeULID() -> String {
    var random = SystemRandomNumberGenerator()
    return ULID(milliseconds: time.now().milliseconds, using: &random).description
  }
}
