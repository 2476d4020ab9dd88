import CPlatform
import EventLoop
import Gateway
import Observe
import Primitives
import Store
import StreamLog
import Transport

/// What must be looked after from time to time: memory of streams, gauges, and records past their time.
final class Upkeep: Sendable {
  private let directory: StreamDirectory
  private let store: any Store
  private let server: HTTPServer
  private let metrics: ServerMetrics
  private let log: Log
  private let time: any TimeSource
  private let retention: Retention
  private let holder: String
  private let access: AccessControl

  private static let admissionMilliseconds = 5000
  private static let purgeMilliseconds = 10 * 60_000
  private static let tidyMilliseconds = 20_000

  init(
    directory: StreamDirectory, store: any Store, server: HTTPServer, metrics: ServerMetrics, log: Log, time: any TimeSource, retention: Retention,
    holder: String, access: AccessControl
  ) {
    self.directory = directory
    self.store = store
    self.server = server
    self.metrics = metrics
    self.log = log
    self.time = time
    self.retention = retention
    self.holder = holder
    self.access = access
  }

  func start(on loop: EventLoop) async throws {
    try await loop.run { [self] in
      var released = 0
      var isIdle = false
      loop.schedule(afterMilliseconds: 1000, repeating: 1000) {
        let census = self.everySecond()
        released += census.released
        isIdle = census.live == 0
      }
      // The allocator keeps what was freed. Giving it back stops other threads for milliseconds, so only where nobody is being answered.
      loop.schedule(afterMilliseconds: Self.tidyMilliseconds, repeating: Self.tidyMilliseconds) {
        guard isIdle, released > 0 else { return }
        released = 0
        cplatform_return_free_memory()
      }
      // One question that the store keeps waiting is enough.
      var isAsking = false
      loop.schedule(afterMilliseconds: Self.admissionMilliseconds, repeating: Self.admissionMilliseconds) { [access] in
        guard !isAsking else { return }
        isAsking = true
        loop.spawn {
          await access.endRefused()
        } then: { _ in
          isAsking = false
        }
      }
      loop.schedule(afterMilliseconds: Self.purgeMilliseconds, repeating: Self.purgeMilliseconds) { self.purge(on: loop) }
    }
  }

  private func everySecond() -> StreamDirectory.Census {
    let census = directory.upkeep(now: time.monotonic())
    metrics.openStreams.set(Int64(census.live))
    metrics.streamLogBytes.set(Int64(census.retainedBytes))
    metrics.openConnections.set(Int64(server.connectionCount))
    return census
  }

  private func purge(on loop: EventLoop) {
    loop.spawn { [store, retention, time, holder] in
      // One process of all at a time is enough.
      guard try await store.takeLease("purge", holder: holder, milliseconds: Int64(Self.purgeMilliseconds) / 2, now: time.now()) else { return }
      try await store.purge(retention, now: time.now())
    } then: { [log] result in
      if case .failure(let error) = result { log.warning("old records could not be dropped", [.error: .text("\(error)")]) }
    }
  }
}
