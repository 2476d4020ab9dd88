import Bus
import BusNATS
import Domain
import TestKit
import Testing

@Suite struct OutageTests {
  @Test func `what is published while the broker is away arrives when it is back, and subscriptions go on`() async throws {
    let server = try NATSServer()
    let (bus, other) = (try await server.bus(), try await server.bus())
    let (worker, pod) = (WorkEar(), PodEar())
    other.subscribe(worker: worker)
    other.subscribe(pod: "pod-a", pod)
    bus.publish(work: WorkItem(run: "before"))
    bus.record(lines: .events(1...1), stream: "gen_a", first: Position(epoch: 1, sequence: 1))
    try await worker.wait { $0.count == 1 }

    server.stop()
    try await until { !bus.isConnected && !other.isConnected }
    bus.publish(work: WorkItem(run: "meanwhile"))
    for sequence in 2...200 {
      bus.record(lines: .events(sequence...sequence), stream: "gen_a", first: Position(epoch: 1, sequence: Int64(sequence)))
      bus.publish(lines: .events(sequence...sequence), to: .pods(["pod-a"]))
    }
    await #expect(throws: BusError.self) { try await bus.history(of: "gen_a") }
    try server.start()

    try await worker.wait { Set($0.map(\.run)) == ["before", "meanwhile"] }
    try await until { await (try? bus.history(of: "gen_a").count) == 200 }
    try await pod.wait { _ in pod.timesMissed > 0 }
    try await pod.settle()
    for sequence in 201...300 { bus.publish(lines: .events(sequence...sequence), to: .pods(["pod-a"])) }
    try await pod.wait { $0.count >= 100 }
    #expect(pod.all == (201...300).map { .events($0...$0) })
    await bus.close()
    await other.close()
  }

  @Test func `a broker that lost all it had is given its streams again`() async throws {
    let server = try NATSServer()
    let bus = try await server.bus()
    let worker = WorkEar()
    bus.subscribe(worker: worker)
    server.stop()
    server.loseData()
    try server.start()
    bus.publish(work: WorkItem(run: "after"))
    bus.record(lines: .events(1...1), stream: "gen_a", first: Position(epoch: 1, sequence: 1))
    try await worker.wait { $0.contains { $0.run == "after" } }
    try await until { await (try? bus.history(of: "gen_a").count) == 1 }
    try await bus.publish(domainEvent: DomainEventMessage(id: 1, category: "system", type: "test", json: Array("{}".utf8)))
    await bus.close()
  }

  @Test func `a bus begins without its broker, and many make the streams at once`() async throws {
    let server = try NATSServer()
    server.stop()
    let buses = try (0..<6).map { number in try NATSBus.make(server.url) { $0.clientName = "pod-\(number)" } }
    buses[0].publish(work: WorkItem(run: "early"))
    let worker = WorkEar()
    buses[5].subscribe(worker: worker)
    #expect(await !buses[0].waitUntilReady(milliseconds: 100))
    try server.start()
    for bus in buses { #expect(await bus.waitUntilReady(milliseconds: 10_000)) }
    try await worker.wait { $0.map(\.run) == ["early"] }
    for bus in buses { await bus.close() }
  }

  @Test func `streams follow changed options`() async throws {
    let server = try NATSServer()
    let first = try await server.bus()
    first.record(lines: .events(1...1), stream: "gen_a", first: Position(epoch: 1, sequence: 1))
    try await until { await (try? first.history(of: "gen_a").count) == 1 }
    let second = try await server.bus {
      $0.streamAge = .seconds(60)
      $0.streamBytes = 32 << 20
      $0.workPatience = .seconds(2)
    }
    #expect(try await second.history(of: "gen_a").count == 1)
    await first.close()
    await second.close()
  }

  @Test func `a bus says who it is, and is not taken without`() async throws {
    let server = try NATSServer("--user", "someone", "--pass", "a:b@c%")
    let stranger = try NATSBus.make(server.url)
    #expect(await !stranger.waitUntilReady(milliseconds: 1000))
    let bus = try NATSBus.make("nats://someone:a:b%40c%25@127.0.0.1:\(server.port)")
    #expect(await bus.waitUntilReady(milliseconds: 10_000))
    await stranger.close()
    await bus.close()
  }

  @Test(arguments: 0..<3)
  func `of three servers any one may go`(victim: Int) async throws {
    let servers = try NATSServer.cluster()
    let url = "nats://" + servers.map { "127.0.0.1:\($0.port)" }.joined(separator: ",")
    let (bus, other) = (try NATSBus.make(url) { $0.replicas = 3 }, try NATSBus.make(url) { $0.replicas = 3 })
    try #require(await bus.waitUntilReady(milliseconds: 30_000))
    try #require(await other.waitUntilReady(milliseconds: 30_000))
    let worker = WorkEar()
    other.subscribe(worker: worker)
    for number in 1...60 {
      if number == 20 { servers[victim].stop() }
      bus.publish(work: WorkItem(run: "run-\(number)"))
      bus.record(lines: .events(number...number), stream: "gen_a", first: Position(epoch: 1, sequence: Int64(number)))
      try await Task.sleep(for: .milliseconds(10))
    }
    try await worker.wait(seconds: 40) { Set($0.map(\.run)).count == 60 }
    try await until(seconds: 40) {
      let pieces = (try? await bus.history(of: "gen_a")) ?? []
      return Set(pieces) == Set((1...60).map { [UInt8].events($0...$0) })
    }
    await bus.close()
    await other.close()
  }

  /// - Throws: when it does not come true in time.
  private func until(seconds: Int = 20, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<(seconds * 50) {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("it did not come true within \(seconds) s")
    throw CancellationError()
  }
}
