import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Synchronization

/// Puts right what did not arrive: holes are asked for from the bus's history, then from the store; a stream of which nothing is heard is compared with
/// the store; one that cannot be made whole is given up, so that its readers come again and are served from the records.
package final class StreamRepair: Sendable {
  private struct Watch {
    var last: Position
    /// Checks until it is looked at again, and how many that will be the time after.
    var checksLeft: Int
    var patience: Int
  }

  private struct State {
    var holes: Set<String> = []
    /// Looked at once, soon: what was said between the store's answer and the worker's notice is not known here.
    var fresh: Set<String> = []
    var underRepair: Set<String> = []
    var failures: [String: Int] = [:]
    var watched: [String: Watch] = [:]
  }

  private let directory: StreamDirectory
  private let store: any Store
  private let link: PodLink
  private let metrics: ServerMetrics
  private let log: Log
  private let time: any TimeSource
  private let state = Mutex(State())

  static let holeMilliseconds = 100
  static let quietMilliseconds = 2000
  private static let longestPatience = 8
  private static let mostFailures = 20
  private static let pageEvents = 4096
  private static let streamsAtOnce = 500

  package init(directory: StreamDirectory, store: any Store, link: PodLink, metrics: ServerMetrics, log: Log, time: any TimeSource) {
    self.directory = directory
    self.store = store
    self.link = link
    self.metrics = metrics
    self.log = log
    self.time = time
  }

  package func start(on loop: EventLoop) async throws {
    try await loop.run { [self] in
      loop.schedule(afterMilliseconds: Self.holeMilliseconds, repeating: Self.holeMilliseconds) { self.checkHoles(on: loop) }
      var isChecking = false
      loop.schedule(afterMilliseconds: Self.quietMilliseconds, repeating: Self.quietMilliseconds) {
        guard !isChecking else { return }
        isChecking = true
        loop.spawn {
          await self.checkQuiet()
        } then: { _ in
          isChecking = false
        }
      }
    }
  }

  func holeSeen(in stream: String) { state.withLock { _ = $0.holes.insert(stream) } }

  /// A stream was read from the store while its worker may have gone on.
  func look(at stream: String) { state.withLock { _ = $0.fresh.insert(stream) } }

  /// Lines may have been lost.
  func lookAtAll() {
    let live = directory.all.filter { !$0.facts.isEnded }.map(\.descriptor.name)
    state.withLock { $0.fresh.formUnion(live) }
  }

  private func checkHoles(on loop: EventLoop) {
    let now = time.monotonic()
    let (holes, fresh) = state.withLock { state in
      defer { state.fresh = [] }
      return (state.holes, state.fresh)
    }
    for name in fresh { begin(name, now, on: loop) { await self.catchUp($0) } }
    for name in holes {
      guard let stream = directory.find(name, now: now) else {
        forget(name)
        continue
      }
      switch stream.checkHole(now: now) {
      case .none: if stream.facts.isEnded || !stream.hasHole { state.withLock { _ = $0.holes.remove(name) } }
      case .fetchHistory:
        metrics.holesFetched.add()
        begin(name, now, on: loop) { await self.fetchHistory($0) }
      case .giveUp: begin(name, now, on: loop) { await self.fetchLog($0) }
      }
    }
  }

  /// One repair of a stream at a time.
  private func begin(_ name: String, _ now: MonotonicTime, on loop: EventLoop, _ repair: @escaping @Sendable (LiveStream) async -> Void) {
    guard let stream = directory.find(name, now: now), state.withLock({ $0.underRepair.insert(name).inserted }) else { return }
    loop.spawn {
      await repair(stream)
    } then: { _ in
      self.state.withLock { _ = $0.underRepair.remove(name) }
    }
  }

  // MARK: Sources

  private func fetchHistory(_ stream: LiveStream) async {
    do {
      let decoder = NativeEventDecoder()
      for line in try await link.bus.history(of: stream.descriptor.name) { take(line[...], into: stream, decoder) }
    } catch {
      log.warning(
        "the bus does not give a stream's history; the store is asked", [.stream: .text(stream.descriptor.name), .error: .text("\(error)")])
      await fetchLog(stream)
    }
  }

  private func fetchLog(_ stream: LiveStream) async {
    await take(logOf: stream, after: 0)
    guard stream.hasHole, !stream.facts.isEnded else { return forget(stream.descriptor.name) }
    // The journal of the worker may be on its way still.
    let failures = state.withLock { state in
      state.failures[stream.descriptor.name, default: 0] += 1
      return state.failures[stream.descriptor.name, default: 0]
    }
    if failures >= Self.mostFailures { giveUp(stream, "a part of its events is nowhere to be had") }
  }

  /// Reads what the store has beyond what is here.
  func catchUp(_ stream: LiveStream) async {
    guard !stream.facts.isEnded, let run = try? await store.runs(ofStreams: [stream.descriptor.name]).first else { return }
    await catchUp(stream, with: run)
  }

  private func catchUp(_ stream: LiveStream, with run: Run) async {
    if !run.status.isFinal {
      await link.follow(stream: run.stream)
      link.announce(run)
    }
    let last = stream.facts.last
    await take(logOf: stream, after: run.epoch > last.epoch ? 0 : last.sequence)
    if run.status.isFinal, !stream.facts.isEnded { giveUp(stream, "it has ended and its log does not tell how") }
  }

  private func take(logOf stream: LiveStream, after sequence: Int64) async {
    let decoder = NativeEventDecoder()
    var after = sequence
    while let page = try? await store.events(of: stream.descriptor.name, after: after, limit: Self.pageEvents) {
      for line in page { take(line[...], into: stream, decoder) }
      guard page.count == Self.pageEvents, let last = page.last.flatMap({ decoder.decode($0[...]) })?.position.sequence, last > after else { return }
      after = last
    }
  }

  private func take(_ line: ArraySlice<UInt8>, into stream: LiveStream, _ decoder: NativeEventDecoder) {
    guard let event = decoder.decode(line) else { return }
    if stream.receive(event, json: line, now: time.monotonic()) == .appended {
      metrics.streamEvents.add()
      if stream.facts.isEnded { link.leave(stream: stream.descriptor.name) }
    }
  }

  private func giveUp(_ stream: LiveStream, _ reason: String) {
    log.warning("a stream is given up; its readers come again", [.stream: .text(stream.descriptor.name), .reason: .text(reason)])
    metrics.streamsGivenUp.add()
    directory.remove(stream.descriptor.name)
    link.leave(stream: stream.descriptor.name)
    stream.abandon()
    forget(stream.descriptor.name)
  }

  private func forget(_ name: String) {
    state.withLock { state in
      state.holes.remove(name)
      state.failures[name] = nil
    }
  }

  // MARK: Silence

  /// Compares streams of which nothing was heard since the last check with the store; the longer it lasts the more seldom.
  func checkQuiet() async {
    let live = directory.all.filter { !$0.facts.isEnded }
    let due = state.withLock { state -> [LiveStream] in
      var watched: [String: Watch] = [:]
      var due: [LiveStream] = []
      for stream in live {
        let (name, last) = (stream.descriptor.name, stream.facts.last)
        var watch = Watch(last: last, checksLeft: 1, patience: 1)
        if let known = state.watched[name], known.last == last {
          watch = known
          watch.checksLeft -= 1
          if watch.checksLeft <= 0 {
            due.append(stream)
            watch.patience = min(watch.patience * 2, Self.longestPatience)
            watch.checksLeft = watch.patience
          }
        }
        watched[name] = watch
      }
      state.watched = watched
      return due
    }
    var rest = due[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.streamsAtOnce)
      rest = rest.dropFirst(part.count)
      guard let runs = try? await store.runs(ofStreams: part.map(\.descriptor.name)) else { return }
      let byStream = Dictionary(runs.map { ($0.stream, $0) }, uniquingKeysWith: { first, _ in first })
      for stream in part where !stream.facts.isPublishedHere {
        guard let run = byStream[stream.descriptor.name] else {
          giveUp(stream, "it is gone with its chat")
          continue
        }
        if run.epoch > 0 { await catchUp(stream, with: run) }
      }
    }
  }
}
