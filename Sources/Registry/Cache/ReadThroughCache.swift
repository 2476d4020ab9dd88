import Observe

/// What is asked for often and never changes: from this process, from the cache that pods share, and last from where it is kept (DESIGN §3).
package final class ReadThroughCache: Sendable {
  private let process: any Cache
  private let shared: (any Cache)?
  private let hits: Labeled<CacheLayerLabel, Counter>
  private let misses: Counter
  private let keepMilliseconds: Int64

  /// - Parameters:
  ///   - shared: `nil` where pods share none.
  ///   - keepMilliseconds: how long an entry is kept at most; also how long what was deleted stays in memory, where nobody is given it any more.
  package init(
    process: any Cache, shared: (any Cache)?, hits: Labeled<CacheLayerLabel, Counter>, misses: Counter, keepMilliseconds: Int64 = 600_000
  ) {
    self.process = process
    self.shared = shared
    self.hits = hits
    self.misses = misses
    self.keepMilliseconds = keepMilliseconds
  }

  /// - Parameters:
  ///   - key: names content that never changes.
  ///   - load: gives the content where no cache has it; what it throws is not kept.
  package func value<Failure: Error>(for key: String, load: () async throws(Failure) -> [UInt8]) async throws(Failure) -> [UInt8] {
    if let value = await process.value(for: key) {
      hits[.process].add()
      return value
    }
    if let value = await shared?.value(for: key) {
      hits[.shared].add()
      await process.keep(value, for: key, milliseconds: keepMilliseconds)
      return value
    }
    misses.add()
    let value = try await load()
    await process.keep(value, for: key, milliseconds: keepMilliseconds)
    await shared?.keep(value, for: key, milliseconds: keepMilliseconds)
    return value
  }
}
