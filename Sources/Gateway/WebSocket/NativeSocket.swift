import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// One client on the native WebSocket: frames in, answers in the same order, events of the streams that it subscribed to between them. Belongs to its loop.
final class NativeSocket: WebSocketHandler {
  /// What the handshake said.
  struct Context: Sendable {
    let services: GatewayServices
    let requestID: String
    /// `unknown`: it says later who it is.
    let caller: Caller
    /// Address, for the record.
    let peer: String
    let session: String?
    let traceparent: String?
  }

  static let maxSubscriptions = 1000
  private static let patienceMilliseconds = 10_000
  static let badToken = WebSocketCloseCode(rawValue: 4401)

  private let context: Context
  private let services: GatewayServices
  private var caller: Caller
  private var lease: OpenConnections.Lease?
  private unowned let connection: WebSocketConnection
  private let loop: EventLoop
  private var queue = FrameQueue()
  private var subscriptions: [String: WebSocketAttachment] = [:]
  private var isOpen = true

  init(_ context: Context, _ connection: WebSocketConnection, _ loop: EventLoop) {
    self.context = context
    services = context.services
    caller = context.caller
    self.connection = connection
    self.loop = loop
    services.metrics.openWebSockets.add()
    guard caller == .unknown else { return }
    let socket = LoopBound(WeakReference(self), on: loop)
    loop.schedule(afterMilliseconds: Self.patienceMilliseconds) { socket.value.object?.endUnlessKnown() }
  }

  /// Whoever has not said who they are by now is not going to.
  private func endUnlessKnown() {
    if isOpen, caller == .unknown { connection.close(Self.badToken, reason: "nobody said who this is; send auth first") }
  }

  // MARK: Connection

  func received(text: [UInt8]) {
    guard isOpen else { return }
    switch queue.arrived(text) {
    case .begin: work(on: text)
    case .waits: break
    case .refused:
      answer(
        read(text).ref,
        Problem(429, "frame.too_many", "\(FrameQueue.maxFrames) frames (\(FrameQueue.maxBytes) bytes) may wait for their answers; wait for some"))
    }
  }

  func closed(_ code: WebSocketCloseCode) {
    isOpen = false
    subscriptions = [:]
    lease = nil
    services.metrics.openWebSockets.subtract()
  }

  func drain() { connection.close(.goingAway, reason: "the server is stopping; connect again") }

  // MARK: Frames

  private func read(_ text: [UInt8]) -> ClientFrame {
    ClientFrame(text, settings: services.settings, makeChatID: services.makeChatID)
  }

  /// Works on frames until one needs the store or none is left.
  private func work(on text: [UInt8]) {
    var next: [UInt8]? = text
    while isOpen, let text = next {
      let frame = read(text)
      switch frame.body {
      case .failure(let problem): answer(frame.ref, problem)
      case .success(let body): if !perform(body, frame.ref) { return }
      }
      next = queue.finished()
    }
  }

  /// - Returns: whether the frame is answered; otherwise that comes later.
  private func perform(_ body: ClientFrame.Body, _ ref: JSONValue?) -> Bool {
    switch body {
    case .ping: answer(ref)
    case .auth(let token):
      // Where nobody is asked who they are, every token is as good as another.
      if caller == .anybody {
        answer(ref)
      } else {
        authenticate(token, ref)
        return false
      }
    case _ where caller == .unknown: answer(ref, .authenticationRequired)
    case .unsubscribe(let stream):
      subscriptions.removeValue(forKey: stream)?.detach()
      answer(ref) { $0.field("stream", stream) }
    case .subscribe(let stream, let after):
      subscribe(stream, after: after, ref)
      return false
    case .message(let submission):
      submit(submission, ref)
      return false
    case .cancel(let stream):
      later(ref) { [services, caller] in
        try await services.check(.cancel, onStream: stream, by: caller)
        return try await services.cancel(stream: stream, by: .user)
      } then: { socket, run in
        socket.answer(ref) { writer in
          writer.field("stream", run.stream)
          writer.field("run", run.id)
          writer.field("status", run.status.rawValue)
        }
      }
      return false
    }
    return true
  }

  /// Answered `ok`; a token that is not believed ends the connection.
  private func authenticate(_ token: String, _ ref: JSONValue?) {
    let (access, peer, held) = (services.access, context.peer, lease)
    loop.spawn {
      let principal = try await access.principal(bearer: token, peer: peer)
      let fresh = held == nil ? try access.lease(of: principal) : held
      return (principal, fresh)
    } then: { [weak self] (result: Result<(Principal, OpenConnections.Lease?), any Error>) in
      guard let self, isOpen else { return }
      switch result {
      case .success(let (principal, lease)):
        caller = .known(principal)
        lease?.lasts(principal, on: connection, of: loop)
        self.lease = lease
        answer(ref)
      case .failure(let error):
        let problem = services.problem(error, requestID: context.requestID)
        guard problem.status != 401 else { return connection.close(Self.badToken, reason: "the token is not known") }
        answer(ref, problem)
      }
      if let next = queue.finished() { work(on: next) }
    }
  }

  private func submit(_ submission: MessageSubmission, _ ref: JSONValue?) {
    var submission = submission
    submission.session = submission.session ?? context.session
    submission.request.traceparent = context.traceparent
    later(ref) { [services, submission, caller] in
      if let principal = caller.principal { _ = try await services.access.takeRequest(of: principal) }
      return try await services.submit(submission, by: caller)
    } then: { socket, creation in
      switch creation {
      case .created(let submitted), .existing(let submitted):
        socket.answer(ref) { MessageFields.writeAnswer(submitted.accepted, to: &$0) }
      case .replayed: break
      }
    }
  }

  private func subscribe(_ name: String, after: String?, _ ref: JSONValue?) {
    later(ref) { [services, caller] in
      try caller.require(.readStreams)
      try await services.check(.view, onStream: name, by: caller)
      let cursor = try after.map(StreamEndpoints.position)
      let stream = try await services.streams.find(name)
      if let cursor { try await services.streams.check(cursor, of: stream) }
      return (stream, cursor)
    } then: { socket, found in
      socket.subscribed(to: found.0, after: found.1, ref)
    }
  }

  /// Subscribing again moves the subscription: a client that lost its place need not leave first.
  private func subscribed(to stream: LiveStream, after cursor: Position?, _ ref: JSONValue?) {
    let name = stream.descriptor.name
    subscriptions.removeValue(forKey: name)?.detach()
    guard subscriptions.count < Self.maxSubscriptions else {
      return answer(
        ref, Problem(429, "subscription.too_many", "a connection may be subscribed to \(Self.maxSubscriptions) streams; unsubscribe from some"))
    }
    let facts = stream.facts
    answer(ref) { writer in
      writer.field("stream", name)
      writer.field("run", stream.descriptor.run)
      writer.field("epoch", max(1, facts.last.epoch))
      writer.field("seq", facts.last.sequence)
      writer.field("status", facts.status.rawValue)
    }
    if let cursor {
      services.metrics.streamResumes.add()
      if stream.answer(to: cursor) == .atEnd { return }
    }
    let socket = LoopBound(WeakReference(self), on: loop)
    subscriptions[name] = connection.attach(
      stream, reader: cursor.map { StreamReader(after: $0) } ?? StreamReader(), form: FormKey(NativeFormEncoder.name, .webSocket), label: .native,
      services: services, caller: caller, encoder: { NativeFormEncoder(framing: .webSocket) }
    ) { [loop] end in
      guard end == .streamEnded else { return }
      socket.value.object?.subscriptions[name] = nil
      // Without its last event it is not over: the client comes again, to what is known then.
      if !stream.facts.isEnded { loop.execute { socket.value.object?.lostPlace() } }
    }
  }

  private func lostPlace() {
    if isOpen { connection.close(.goingAway, reason: "the server lost its place in a stream; connect again") }
  }

  // MARK: Answers

  private func answer(_ ref: JSONValue?, _ members: (inout JSONWriter) -> Void = { _ in }) {
    connection.send(text: FrameAnswer.ok(ref, members))
  }

  private func answer(_ ref: JSONValue?, _ problem: Problem) {
    connection.send(text: FrameAnswer.error(ref, problem))
  }

  /// Asks the store; the frame's answer and the next frame come when it has spoken.
  private func later<Value: Sendable>(
    _ ref: JSONValue?, _ operation: @escaping @Sendable () async throws -> Value, then: @escaping (NativeSocket, Value) -> Void
  ) {
    loop.spawn(operation) { [weak self] result in
      guard let self, isOpen else { return }
      switch result {
      case .success(let value): then(self, value)
      case .failure(let error): answer(ref, services.problem(error, requestID: context.requestID))
      }
      if let next = queue.finished() { work(on: next) }
    }
  }
}
