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
  private struct State {
    var queue = RepairQueue()
    var quiet = QuietWatch()
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
      loop.schedule(afterMilliseconds: Self.holeMilliseconds, repeating: Self.holeMilliseconds) { self.check(on: loop) }
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

  func holeSeen(in stream: String) { state.withLock { $0.queue.holeSeen(stream) } }

  /// A stream was read from the store while its worker may have gone on.
  func look(at stream: String) { state.withLock { $0.queue.look(CollectionOfOne(stream)) } }

  /// Lines may have been lost.
  func lookAtAll() {
    let live = directory.all.filter { !$0.isEnded }.map(\.descriptor.name)
    state.withLock { $0.queue.look(live) }
  }

  // MARK: Holes

  /// Begins what is due. Loop only.
  func check(on loop: EventLoop) {
    let now = time.monotonic()
    let (holes, looks) = state.withLock { $0.queue.due() }
    var rest = looks[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(Self.streamsAtOnce))
      rest = rest.dropFirst(part.count)
      loop.spawn {
        await self.lookNow(at: part)
      } then: { _ in
      }
    }
    for name in holes {
      guard let stream = directory.find(name, now: now) else {
        state.withLock { $0.queue.forget(name) }
        continue
      }
      switch stream.checkHole(now: now) {
      case .none: settle(stream)
      case .fetchHistory:
        metrics.holesFetched.add()
        begin(stream, on: loop) { await self.fetchHistory($0) }
      case .giveUp: begin(stream, on: loop) { await self.fetchLog($0) }
      }
    }
  }

  /// One repair of a stream at a time.
  private func begin(_ stream: LiveStream, on loop: EventLoop, _ repair: @escaping @Sendable (LiveStream) async -> Void) {
    let name = stream.descriptor.name
    guard state.withLock({ $0.queue.begin(name) }) else { return }
    loop.spawn {
      await repair(stream)
    } then: { _ in
      self.state.withLock { $0.queue.ended(name) }
    }
  }

  /// Forgets a stream's holes when it has none. - Returns: whether it has none.
  @discardableResult
  private func settle(_ stream: LiveStream) -> Bool {
    guard stream.isEnded || !stream.hasHole else { return false }
    state.withLock { $0.queue.filled(stream.descriptor.name) }
    // One that opened before it was forgotten is not to be forgotten with it.
    guard !stream.isEnded, stream.hasHole else { return true }
    holeSeen(in: stream.descriptor.name)
    return false
  }

  private func fetchHistory(_ stream: LiveStream) async {
    do {
      try await take(historyOf: stream)
    } catch {
      log.warning(
        "the bus does not give a stream's history; the store is asked", [.stream: .text(stream.descriptor.name), .error: .text("\(error)")])
      await fetchLog(stream)
    }
  }

  private func take(historyOf stream: LiveStream) async throws(BusError) {
    let decoder = NativeEventDecoder()
    for piece in try await link.bus.history(of: stream.descriptor.name) {
      for line in piece.split(separator: 0x0A) { take(line, into: stream, decoder) }
    }
  }

  private func fetchLog(_ stream: LiveStream) async {
    let isAnswered = await take(logOf: stream, after: 0)
    guard !settle(stream), isAnswered else { return }
    // The journal of the worker may be on its way still.
    let last = stream.facts.last
    if state.withLock({ $0.queue.isHopeless(stream.descriptor.name, at: last) }) { giveUp(stream, "a part of its events is nowhere to be had") }
  }

  // MARK: The store

  /// Reads what the store and the bus's history have beyond what is here.
  /// - Returns: whether both could be asked. What one of them did not tell may be all that there is: the store lacks what its journal waits with, the
  ///   history what is too old.
  @discardableResult
  func catchUp(_ stream: LiveStream) async -> Bool {
    guard !stream.isEnded else { return true }
    var isAnswered = false
    if let runs = try? await store.runs(ofStreams: [stream.descriptor.name]) {
      isAnswered = if let run = runs.first { await catchUp(stream, with: run) } else { true }
    }
    guard !stream.isEnded else { return true }
    do { try await take(historyOf: stream) } catch { return false }
    return isAnswered
  }

  private func lookNow(at names: [String]) async {
    var waiting = Set(names)
    let live = names.compactMap { directory.find($0, now: time.monotonic()) }.filter { !$0.isEnded }
    let runs = live.isEmpty ? [] : try? await store.runs(ofStreams: live.map(\.descriptor.name))
    // Nobody can say now what became of them: they are looked at again.
    if runs == nil { state.withLock { $0.queue.look(names) } }
    let streams = Dictionary(live.map { ($0.descriptor.name, $0) }, uniquingKeysWith: { first, _ in first })
    for run in runs ?? [] {
      if let stream = streams[run.stream] { await catchUp(stream, with: run) }
      if waiting.remove(run.stream) != nil { state.withLock { $0.queue.ended(run.stream) } }
    }
    state.withLock { state in for name in waiting { state.queue.ended(name) } }
  }

  /// - Returns: whether the store could be asked for all of it.
  @discardableResult
  private func catchUp(_ stream: LiveStream, with run: Run) async -> Bool {
    if !run.status.isFinal {
      await link.follow(stream: run.stream)
      link.announce(run)
    }
    // Nobody had it yet.
    if run.epoch == 0, !run.status.isFinal { return true }
    let last = stream.facts.last
    let isAnswered = await take(logOf: stream, after: run.epoch > last.epoch ? 0 : last.sequence)
    if run.status.isFinal, isAnswered, !stream.isEnded { giveUp(stream, "it has ended and its log does not tell how") }
    return isAnswered
  }

  /// - Returns: whether the store could be asked for all of it.
  private func take(logOf stream: LiveStream, after sequence: Int64) async -> Bool {
    let decoder = NativeEventDecoder()
    var after = sequence
    while let page = try? await store.events(of: stream.descriptor.name, after: after, limit: Self.pageEvents) {
      for line in page { take(line[...], into: stream, decoder) }
      guard page.count == Self.pageEvents, let last = page.last.flatMap({ decoder.decode($0[...]) })?.position.sequence, last > after else {
        return true
      }
      after = last
    }
    return false
  }

  private func take(_ line: ArraySlice<UInt8>, into stream: LiveStream, _ decoder: NativeEventDecoder) {
    guard let event = decoder.decode(line) else { return }
    switch stream.receive(event, json: line, now: time.monotonic()) {
    case .appended:
      metrics.streamEvents.add()
      if stream.isEnded { link.leave(stream: stream.descriptor.name) }
    // A take-over while the log was read, or a history with a hole of its own.
    case .held, .beyondWindow: holeSeen(in: stream.descriptor.name)
    case .duplicate, .stale: break
    }
  }

  private func giveUp(_ stream: LiveStream, _ reason: String) {
    log.warning("a stream is given up; its readers come again", [.stream: .text(stream.descriptor.name), .reason: .text(reason)])
    metrics.streamsGivenUp.add()
    directory.remove(stream)
    link.leave(stream: stream.descriptor.name)
    stream.abandon()
    state.withLock { $0.queue.forget(stream.descriptor.name) }
  }

  // MARK: Silence

  /// Compares streams of which nothing was heard since the last check with the store.
  func checkQuiet() async {
    let live = directory.all.filter { !$0.isEnded }
    let places = live.map { (name: $0.descriptor.name, last: $0.facts.last) }
    let names = state.withLock { $0.quiet.due(of: places) }
    var rest = live.filter { names.contains($0.descriptor.name) && !$0.facts.isPublishedHere }[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.streamsAtOnce)
      guard let runs = try? await store.runs(ofStreams: part.map(\.descriptor.name)) else {
        state.withLock { state in for stream in rest { state.quiet.missed(stream.descriptor.name) } }
        return
      }
      rest = rest.dropFirst(part.count)
      let byStream = Dictionary(runs.map { ($0.stream, $0) }, uniquingKeysWith: { first, _ in first })
      for stream in part where !stream.facts.isPublishedHere {
        if let run = byStream[stream.descriptor.name] {
          await catchUp(stream, with: run)
        } else {
          giveUp(stream, "it is gone with its chat")
        }
      }
    }
  }
}
