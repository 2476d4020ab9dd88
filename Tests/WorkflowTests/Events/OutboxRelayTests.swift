import Bus
import Domain
import Observe
import Primitives
import Store
import TestKit
import Testing

@testable import Workflow

@Suite(.timeLimit(.minutes(1))) struct OutboxRelayTests {
  private let store = ScriptedStore()

  private func events(_ count: Int64) -> [DomainEvent] {
    (1...count).map { id in
      DomainEvent(
        id: id, category: "workflow", type: "workflow_started", subject: "run-\(id)", time: Timestamp(milliseconds: 0),
        data: .object(["epoch": .integer(1)]))
    }
  }

  private func relay(_ bus: NotedBus) -> OutboxRelay { OutboxRelay(store: store, bus: bus, holder: "a", log: .silent, time: ManualTime()) }

  @Test func `every event is published once, in order, and then marked`() async throws {
    store.keep(outbox: events(450))
    let bus = NotedBus()
    #expect(try await relay(bus).relay() == 450)
    #expect(bus.publishedEvents.map(\.id) == Array(1...450))
    #expect(store.outbox.isEmpty)
    #expect(
      String(decoding: bus.publishedEvents[0].json, as: UTF8.self)
        == #"{"v":1,"id":1,"category":"workflow","type":"workflow_started","subject":"run-1","time":"1970-01-01T00:00:00.000Z","data":{"epoch":1}}"#)
  }

  @Test func `what the broker did not take stays, and what it took is marked`() async throws {
    store.keep(outbox: events(5))
    let bus = NotedBus(cutAfter: 3)
    await #expect(throws: (any Error).self) { try await relay(bus).relay() }
    #expect(store.outbox.map(\.id) == [4, 5])
  }

  @Test func `only one process publishes`() async throws {
    store.keep(outbox: events(2))
    store.give(lease: OutboxRelay.lease, to: "b")
    let bus = NotedBus()
    #expect(try await relay(bus).relay() == 0)
    #expect(bus.publishedEvents.isEmpty)
  }
}
