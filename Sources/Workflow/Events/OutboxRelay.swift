import Bus
import EventLoop
import Observe
import Primitives
import Store
import Wire

/// Publishes the outbox of domain events on the bus, in order, each at least once: one process of all at a time, the one that has the lease.
package final class OutboxRelay: Sendable {
  private let store: any Store
  private let bus: any Bus
  private let holder: String
  private let log: Log
  private let time: any TimeSource

  static let lease = "outbox"
  static let intervalMilliseconds = 500
  private static let leaseMilliseconds: Int64 = 5000
  private static let eventsAtOnce = 200

  /// - Parameter holder: the name of this process.
  package init(store: any Store, bus: any Bus, holder: String, log: Log, time: any TimeSource) {
    self.store = store
    self.bus = bus
    self.holder = holder
    self.log = log
    self.time = time
  }

  package func start(on loop: EventLoop) async throws {
    try await loop.run { [self] in
      var isRelaying = false
      _ = loop.schedule(afterMilliseconds: Self.intervalMilliseconds, repeating: Self.intervalMilliseconds) {
        guard !isRelaying, self.bus.isConnected else { return }
        isRelaying = true
        loop.spawn {
          try await self.relay()
        } then: { result in
          isRelaying = false
          if case .failure(let error) = result { self.log.warning("domain events are not published now", [.error: .text("\(error)")]) }
        }
      }
    }
  }

  /// Publishes everything that was not published, while this process has the lease. - Returns: how many events that were.
  @discardableResult
  package func relay() async throws -> Int {
    var count = 0
    while try await store.takeLease(Self.lease, holder: holder, milliseconds: Self.leaseMilliseconds, now: time.now()) {
      let events = try await store.unpublishedDomainEvents(limit: Self.eventsAtOnce)
      guard !events.isEmpty else { break }
      var published: [Int64] = []
      do {
        for event in events {
          try await bus.publish(domainEvent: message(event))
          published.append(event.id)
        }
      } catch {
        try await store.markPublished(domainEvents: published)
        throw error
      }
      try await store.markPublished(domainEvents: published)
      count += events.count
    }
    return count
  }

  private func message(_ event: DomainEvent) -> DomainEventMessage {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("v", 1)
    writer.field("id", event.id)
    writer.field("category", event.category)
    writer.field("type", event.type)
    writer.field("subject", event.subject)
    writer.field("time", event.time.rfc3339)
    writer.key("data")
    writer.value(event.data)
    writer.endObject()
    return DomainEventMessage(id: event.id, category: event.category, type: event.type, json: writer.bytes, traceparent: event.traceparent)
  }
}
