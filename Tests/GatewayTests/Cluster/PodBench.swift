import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import TestKit

@testable import Gateway

/// One gateway of a cluster: what ties its streams and sessions to those of others.
struct PodBench: Sendable {
  let name: String
  let loop: EventLoop
  let metrics = ServerMetrics()
  let directory = StreamDirectory(memoryBudgetBytes: 1 << 24, endedLingerMilliseconds: 60_000)
  let link: PodLink
  let repair: StreamRepair
  let sessions: SessionHub
  let streams: StreamAccess
  let inbox: PodInbox

  init(_ name: String, on loop: EventLoop, store: any Store, time: any TimeSource, bus: FaultyBus, table: ListenerTable) {
    self.name = name
    self.loop = loop
    link = PodLink(pod: name, bus: bus, directory: table.directory(of: name))
    repair = StreamRepair(directory: directory, store: store, link: link, metrics: metrics, log: .silent, time: time)
    sessions = SessionHub(link: link)
    streams = StreamAccess(
      directory: directory, store: store, metrics: metrics, boundaries: BoundaryRecorder(pod: name, log: .silent, time: time), time: time,
      loops: [loop], cluster: (link, repair), reachMilliseconds: 500)
    inbox = PodInbox(directory: directory, sessions: sessions, repair: repair, link: link, metrics: metrics, time: time)
    bus.subscribe(pod: name, inbox)
  }

  /// As the timer does, and what that began has come a little further.
  func check() async throws {
    try await loop.run { repair.check(on: loop) }
    try await turns(4)
  }

  func turns(_ count: Int) async throws {
    for _ in 0..<count { try await loop.run {} }
  }
}

/// Pods without workers, over a store that does what a test says.
struct PodsBench: Sendable {
  let loop: EventLoop
  let store = ScriptedStore()
  let time = ManualTime()
  let bus: FaultyBus
  let table = ListenerTable()
  let pods: [PodBench]

  init(_ names: [String], on loop: EventLoop, bus: FaultyBus) {
    self.loop = loop
    self.bus = bus
    let (store, time, table) = (store, time, table)
    pods = names.map { PodBench($0, on: loop, store: store, time: time, bus: bus, table: table) }
  }

  /// The stream stands in the store as a run that `w` has.
  func keep(_ status: RunStatus = .running, epoch: Int64 = 1, events: [[UInt8]] = []) {
    var run = storedRun(status, epoch: epoch)
    run.worker = status == .running ? "w" : nil
    store.keep(
      StoredStream(run: run, last: nil, hasLog: true, message: nil, reasoning: nil, artifacts: [], failure: nil, cancelledBy: nil), events: events)
  }

  /// Looks, turn by turn, until the condition holds.
  func wait(_ what: String, until condition: () async throws -> Bool) async throws {
    for _ in 0..<2000 {
      if try await condition() { return }
      await withCheckedContinuation { continuation in
        loop.execute { loop.schedule(afterMilliseconds: 1) { continuation.resume() } }
      }
    }
    throw GatewayBench.Unfulfilled(what: what)
  }
}

func withPods(
  _ names: [String] = ["y"], bus: FaultyBus = FaultyBus(), _ body: (PodsBench) async throws -> Void
) async throws {
  let loop = EventLoop(name: "pods")
  try loop.start()
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(PodsBench(names, on: loop, bus: bus))) } catch { outcome = .failure(error) }
  loop.stop()
  try outcome.get()
}

/// Events as one piece of lines, as a worker sends them.
func lines(_ events: some Sequence<(event: StreamEvent, json: [UInt8])>) -> [UInt8] { events.flatMap { $0.json + [0x0A] } }

/// Events from a position on. - Parameter resetKeeping: begins them, with what stands of the epochs before.
func events(
  _ bodies: [StreamEvent.Body], epoch: Int64 = 1, after sequence: Int64 = 0, of descriptor: StreamDescriptor = descriptor()
) -> [(event: StreamEvent, json: [UInt8])] {
  var encoder = NativeEventEncoder(descriptor)
  return bodies.enumerated().map { index, body in
    let event = StreamEvent(position: Position(epoch: epoch, sequence: sequence + Int64(index + 1)), body: body)
    return (event, Array(encoder.encode(event)))
  }
}

extension StreamEvent.Body {
  static func reset(keeping keep: Int64) -> StreamEvent.Body { .reset(StreamReset(keep: keep)) }
}
