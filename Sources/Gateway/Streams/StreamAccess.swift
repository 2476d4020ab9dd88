import Bus
import Domain
import EventLoop
import Observe
import Primitives
import Registry
import Store
import StreamLog
import Studio
import Wire

/// Finds streams: in memory, or in the store, from which an ended one is brought back as it was. Also the feed through which local workers publish.
package final class StreamAccess: StreamFeed, Sendable {
  package let directory: StreamDirectory
  private let store: any Store
  private let metrics: ServerMetrics
  private let boundaries: BoundaryRecorder
  private let time: any TimeSource
  private let cluster: (link: PodLink, repair: StreamRepair)?
  private let cache: ReadThroughCache?
  private let loops: [EventLoop]
  private let reachMilliseconds: Int
  /// One for each loop, by the loop's identity.
  private let readers: [ObjectIdentifier: LoopBound<LoopReaders>]

  private static let pageEvents = 4096
  private static let mostRestarts = 3

  /// - Parameter reachMilliseconds: how long a reader's position that is not known here is waited for.
  package init(
    directory: StreamDirectory, store: any Store, metrics: ServerMetrics, boundaries: BoundaryRecorder, time: any TimeSource, loops: [EventLoop],
    cluster: (link: PodLink, repair: StreamRepair)? = nil, cache: ReadThroughCache? = nil, reachMilliseconds: Int = 3000
  ) {
    self.reachMilliseconds = reachMilliseconds
    self.cache = cache
    self.cluster = cluster
    self.loops = loops
    self.directory = directory
    self.store = store
    self.metrics = metrics
    self.boundaries = boundaries
    self.time = time
    readers = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0), LoopBound(handing: LoopReaders(loop: $0), to: $0)) })
  }

  /// The loop's own readers. Loop only.
  func readers(on loop: EventLoop) -> LoopReaders {
    guard let bound = readers[ObjectIdentifier(loop)] else { preconditionFailure("a loop that the gateway was not told of") }
    return bound.value
  }

  /// - Throws: 404 for a stream that nobody knows.
  package func find(_ name: String) async throws -> LiveStream {
    guard ClientName.isStream(name) else { throw Problem.notFound("a stream of this name") }
    if let live = directory.find(name, now: time.monotonic()), !discarded(live) {
      if let cluster, !live.facts.isEnded, !live.facts.isPublishedHere, !cluster.link.follows(stream: name) { cluster.repair.look(at: name) }
      return live
    }
    // Before the store is asked: what its worker says afterwards comes here.
    await cluster?.link.follow(stream: name)
    do {
      guard let stored = try await store.stream(name) else { throw Problem.notFound("stream \(name)") }
      let stream = try await load(stored)
      if stream.facts.isEnded {
        cluster?.link.leave(stream: name)
      } else if let cluster {
        cluster.link.announce(stored.run)
        cluster.repair.look(at: name)
      }
      return stream
    } catch {
      if directory.find(name, now: time.monotonic()) == nil { cluster?.link.leave(stream: name) }
      throw error
    }
  }

  /// One that was given up is looked for anew. - Returns: whether it was.
  private func discarded(_ live: LiveStream) -> Bool {
    guard live.facts.isLost else { return false }
    directory.remove(live)
    return true
  }

  /// The stream of a run that was just accepted: it exists from now on and is silent until its turn.
  /// - Parameter mayHaveBegun: a worker may have heard of the run already, and asked who listens.
  package func begin(_ run: Run, mayHaveBegun: Bool = false) async -> LiveStream {
    await cluster?.link.follow(stream: run.stream)
    let stream = directory.findOrAdd(run.descriptor, now: time.monotonic())
    if mayHaveBegun { cluster?.repair.look(at: run.stream) }
    return stream
  }

  /// Waits for a stream, and where it is given up here, for what takes its place.
  /// - Returns: the stream for which the condition holds. - Throws: `CancellationError`, and what `find` throws.
  func wait(for stream: LiveStream, onlyAtEnd: Bool = false, _ condition: (LiveStream.Facts) -> Bool) async throws -> LiveStream {
    var stream = stream
    while true {
      do {
        try await StreamWait.until(stream, onlyAtEnd: onlyAtEnd, condition)
        return stream
      } catch is StreamWait.Lost {
        stream = try await find(stream.descriptor.name)
      }
    }
  }

  /// Lets go of live streams that nobody here reads, so that their workers need not send them here.
  package func releaseUnread() {
    guard let cluster else { return }
    for name in directory.releaseUnread(now: time.monotonic(), unusedMilliseconds: 30_000) { cluster.link.leave(stream: name) }
  }

  /// The chat is gone; its readers on other pods are told.
  func removeStreams(of chat: ChatID) {
    for live in directory.all where live.descriptor.chat == chat && live.facts.isEnded { directory.remove(live) }
    cluster?.link.chatDeleted(chat)
  }

  /// Checks where a reader wants to go on.
  /// - Throws: 409 for a position that the stream has not reached; as `reach`.
  func check(_ cursor: Position, of stream: LiveStream) async throws(Problem) {
    try await reach("position \(cursor)", of: stream) { $0.answer(to: cursor) != .unknownPosition }
    // Given up meanwhile: nobody here can say what it has reached, so its reader is ended at once and comes again.
    if stream.facts.isLost { return }
    if stream.answer(to: cursor) == .unknownPosition {
      throw Problem(
        409, "stream.unknown_position", "the stream has not reached position \(cursor); it is at \(stream.facts.last); read without a cursor")
    }
  }

  /// Waits a while until a stream knows what a reader says that it had. What it had from another pod may be on its way here still, or void by a take-over
  /// that comes.
  /// - Parameter isReached: told by the stream alone.
  /// - Throws: 503 when it is not reached and store or bus could not be asked: nobody knows, so that nothing is refused for good.
  func reach(_ place: @autoclosure () -> String, of stream: LiveStream, _ isReached: @escaping @Sendable (LiveStream) -> Bool) async throws(Problem) {
    guard let cluster, let loop = loops.first, !stream.facts.isEnded, !isReached(stream) else { return }
    let isAnswered = await cluster.repair.catchUp(stream)
    let waiting = Task { try await StreamWait.until(stream) { $0.isEnded || isReached(stream) } }
    loop.execute { [reachMilliseconds] in loop.schedule(afterMilliseconds: reachMilliseconds) { waiting.cancel() } }
    _ = await waiting.result
    if isReached(stream) || stream.facts.isEnded || stream.facts.isLost { return }
    // The journal of its worker may have come to the store only now.
    let isAnsweredAgain = await cluster.repair.catchUp(stream)
    if isReached(stream) || stream.facts.isEnded || stream.facts.isLost || (isAnswered && isAnsweredAgain) { return }
    throw Problem(
      503, "store.unavailable", "whether the stream has reached \(place()) cannot be told now, since the records cannot be asked; try again shortly",
      headers: ["retry-after": "1"])
  }

  /// Returns once a worker has taken the run over, which voids what was told but not kept: before, a reader that had that is at a position
  /// which nobody knows. - Throws: `CancellationError`, and what `find` throws.
  package func takenOver(_ run: Run) async throws {
    _ = try await wait(for: try await find(run.stream)) { $0.isEnded || $0.last.epoch > run.epoch }
  }

  private func load(_ stored: StoredStream) async throws -> LiveStream {
    let run = stored.run
    guard stored.hasLog || !run.status.isFinal else {
      return directory.add(RestoredStream.make(stored, blocks: try await blocks(of: run)), now: time.monotonic())
    }
    return directory.findOrAdd(run.descriptor, history: try await history(of: stored), now: time.monotonic())
  }

  /// What a generation's run left, where that is still a version of it.
  private func blocks(of run: Run) async throws -> [GeneratedBlock] {
    guard let order = GenerationOrder(run), let store = store as? any GenerationStore else { return [] }
    guard let number = try await store.versions(of: order.generation).first(where: { $0.run == run.id })?.number else { return [] }
    return try await store.version(number, of: order.generation).flatMap { GenerationDocument($0.document) }?.generatedBlocks ?? []
  }

  /// The log of an ended stream changes no more, and its run's ID is nobody else's, also when a chat is deleted and made again under the same IDs. Whether it is
  /// still there is the store's to say, and was asked just now.
  private func history(of stored: StoredStream) async throws -> [ArraySlice<UInt8>] {
    guard let cache, stored.run.status.isFinal, let last = stored.last else { return try await storedLog(of: stored.run.stream).map { $0[...] } }
    let log = try await cache.value(for: "log:\(stored.run.id):\(last)") {
      try await storedLog(of: stored.run.stream).reduce(into: []) { joined, line in
        joined += line
        joined.append(0x0A)
      }
    }
    return log.split(separator: 0x0A)
  }

  private func storedLog(of stream: String) async throws -> [[UInt8]] {
    var log: [[UInt8]] = []
    var last = Position(epoch: 0, sequence: 0)
    var restarts = 0
    let decoder = NativeEventDecoder()
    while true {
      let page = try await store.events(of: stream, after: last.sequence, limit: Self.pageEvents)
      if last.epoch > 0, let next = page.first.flatMap({ decoder.decode($0[...]) }), !next.goesOn(after: last), restarts < Self.mostRestarts {
        // A take-over between two pages has made void what was read.
        (log, last, restarts) = ([], Position(epoch: 0, sequence: 0), restarts + 1)
        continue
      }
      log += page
      guard page.count == Self.pageEvents, let end = page.last.flatMap({ decoder.decode($0[...]) })?.position, end.sequence > last.sequence else {
        return log
      }
      last = end
    }
  }

  // MARK: Feed

  package func open(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>], traceparent: String?) -> any StreamPublisher {
    let now = time.monotonic()
    if let known = directory.find(descriptor.name, now: now), !discarded(known) {
      // What another worker said and this process did not hear is in the log that comes with the run.
      if cluster != nil { bring(history, to: known, now) }
      return Publisher(known, self)
    }
    return Publisher(directory.findOrAdd(descriptor, history: history, now: now), self)
  }

  private func bring(_ history: [ArraySlice<UInt8>], to stream: LiveStream, _ now: MonotonicTime) {
    let decoder = NativeEventDecoder()
    for json in history {
      if let event = decoder.decode(json) { stream.receive(event, json: json, now: now) }
    }
  }

  private func published(_ event: StreamEvent, json: ArraySlice<UInt8>, to stream: LiveStream) {
    let name = stream.descriptor.name
    switch stream.receive(event, json: json, now: time.monotonic()) {
    case .appended:
      metrics.streamEvents.add()
      if stream.isEnded { cluster?.link.leave(stream: name) }
    case .duplicate: metrics.duplicatesDropped[.duplicate].add()
    case .stale: metrics.duplicatesDropped[.fenced].add()
    case .held, .beyondWindow: cluster?.repair.holeSeen(in: name)
    }
  }

  private func published(last stream: LiveStream) {
    stream.publisherLeft()
    // Its run is another worker's now, which was perhaps told that nobody listens here.
    if let cluster, !stream.facts.isEnded { cluster.repair.look(at: stream.descriptor.name) }
  }

  private final class Publisher: StreamPublisher {
    private let stream: LiveStream
    private let access: StreamAccess

    init(_ stream: LiveStream, _ access: StreamAccess) {
      stream.publisherCame()
      self.stream = stream
      self.access = access
    }

    deinit { access.published(last: stream) }

    func publish(_ event: StreamEvent, json: ArraySlice<UInt8>) {
      access.published(event, json: json, to: stream)
      switch event.body {
      case .started: relayed(event, phase: "first")
      case .completed, .failed, .cancelled: relayed(event, phase: "last")
      case .reset:
        access.metrics.streamResets.add()
        relayed(event, phase: "reset")
      default: break
      }
    }

    /// The first and the last of a stream on its way from the worker to the gateway, and each take-over; what is between is counted by the sequence.
    private func relayed(_ event: StreamEvent, phase: String) {
      access.boundaries.record(
        .relay, .gateway, id: stream.descriptor.entity?.description ?? stream.descriptor.name, frontendID: stream.descriptor.frontendID,
        detail: [.phase: .text(phase), .epoch: .integer(event.position.epoch), .seq: .integer(event.position.sequence)])
    }
  }
}

extension StreamEvent {
  /// Whether it can follow an event at this position in an effective log, be there a hole between them or none.
  fileprivate func goesOn(after last: Position) -> Bool {
    if position.epoch == last.epoch { return true }
    if case .reset(let reset) = body { return reset.keep >= last.sequence }
    return false
  }
}
