import EventLoop
import Primitives
import Wire

/// One client's connection on its loop: does what `ConnectionStateMachine` decides.
///
/// Idle it is this object, its handle and nothing else: input is parsed in the loop's shared buffer, output is built when there is some.
final class HTTPConnection {
  let server: HTTPServerLoop
  let peerAddress: String
  /// Its place among the server's connections; what it is found by in the list of deadlines.
  var index = -1

  let handle: TCPHandle
  var machine = ConnectionStateMachine()
  var parser: HTTPRequestParser
  /// Input that came while a request was being answered.
  var heldInput: [UInt8] = []
  var isReadingPaused = false

  var exchange: HTTPExchange?
  /// Bytes of the connection's own, written before those of the source.
  var outgoing: [UInt8] = []
  var source: (any ByteSource)?
  var webSocket: WebSocketConnection?
  /// The answer has no more bytes than those that wait.
  var isAnswerComplete = false
  var pendingWrite: PendingWrite?

  init(_ handle: TCPHandle, server: HTTPServerLoop) {
    self.handle = handle
    self.server = server
    peerAddress = handle.peerAddress
    parser = HTTPRequestParser(limits: server.configuration.limits)
  }

  var isWritePending: Bool { machine.isWritePending }
  var isClosed: Bool { machine.phase == .closed }

  func start() {
    handle.tuneForStreams()
    setDeadline(server.configuration.idleMilliseconds)
    handle.startReading(for: self)
  }

  /// Answers that the server is full and closes. Instead of `start()`.
  func startRefusing(_ response: HTTPResponse) {
    machine.inputRefused()
    handle.startReading(for: self)
    answer(response)
  }

  // MARK: Deadlines

  /// Replaces the present phase's deadline; `nil` for none.
  func setDeadline(_ milliseconds: Int?) {
    guard index >= 0 else { return }
    server.setDeadline(milliseconds.map { server.loop.now.adding(milliseconds: Int64($0)) }, of: index)
  }

  func deadlineReached() {
    if let pendingWrite {
      // However slow the peer is: as long as it takes something it is there.
      guard pendingWrite.hasProgressed(handle) else { return close() }
      setDeadline(server.configuration.writeStallMilliseconds)
      return
    }
    setDeadline(nil)
    switch machine.deadlineReached() {
    case .none: break
    case .close: close()
    case .refuse: refuseInput(timeoutFailure)
    case .breakSilence:
      setDeadline(server.configuration.silenceMilliseconds)
      source?.silence()
    case .checkWebSocket: webSocket?.deadlineReached()
    }
  }

  private var timeoutFailure: HTTPFailure {
    let configuration = server.configuration
    return machine.phase == .head
      ? HTTPFailure(408, .timeout, "a request's head arrives within \(configuration.headMilliseconds) ms; send it at once")
      : HTTPFailure(408, .timeout, "a request's body goes on at least every \(configuration.bodyMilliseconds) ms; send it without pauses")
  }

  // MARK: Ends

  /// The server is shutting down.
  func drain() {
    switch machine.drain() {
    case .none: break
    case .close: close()
    case .drainSource: source?.drain()
    case .drainWebSocket: webSocket?.drain()
    }
  }

  func peerEnded(cleanly: Bool) {
    guard cleanly else { return close() }
    handle.stopReading()
    switch machine.peerEnded() {
    case .close: close()
    case .finishWriting: break
    }
  }

  /// Closes at once, whatever is under way.
  func close() {
    guard !isClosed else { return }
    machine.closed()
    handle.close()
    outgoing = []
    heldInput = []
    let source = source.take()
    webSocket = nil
    source?.sinkClosed()
    finishExchange()
    server.remove(self)
  }

  func finishExchange() {
    guard let exchange = exchange.take() else { return }
    exchange.task?.cancel()
    let nanoseconds = server.loop.now.nanoseconds - exchange.startedAt.nanoseconds
    server.service.finished(
      exchange.head, status: exchange.status == 0 ? 499 : exchange.status, bytesIn: exchange.bytesIn, bytesOut: exchange.bytesOut,
      nanoseconds: nanoseconds)
  }
}
