import Observe
import Primitives
import Registry
import TestKit
import Testing

@Suite struct ReadThroughCacheTests {
  private struct Lost: Error {}

  private let time = ManualTime()
  private let metrics = ServerMetrics()

  private func cache(shared: (any Cache)?) -> ReadThroughCache {
    ReadThroughCache(
      process: LocalCache(capacityBytes: 1 << 20, time: time), shared: shared, hits: metrics.cacheHits, misses: metrics.cacheMisses,
      keepMilliseconds: 1000)
  }

  private var counts: [UInt64] { [metrics.cacheHits[.process].value, metrics.cacheHits[.shared].value, metrics.cacheMisses.value] }

  @Test func `it is loaded once, then given by the process, and by what pods share to others`() async throws {
    let shared = LocalCache(capacityBytes: 1 << 20, time: time)
    let (one, two) = (cache(shared: shared), cache(shared: shared))
    #expect(await one.value(for: "a") { [1] } == [1])
    #expect(await one.value(for: "a") { [2] } == [1])
    #expect(counts == [1, 0, 1])
    #expect(await two.value(for: "a") { [3] } == [1])
    #expect(await two.value(for: "a") { [4] } == [1])
    #expect(counts == [2, 1, 1])
    time.advance(milliseconds: 1000)
    #expect(await two.value(for: "a") { [5] } == [5])
    #expect(counts == [2, 1, 2])
  }

  @Test func `what could not be loaded is not kept`() async throws {
    let cache = cache(shared: nil)
    await #expect(throws: Lost.self) { try await cache.value(for: "a") { throw Lost() } }
    #expect(await cache.value(for: "a") { [1] } == [1])
    #expect(counts == [0, 0, 2])
  }
}
