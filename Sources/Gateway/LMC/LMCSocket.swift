import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// One client of one chat in the `lmc` form: messages in, their answers out one after the other. Belongs to its loop.
final class LMCSocket: WebSocketHandler {
  /// What the handshake said.
  struct Context: Sendable {
    let services: GatewayServices
    let requestID: String
    let caller: Caller
    let chat: ChatID
    let session: String?
    let traceparent: String?
  }

  static let maxWaitingAnswers = 100

  private let context: Context
  private let services: GatewayServices
  private unowned let connection: WebSocketConnection
  private let loop: EventLoop
  private var queue = FrameQueue()
  private var composition = LMCComposition()
  /// Answers in the order of their questions. Only the first is read, so that messages of two answers never mix.
  private var answers: [LiveStream] = []
  private var isOpen = true

  init(_ context: Context, _ connection: WebSocketConnection, _ loop: EventLoop) {
    self.context = context
    services = context.services
    self.connection = connection
    self.loop = loop
    services.metrics.openWebSockets.add()
  }

  // MARK: Connection

  func received(text: [UInt8]) {
    guard isOpen else { return }
    switch queue.arrived(text) {
    case .begin: work(on: text)
    case .waits: break
    case .refused: refuse(read(text).frontendID, tooMany("\(FrameQueue.maxFrames) frames (\(FrameQueue.maxBytes) bytes) may wait to be read"))
    }
  }

  func closed(_ code: WebSocketCloseCode) {
    isOpen = false
    answers = []
    services.metrics.openWebSockets.subtract()
  }

  func drain() { connection.close(.goingAway, reason: "the server is stopping; connect again") }

  // MARK: Frames

  private func read(_ text: [UInt8]) -> LMCFrame { LMCFrame(text, chat: context.chat, settings: services.settings) }

  /// Works on frames until one needs the store or none is left.
  private func work(on text: [UInt8]) {
    var next: [UInt8]? = text
    while isOpen, let text = next {
      let frame = read(text)
      do throws(Problem) {
        if try !perform(try frame.body.get(), frame.frontendID) { return }
      } catch {
        refuse(frame.frontendID, error)
      }
      next = queue.finished()
    }
  }

  /// - Returns: whether the frame is done with; otherwise that comes later.
  private func perform(_ body: LMCFrame.Body, _ frontendID: String?) throws(Problem) -> Bool {
    switch body {
    case .start:
      composition.start()
      return true
    case .end: return try submit(composition.end())
    case .message(let part): return try submit(try composition.add(part))
    case .stop:
      let names = answers.map(\.descriptor.name)
      later(frontendID) { [services] in
        for name in names { _ = try await services.cancel(stream: name, by: .user) }
      } then: { _, _ in
      }
      return false
    }
  }

  private func submit(_ message: MessageSubmission?) throws(Problem) -> Bool {
    guard var message else { return true }
    guard answers.count < Self.maxWaitingAnswers else { throw tooMany("\(Self.maxWaitingAnswers) answers may wait for their turn") }
    message.session = context.session
    message.request.traceparent = context.traceparent
    later(message.frontendID) { [services, message, caller = context.caller] in
      if let principal = caller.principal { _ = try await services.access.takeRequest(of: principal) }
      return try await services.submit(message, by: caller)
    } then: { socket, creation in
      switch creation {
      case .created(let submitted), .existing(let submitted): socket.enqueue(submitted.stream)
      case .replayed: break
      }
    }
    return false
  }

  private func later<Value: Sendable>(
    _ frontendID: String?, _ operation: @escaping @Sendable () async throws -> Value, then: @escaping (LMCSocket, Value) -> Void
  ) {
    loop.spawn(operation) { [weak self] result in
      guard let self, isOpen else { return }
      switch result {
      case .success(let value): then(self, value)
      case .failure(let error): refuse(frontendID, services.problem(error, requestID: context.requestID))
      }
      if let next = queue.finished() { work(on: next) }
    }
  }

  // MARK: Answers

  private func enqueue(_ stream: LiveStream) {
    answers.append(stream)
    if answers.count == 1 { attachFirst() }
  }

  private func attachFirst() {
    guard isOpen, let stream = answers.first else { return }
    let descriptor = stream.descriptor
    let socket = LoopBound(WeakReference(self), on: loop)
    _ = connection.attach(
      stream, reader: StreamReader(), form: LMCFormEncoder.form, label: .lmc, services: services, caller: context.caller,
      encoder: { LMCFormEncoder(descriptor) }
    ) { [loop] end in
      // The connection is gathering bytes: it takes the next answer when it is done with that.
      if end == .streamEnded { loop.execute { socket.value.object?.answerEnded() } }
    }
  }

  private func answerEnded() {
    guard isOpen else { return }
    answers.removeFirst()
    attachFirst()
  }

  private func refuse(_ frontendID: String?, _ problem: Problem) {
    connection.send(text: LMCHead.error(code: problem.code, problem.detail, frontendID: frontendID))
  }

  private func tooMany(_ detail: String) -> Problem { Problem(429, "frame.too_many", "\(detail); wait for some") }
}
