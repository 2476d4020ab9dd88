import Bus
import Domain
import EventLoop
import Registry
import StreamLog
import TestKit

@testable import Workflow

/// A feed on a running loop, with a bus and a registry that do what a test says.
struct FeedBench: Sendable {
  let loop: EventLoop
  let bus = FaultyBus()
  let table = ListenerTable()
  let local = PublishedFeed()
  private let parts: LoopBound<Parts>

  final class Parts {
    let feed: RoutedFeed
    var publishers: [any StreamPublisher] = []
    init(_ feed: RoutedFeed) { self.feed = feed }
  }

  static let stream = testRun().stream

  init(loop: EventLoop, hasLocal: Bool) async throws {
    self.loop = loop
    let (bus, table, local) = (bus, table, local)
    parts = try await loop.run {
      let feed = RoutedFeed(
        loop: loop, bus: bus, directory: table.directory(of: "own"), local: hasLocal ? local : nil, ownPod: hasLocal ? "own" : nil,
        askAgainMilliseconds: 2)
      return LoopBound(Parts(feed), on: loop)
    }
  }

  @discardableResult
  func onLoop<Value: Sendable>(_ body: @escaping @Sendable (Parts) -> Value) async throws -> Value {
    try await loop.run { body(parts.value) }
  }

  func open() async throws { try await onLoop { $0.publishers.append($0.feed.open(testRun().descriptor, history: [])) } }

  /// Publishes text events in one turn. - Parameter publisher: the one opened first, unless another is named.
  func say(_ sequences: ClosedRange<Int64>, epoch: Int64 = 1, by publisher: Int = 0) async throws {
    try await onLoop { parts in
      var encoder = NativeEventEncoder(testRun().descriptor)
      for sequence in sequences {
        let event = StreamEvent(position: Position(epoch: epoch, sequence: sequence), body: .textDelta(TextDelta("\(sequence)")))
        parts.publishers[publisher].publish(event, json: encoder.encode(event))
      }
    }
    await settle()
  }

  /// The sequences that were sent, each sending with its route.
  var sent: [String] {
    bus.sendings.map { sending in
      let route = if case .pods(let pods) = sending.route { pods.joined(separator: ",") } else { "*" }
      return "\(route):\(Self.sequences(sending.lines))"
    }
  }

  var recorded: [String] { bus.recordings.map { "\($0.first):\(Self.sequences($0.lines))" } }

  private static func sequences(_ lines: [UInt8]) -> String {
    lines.split(separator: 0x0A).map { NativeEventDecoder().decode($0).map { "\($0.position.sequence)" } ?? "?" }.joined(separator: " ")
  }

  /// Everything that is due on the loop now was done.
  func settle() async {
    for _ in 0..<4 {
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 1) { continuation.resume() } }
      }
    }
  }

  func wait(_ what: String, until condition: () -> Bool) async throws {
    for _ in 0..<2000 {
      if condition() { return }
      await settle()
    }
    throw WorkerBench.Unfulfilled(what: what)
  }
}

func withFeed(hasLocal: Bool = false, _ body: (FeedBench) async throws -> Void) async throws {
  let loop = EventLoop(name: "feed")
  try loop.start()
  let bench = try await FeedBench(loop: loop, hasLocal: hasLocal)
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(bench)) } catch { outcome = .failure(error) }
  loop.stop()
  try outcome.get()
}
