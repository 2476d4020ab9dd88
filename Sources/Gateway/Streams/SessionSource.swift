import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// One reader of all streams of a session on one connection. Belongs to its loop.
///
/// Events carry the session's own cursor as their SSE `id`, so they are framed for this reader alone; the JSON is the one that every reader gets.
final class SessionSource: ByteSource {
  private final class Member: GroupedReader {
    let ordinal: Int64
    let stream: LiveStream
    var reader: StreamReader
    var formIndex = 0
    var isDirty = true
    unowned let owner: SessionSource
    /// Where its chat may be taken back.
    private let reading: ChatReadings.Reading?

    init(ordinal: Int64, stream: LiveStream, reader: StreamReader, owner: SessionSource, reading: ChatReadings.Reading?) {
      self.ordinal = ordinal
      self.stream = stream
      self.reader = reader
      self.owner = owner
      self.reading = reading
    }

    func streamHasGrown() {
      isDirty = true
      owner.sink.sourceHasBytes()
    }
  }

  private let session: String
  private let caller: Caller
  private let services: GatewayServices
  private let loop: EventLoop
  private let framing: FormKey.Framing
  private unowned let sink: any ByteSink
  private var cursor: SessionCursor
  private var members: [Member] = []
  private var own: [UInt8]
  private var slices: ContiguousArray<BlockSlice> = []
  private var token: UInt64 = 0
  private var isOpen = true
  private var isDraining = false
  private var isBroken = false
  private var isRefreshing = false
  private var mustRefreshAgain = false

  static func response(_ call: Call, session: String, cursor: SessionCursor) -> HTTPResponse {
    let framing = EventStreamResponse.framing(call.request.head)
    let (services, caller) = (call.services, call.caller)
    return HTTPResponse(
      status: 200, headers: EventStreamResponse.headers,
      body: .source { sink, loop in
        SessionSource(session: session, caller: caller, cursor: cursor, framing: framing, services: services, sink: sink, loop: loop)
      })
  }

  private init(
    session: String, caller: Caller, cursor: SessionCursor, framing: FormKey.Framing, services: GatewayServices, sink: any ByteSink, loop: EventLoop
  ) {
    self.session = session
    self.caller = caller
    self.cursor = cursor
    self.framing = framing
    self.services = services
    self.sink = sink
    self.loop = loop
    own = EventStreamResponse.framed(EventStreamResponse.retry(services), framing)
    let bound = LoopBound(Weak(self), on: loop)
    token = services.sessions.subscribe(session) { loop.execute { bound.value.source?.refresh() } }
    services.metrics.openSubscribers[.native].add()
    refresh()
  }

  private final class Weak {
    weak var source: SessionSource?
    init(_ source: SessionSource) { self.source = source }
  }

  // MARK: Bytes

  func pull(into outgoing: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult {
    guard isOpen else { return .ended }
    if isDraining {
      own += EventStreamResponse.framed(EventStreamResponse.retry(services), framing) + framing.trailer
      flush(to: &outgoing)
      close()
      return .ended
    }
    var hasMore = false
    for member in members where member.isDirty {
      member.isDirty = false
      slices.removeAll(keepingCapacity: true)
      let outcome = member.stream.read(&member.reader, form: member.formIndex, limit: max(1, limit - own.count), into: &slices)
      append(slices, of: member)
      if let reason = outcome.sync { services.metrics.streamSyncs[SyncReasonLabel(reason)].add() }
      switch outcome.result {
      case .upToDate: break
      case .more:
        member.isDirty = true
        hasMore = true
      case .ended:
        leave(member)
        // Without its last event it is not over: the reader comes again, to what is known then.
        if cursor.position(of: member.ordinal) != nil { isBroken = true }
      }
      if own.count >= limit {
        hasMore = hasMore || members.contains { $0.isDirty }
        break
      }
    }
    flush(to: &outgoing)
    if isBroken {
      sink.abort()
      return .idle
    }
    return hasMore ? .more : .idle
  }

  func sinkClosed() { close() }

  func drain() {
    isDraining = true
    sink.sourceHasBytes()
  }

  func silence() {
    guard isOpen, own.isEmpty else { return }
    own = EventStreamResponse.framed(EventStreamResponse.comment, framing)
    sink.sourceHasBytes()
  }

  private func append(_ slices: ContiguousArray<BlockSlice>, of member: Member) {
    var lines: [UInt8] = []
    for slice in slices { unsafe slice.block.withUnsafeBytes(slice.range) { unsafe lines.append(contentsOf: $0) } }
    for line in lines.split(separator: 0x0A) {
      guard let entry = LabelledLines.Entry(line) else { continue }
      if entry.isLast { cursor.finished(member.ordinal) } else { cursor.moved(member.ordinal, to: entry.position) }
      let start = framing.open(&own)
      own.append(contentsOf: "id: \(cursor.text)\nevent: \(entry.type)\ndata: ".utf8)
      own.append(contentsOf: entry.json)
      own.append(contentsOf: "\n\n".utf8)
      framing.close(start, &own)
    }
  }

  private func flush(to outgoing: inout ContiguousArray<BlockSlice>) {
    guard !own.isEmpty else { return }
    let block = ByteBlock(capacity: own.count)
    _ = block.append(own[...])
    outgoing.append(BlockSlice(block: block, range: 0..<block.count))
    own.removeAll(keepingCapacity: false)
  }

  // MARK: Members

  private func refresh() {
    guard isOpen else { return }
    guard !isRefreshing else {
      mustRefreshAgain = true
      return
    }
    isRefreshing = true
    let known = Set(members.map(\.ordinal))
    let cursor = self.cursor
    loop.spawn { [services, session, caller] in
      var found: [(SessionStream, Finding)] = []
      for entry in try await services.store.streams(ofSession: session, after: 0) {
        let isWanted = !entry.isLeft && !known.contains(entry.ordinal) && cursor.position(of: entry.ordinal) != nil
        found.append((entry, isWanted ? try await Self.find(entry.stream, services, caller) : .notWanted))
      }
      return found
    } then: { [weak self] (result: Result<[(SessionStream, Finding)], any Error>) in
      self?.refreshed(result)
    }
  }

  private enum Finding: Sendable {
    case notWanted
    case found(LiveStream)
    /// Deleted with its chat.
    case gone
  }

  /// - Throws: when nobody can say now whether there is such a stream: it must not be passed over.
  private static func find(_ stream: String, _ services: GatewayServices, _ caller: Caller) async throws -> Finding {
    do {
      // A chat may have been taken back since its stream was joined.
      try await services.check(.view, onStream: stream, by: caller)
      return .found(try await services.streams.find(stream))
    } catch let problem as Problem where problem.status == 404 { return .gone }
  }

  private func refreshed(_ result: Result<[(SessionStream, Finding)], any Error>) {
    isRefreshing = false
    guard isOpen else { return }
    guard case .success(let entries) = result else {
      // The reader comes again and finds the store up, or is told that it is down.
      sink.abort()
      return
    }
    for (entry, finding) in entries {
      switch finding {
      case .notWanted where entry.isLeft, .gone:
        cursor.finished(entry.ordinal)
        if let member = members.first(where: { $0.ordinal == entry.ordinal }) { leave(member) }
      case .notWanted: break
      case .found(let stream):
        if let position = cursor.position(of: entry.ordinal) { join(entry.ordinal, stream, position) }
      }
    }
    sink.sourceHasBytes()
    if mustRefreshAgain {
      mustRefreshAgain = false
      refresh()
    }
  }

  private func join(_ ordinal: Int64, _ stream: LiveStream, _ position: Position) {
    cursor.began(ordinal)
    if position.sequence > 0, stream.answer(to: position) == .atEnd {
      cursor.finished(ordinal)
      return
    }
    let member = Member(
      ordinal: ordinal, stream: stream, reader: position.sequence == 0 ? StreamReader() : StreamReader(after: position), owner: self,
      reading: services.access.reading(stream.descriptor.chat, by: caller, into: sink, of: loop))
    let group = services.streams.readers(on: loop).group(of: stream)
    member.formIndex = stream.open(LabelledLines.form, waker: group) { LabelledLines() }
    group.add(member)
    members.append(member)
  }

  private func leave(_ member: Member) {
    members.removeAll { $0 === member }
    member.stream.close(waker: services.streams.readers(on: loop).remove(member, of: member.stream))
  }

  private func close() {
    guard isOpen else { return }
    isOpen = false
    for member in members { leave(member) }
    services.sessions.unsubscribe(session, token)
    services.metrics.openSubscribers[.native].subtract()
  }
}
