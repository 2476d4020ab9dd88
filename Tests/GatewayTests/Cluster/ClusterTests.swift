import Bus
import Domain
import Primitives
import Registry
import Store
import StoreSQLite
import TestKit
import Testing

@testable import Gateway

/// A message accepted by one pod, executed by a worker elsewhere, read on another pod.
@Suite(.timeLimit(.minutes(2))) struct ClusterTests {
  /// What the store has of the answer.
  private func answer(_ bench: ClusterBench, _ run: Run) async throws -> Message? {
    guard let id = run.assistantMessage else { return nil }
    return try await bench.store.message(id)
  }

  @Test func `an answer is read on the pod that accepted it and on another, from the beginning`() async throws {
    try await withCluster { bench in
      let run = try await bench.accept()
      let readers = bench.pods.map { ClientReader($0.streams, run.stream) }
      try await bench.workers[0].say("Hello ")
      try await bench.pump(readers) { $0.allSatisfy { $0.text == "Hello " } }
      try await bench.workers[0].say("world")
      try await bench.workers[0].end()
      try await bench.pump(readers) { $0.allSatisfy(\.isDone) }
      for reader in readers { #expect(reader.text == "Hello world" && reader.faults.isEmpty && reader.cuts == 0 && reader.syncs == 0) }
      #expect(try await answer(bench, run)?.content == "Hello world")
      // Nobody listens for it any more, and its work is done.
      #expect(bench.table.pods(at: .stream(run.stream)) == [])
      try await bench.wait("the answer to the offer") { bench.bus.deliveries.map(\.answers) == [[.finished]] }
    }
  }

  @Test func `lines go to the pods that have readers, and to no other`() async throws {
    try await withCluster { bench in
      let run = try await bench.accept()
      try await bench.workers[0].say("a")
      try await bench.wait("the sending") { bench.bus.sendings.count >= 2 }
      #expect(bench.bus.sendings.allSatisfy { $0.route == .pods(["x"]) })
      let reader = ClientReader(bench.pods[1].streams, run.stream)
      try await reader.read()
      let before = bench.bus.sendings.count
      try await bench.workers[0].say("b")
      try await bench.wait("the sending") { bench.bus.sendings.count > before }
      #expect(bench.bus.sendings.last?.route == .pods(["x", "y"]))
      try await bench.pump([reader]) { $0[0].text == "ab" }
    }
  }

  @Test func `a worker that dies is replaced: the provider goes on, and readers are told once what is void`() async throws {
    try await withCluster(canContinue: true) { bench in
      let run = try await bench.accept()
      let readers = bench.pods.map { ClientReader($0.streams, run.stream) }
      try await bench.workers[0].say("Hello ", "wor")
      try await bench.pump(readers) { $0.allSatisfy { $0.text == "Hello wor" } }
      try await bench.wait("the journal") { try await bench.store.events(of: run.stream, after: 0, limit: 10).count == 3 }
      try await bench.takeOver()
      try await bench.workers[1].say("ld")
      try await bench.workers[1].end()
      try await bench.pump(readers) { $0.allSatisfy(\.isDone) }
      for reader in readers { #expect(reader.text == "Hello world" && reader.faults.isEmpty && reader.resets == [3]) }
      #expect(try await answer(bench, run)?.content == "Hello world")
    }
  }

  @Test func `a worker that is fenced goes on talking, and nobody hears it`() async throws {
    try await withCluster { bench in
      let run = try await bench.accept()
      let readers = bench.pods.map { ClientReader($0.streams, run.stream) }
      try await bench.workers[0].say("old ", "words ")
      try await bench.pump(readers) { $0.allSatisfy { $0.text == "old words " } }
      try await bench.takeOver()
      try await bench.workers[0].say("void ")
      try await bench.workers[1].say("new ")
      try await bench.workers[0].say("void ", "void ")
      try await bench.pump(readers) { $0.allSatisfy { $0.text == "new " } }
      try await bench.workers[0].end()
      try await bench.workers[1].say("words")
      try await bench.workers[1].end()
      try await bench.pump(readers) { $0.allSatisfy(\.isDone) }
      for reader in readers { #expect(reader.text == "new words" && reader.faults.isEmpty && reader.resets.count == 1) }
      #expect(try await answer(bench, run)?.content == "new words")
      let late = ClientReader(bench.pods[1].streams, run.stream)
      try await late.read()
      #expect(late.isDone && late.text == "new words")
    }
  }

  @Test func `a cancel that comes to another pod ends the answer on all`() async throws {
    try await withCluster { bench in
      let run = try await bench.accept()
      let readers = bench.pods.map { ClientReader($0.streams, run.stream) }
      try await bench.workers[0].say("a")
      try await bench.pump(readers) { $0.allSatisfy { $0.text == "a" } }
      let asked = try await bench.store.requestCancel(stream: run.stream, by: .user, now: bench.time.now())
      bench.bus.publish(control: .cancel(run: run.id, by: .user), to: asked?.worker.map { .worker($0) } ?? .everyWorker)
      try await bench.pump(readers) { $0.allSatisfy(\.isDone) }
      for reader in readers { #expect(reader.faults.isEmpty) }
      #expect(try await bench.store.run(run.id)?.status == .cancelled)
    }
  }

  @Test func `while nobody knows who listens every pod is told`() async throws {
    try await withCluster { bench in
      bench.table.set(isAway: true)
      let run = try await bench.accept()
      let reader = ClientReader(bench.pods[1].streams, run.stream)
      try await reader.read()
      try await bench.workers[0].say("a")
      try await bench.workers[0].end()
      try await bench.pump([reader]) { $0[0].isDone }
      #expect(bench.bus.sendings.contains { $0.route == .everyPod } && reader.text == "a" && reader.faults.isEmpty)
    }
  }

  @Test(arguments: 0..<16) func `through a bad network, a fenced worker and readers that come and go, nothing is lost or doubled`(_ seed: Int)
    async throws
  {
    var random = SplitMix(state: UInt64(seed))
    let bus = FaultyBus(seed: UInt64(seed), faults: .init(lost: 25, doubled: 20, unrecorded: [0, 25][seed % 2], isOrdered: false))
    try await withCluster(bus: bus, canContinue: seed % 4 < 2) { bench in
      let run = try await bench.accept()
      var readers = bench.pods.map { ClientReader($0.streams, run.stream) }
      func speak(_ worker: Int, _ word: String) async throws {
        for number in 0..<Int.random(in: 3...15, using: &random) {
          try await bench.workers[worker].say("\(word)\(number) ")
          bus.deliver(Int.random(in: 0...4, using: &random))
          if Int.random(in: 0..<3, using: &random) == 0 {
            bench.time.advance(milliseconds: Int64.random(in: 0...150, using: &random))
            for pod in bench.pods { try await pod.check() }
          }
          for reader in readers where Int.random(in: 0..<3, using: &random) > 0 { try await reader.read() }
          // A connection that breaks; its reader comes again with its cursor.
          if Int.random(in: 0..<8, using: &random) == 0 { readers.randomElement(using: &random)?.close() }
        }
      }
      try await speak(0, "a")
      try await bench.takeOver()
      try await speak(0, "void")
      try await speak(1, "b")
      readers.append(ClientReader(bench.pods[1].streams, run.stream))
      try await speak(1, "c")
      try await bench.workers[0].end()
      try await bench.workers[1].end()
      try await bench.pump(readers) { $0.allSatisfy(\.isDone) }
      let content = try await answer(bench, run)?.content
      for reader in readers { #expect(reader.text == content && reader.faults.isEmpty && reader.resets.count <= 1, "seed \(seed): \(reader.faults)") }
    }
  }
}
