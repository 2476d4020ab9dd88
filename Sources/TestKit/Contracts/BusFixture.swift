import Bus
import Synchronization
import Testing

/// What a test of the bus's contract works with.
struct BusFixture: Sendable {
  let bus: any Bus
  let other: any Bus
  let patienceMilliseconds: Int

  /// A receiver on a bus that is heard of: what is sent to it from now on arrives.
  func pod(_ name: String, on bus: any Bus, from sender: any Bus) async throws -> PodEar {
    let ear = PodEar()
    bus.subscribe(pod: name, ear)
    try await ear.wait { lines in
      if lines.isEmpty { sender.publish(lines: PodEar.probe, to: .pods([name])) }
      return !lines.isEmpty
    }
    try await ear.wait { lines in
      if lines.last != PodEar.secondProbe { sender.publish(lines: PodEar.secondProbe, to: .everyPod) }
      return lines.last == PodEar.secondProbe
    }
    try await ear.settle()
    return ear
  }

  func control(_ worker: String, on bus: any Bus, from sender: any Bus) async throws -> ControlEar {
    let ear = ControlEar()
    bus.subscribe(control: worker, ear)
    try await ear.wait { messages in
      if messages.isEmpty { sender.publish(control: .listen(stream: "probe", pod: "probe"), to: .worker(worker)) }
      return !messages.isEmpty
    }
    try await ear.wait { messages in
      if messages.last != .listen(stream: "probe", pod: "all") { sender.publish(control: .listen(stream: "probe", pod: "all"), to: .everyWorker) }
      return messages.last == .listen(stream: "probe", pod: "all")
    }
    try await ear.settle()
    return ear
  }
}

/// Something that was heard on other threads and is waited for.
package class Ear<Heard: Sendable>: @unchecked Sendable {
  // All state is behind the lock; subclasses add none.
  private let heard = Mutex<[Heard]>([])

  package init() {}

  package func add(_ thing: Heard) { heard.withLock { $0.append(thing) } }
  package var all: [Heard] { heard.withLock { $0 } }
  package func clear() { heard.withLock { $0 = [] } }

  /// Returns once the condition holds.
  /// - Throws: when that takes longer.
  package func wait(seconds: Int = 10, until condition: ([Heard]) -> Bool) async throws {
    for _ in 0..<(seconds * 100) {
      if condition(all) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("\(seconds) seconds passed; heard so far: \(all.count) \(String(describing: all.prefix(5)).prefix(500))")
    throw CancellationError()
  }

  /// What is on its way arrives, and is forgotten.
  package func settle() async throws {
    var count = -1
    while count != all.count {
      count = all.count
      try await Task.sleep(for: .milliseconds(50))
    }
    clear()
  }
}

package final class PodEar: Ear<[UInt8]>, @unchecked Sendable, PodReceiver {
  static let probe = Array("{\"v\":1,\"type\":\"probe\"}\n".utf8)
  static let secondProbe = Array("{\"v\":1,\"type\":\"probe of all\"}\n".utf8)

  private let missed = Atomic<Int>(0)

  package func received(lines: [UInt8]) { add(lines) }
  package func mayHaveMissed() { missed.wrappingAdd(1, ordering: .relaxed) }

  /// How often it was told that it may have missed something.
  package var timesMissed: Int { missed.load(ordering: .relaxed) }

  /// What came, one line after the other.
  package var heardLines: [String] {
    String(decoding: all.flatMap { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

package final class ControlEar: Ear<ControlMessage>, @unchecked Sendable, ControlReceiver {
  package func received(_ message: ControlMessage) { add(message) }
}

/// A worker that keeps its offers, or answers at once.
package final class WorkEar: Ear<any WorkDelivery>, @unchecked Sendable, BusWorker {
  private let answer: @Sendable (any WorkDelivery) -> Void

  package init(_ answer: @escaping @Sendable (any WorkDelivery) -> Void = { $0.finish() }) { self.answer = answer }

  package func offered(_ delivery: any WorkDelivery) {
    add(delivery)
    answer(delivery)
  }

  package var runs: [String] { all.map(\.run) }
}

extension [UInt8] {
  /// Native events as they go over the bus.
  package static func events(_ sequences: ClosedRange<Int>, epoch: Int = 1, stream: String = "gen_a", delta: String = "x") -> [UInt8] {
    sequences.flatMap { sequence in
      Array("{\"v\":1,\"type\":\"text.delta\",\"stream\":\"\(stream)\",\"epoch\":\(epoch),\"seq\":\(sequence),\"delta\":\"\(delta)\"}\n".utf8)
    }
  }
}
