import Bus
import Credentials
import Domain
import EventLoop
import Observe
import Primitives
import Registry
import Store
import StreamLog
import TestKit
import Wire

@testable import Gateway
@testable import Transport

func storedRun(_ status: RunStatus = .completed, epoch: Int64 = 1, answer: Int = 2) -> Run {
  let message = entity(answer, .assistantMessage)
  return Run(
    id: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", stream: message.description, chat: chat, userMessage: entity(1, .userMessage), assistantMessage: message,
    frontendID: "q-1", session: nil, requestedModel: "m", provider: "p", model: "m", status: status, epoch: epoch,
    createdAt: Timestamp(milliseconds: 1_795_000_000_000), request: RunRequest())
}

/// Events of a stream as its log keeps them. - Parameter epoch: of all of them.
func storedEvents(_ bodies: [StreamEvent.Body], of descriptor: StreamDescriptor, epoch: Int64 = 1) -> [(event: StreamEvent, json: [UInt8])] {
  var encoder = NativeEventEncoder(descriptor)
  return bodies.enumerated().map { index, body in
    let event = StreamEvent(position: Position(epoch: epoch, sequence: Int64(index + 1)), body: body)
    return (event, Array(encoder.encode(event)))
  }
}

extension StreamEvent.Body {
  static let begun = StreamEvent.Body.started(StreamStarted(run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: nil, parent: nil, model: "m", provider: "p"))
  static func said(_ text: String) -> StreamEvent.Body { .textDelta(TextDelta(text)) }
  static let done = StreamEvent.Body.completed(
    StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 1, timeToFirstTokenMilliseconds: nil))
}

/// Nobody is asked who they are.
func keyless(_ time: ManualTime) -> AccessControl {
  guard let tickets = try? TicketOffice(secret: [UInt8](repeating: 7, count: 32)) else { preconditionFailure("the secret is long enough") }
  return AccessControl(
    store: KeylessStore(), settings: AccessSettings(), tickets: tickets, tokens: nil, limiter: LocalRateLimiter(time: time), log: .silent, time: time)
}

/// A gateway's services on one running loop, over a store that does what a test says.
struct GatewayBench: Sendable {
  let loop: EventLoop
  let store = ScriptedStore()
  let time = ManualTime()
  let bus = LocalBus()
  let history: MetricRecorder
  let services: GatewayServices

  var streams: StreamAccess { services.streams }

  init(loop: EventLoop) {
    self.loop = loop
    let metrics = ServerMetrics()
    history = MetricRecorder(metrics.history(process: NoProcess()))
    let boundaries = BoundaryRecorder(pod: "pod", log: .silent, time: time)
    let directory = StreamDirectory(memoryBudgetBytes: 1 << 24, endedLingerMilliseconds: 60_000)
    services = GatewayServices(
      settings: settings, store: store, bus: bus,
      streams: StreamAccess(directory: directory, store: store, metrics: metrics, boundaries: boundaries, time: time, loops: [loop]),
      sessions: SessionHub(),
      models: NoModels(), access: keyless(time), boundaries: boundaries, metrics: metrics, history: history, log: .silent,
      time: time, health: AllWell())
  }

  /// - Parameter parameters: what the route's pattern found in the path.
  func call(_ text: String, _ parameters: KeyValuePairs<String, String> = [:]) throws -> Call {
    Call(
      request: HTTPRequest(head: try head(text), body: [], peerAddress: "127.0.0.1"),
      parameters: RouteParameters(names: parameters.map(\.key), values: parameters.map(\.value)), requestID: "r", caller: .anybody, loop: loop,
      services: services)
  }

  /// A stream that a worker publishes to.
  func publish(_ bodies: [StreamEvent.Body], to stream: LiveStream, after sequence: Int64 = 0, epoch: Int64 = 1) async throws {
    try await loop.run {
      var encoder = NativeEventEncoder(stream.descriptor)
      for (index, body) in bodies.enumerated() {
        let event = StreamEvent(position: Position(epoch: epoch, sequence: sequence + Int64(index + 1)), body: body)
        stream.receive(event, json: encoder.encode(event), now: MonotonicTime(nanoseconds: 1))
      }
    }
  }

  /// Looks, turn by turn, until the condition holds.
  func wait(_ what: String, until condition: @escaping @Sendable () -> Bool) async throws {
    for _ in 0..<2000 {
      if try await loop.run(condition) { return }
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 2) { continuation.resume() } }
      }
    }
    throw Unfulfilled(what: what)
  }

  struct Unfulfilled: Error { let what: String }

  private struct NoModels: ModelDirectory {
    func resolve(_ model: String?) -> ResolvedModel { ResolvedModel(provider: "p", model: model ?? "m") }
    var listed: [(id: String, provider: String)] { [] }
    func passesUnknownFields(provider: String) -> Bool { false }
  }

  private struct NoProcess: ProcessFigures {
    var residentBytes: UInt64? { nil }
    var cpuNanoseconds: UInt64? { nil }
    var startNanoseconds: UInt64? { nil }
    var openFiles: UInt64? { nil }
    var maxOpenFiles: UInt64? { nil }
  }

  private struct AllWell: HealthSource {
    func status() async -> (down: [String], acceptsMessages: Bool) { ([], true) }
  }
}

func withGateway(_ body: (GatewayBench) async throws -> Void) async throws {
  let loop = EventLoop(name: "gateway")
  try loop.start()
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(GatewayBench(loop: loop))) } catch { outcome = .failure(error) }
  loop.stop()
  try outcome.get()
}

/// A connection that pulls at the end of each turn in which its source has bytes. Bound to its loop.
final class PullingSink: ByteSink, TurnEndObserver {
  private let loop: EventLoop
  private(set) var bytes: [UInt8] = []
  private(set) var hasEnded = false
  private(set) var isAborted = false
  private var isDue = false
  var isPaused = false
  var source: (any ByteSource)?
  var limit = 1 << 16

  init(_ loop: EventLoop) { self.loop = loop }

  func sourceHasBytes() {
    guard !isDue else { return }
    isDue = true
    loop.atTurnEnd(self)
  }

  func abort() {
    isAborted = true
    close()
  }

  func close() {
    source?.sinkClosed()
    source = nil
  }

  func turnEnded() {
    isDue = false
    guard !isPaused, !isAborted, let source else { return }
    var slices: ContiguousArray<BlockSlice> = []
    let result = source.pull(into: &slices, limit: limit)
    for slice in slices { slice.block.withUnsafeBytes(slice.range) { bytes.append(contentsOf: $0) } }
    switch result {
    case .idle: break
    case .more: loop.execute { [bound = LoopBound(self, on: loop)] in bound.value.sourceHasBytes() }
    case .ended:
      hasEnded = true
      self.source = nil
    }
  }
}

/// A reader's connection and what it got so far.
struct TestReader: Sendable {
  let loop: EventLoop
  let sink: LoopBound<PullingSink>

  /// - Parameter response: with a source as its body.
  static func open(_ response: HTTPResponse, on loop: EventLoop) async throws -> TestReader {
    guard case .source(let make) = response.body else { throw GatewayBench.Unfulfilled(what: "a body that comes piece by piece") }
    let sink = try await loop.run {
      let sink = PullingSink(loop)
      sink.source = make(sink, loop)
      sink.sourceHasBytes()
      return LoopBound(sink, on: loop)
    }
    return TestReader(loop: loop, sink: sink)
  }

  struct Event: Equatable, Sendable {
    var id: String
    var type: String
    var data: String
  }

  func onLoop<Value: Sendable>(_ body: @escaping @Sendable (PullingSink) -> Value) async throws -> Value {
    try await loop.run { body(sink.value) }
  }

  var text: String {
    get async throws { try await onLoop { String(decoding: $0.bytes, as: UTF8.self) } }
  }

  /// Events of a body without chunks, as HTTP/1.0 has it.
  static func events(_ bytes: [UInt8]) -> [Event] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n\n").compactMap { block in
      let fields = block.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
      func field(_ name: String) -> String? {
        fields.first { $0.first.map(String.init) == name }.map { String($0.count > 1 ? $0[1].dropFirst() : "") }
      }
      return field("data").map { Event(id: field("id") ?? "", type: field("event") ?? "", data: $0) }
    }
  }
}
