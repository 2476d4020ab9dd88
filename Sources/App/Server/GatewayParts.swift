import Bus
import EventLoop
import Gateway
import Observe
import Primitives
import Store
import StreamLog

/// The streams and sessions of this process, and in a cluster what keeps them equal to those of other pods.
struct GatewayParts: Sendable {
  let streams: StreamAccess
  let sessions: SessionHub
  private let inbox: PodInbox?
  private let repair: StreamRepair?
  private let pod: String

  private static let releaseMilliseconds = 10_000

  init(
    pod: String, directory: StreamDirectory, store: any Store, ties: ProcessTies, metrics: ServerMetrics, boundaries: BoundaryRecorder, log: Log,
    time: any TimeSource, loops: [EventLoop]
  ) {
    self.pod = pod
    let link = ties.directory.map { PodLink(pod: pod, bus: ties.bus, directory: $0) }
    let repair = link.map { StreamRepair(directory: directory, store: store, link: $0, metrics: metrics, log: log, time: time) }
    let sessions = SessionHub(link: link)
    self.repair = repair
    self.sessions = sessions
    if let link, let repair {
      streams = StreamAccess(
        directory: directory, store: store, metrics: metrics, boundaries: boundaries, time: time, loops: loops, cluster: (link, repair),
        cache: ties.shared?.cache)
      inbox = PodInbox(directory: directory, sessions: sessions, repair: repair, link: link, metrics: metrics, time: time)
    } else {
      streams = StreamAccess(directory: directory, store: store, metrics: metrics, boundaries: boundaries, time: time, loops: loops)
      inbox = nil
    }
  }

  /// Hears of other processes from now on.
  func start(on loop: EventLoop, bus: any Bus) async throws {
    guard let inbox, let repair else { return }
    bus.subscribe(pod: pod, inbox)
    try await repair.start(on: loop)
    let streams = self.streams
    try await loop.run {
      _ = loop.schedule(afterMilliseconds: Self.releaseMilliseconds, repeating: Self.releaseMilliseconds) { streams.releaseUnread() }
    }
  }
}
