import CUV
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

  private let handle: TCPHandle
  var machine = ConnectionStateMachine()
  private var parser: HTTPRequestParser
  /// Input that came while a request was being answered.
  private var heldInput: [UInt8] = []
  private var isReadingPaused = false

  var exchange: HTTPExchange?
  /// Bytes of the connection's own, written before those of the source.
  private(set) var outgoing: [UInt8] = []
  private(set) var source: (any ByteSource)?
  private(set) var webSocket: WebSocketConnection?
  /// The answer has no more bytes than those that wait.
  private var isAnswerComplete = false
  private var isDirty = false
  private(set) var isWritePending = false
  private var writeStartedAt = MonotonicTime(nanoseconds: 0)

  init(_ handle: TCPHandle, server: HTTPServerLoop) {
    self.handle = handle
    self.server = server
    peerAddress = handle.peerAddress
    parser = HTTPRequestParser(limits: server.configuration.limits)
  }

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
    if isWritePending {
      let stalled = Int(server.loop.now.milliseconds(since: writeStartedAt))
      let limit = server.configuration.writeStallMilliseconds
      stalled >= limit ? close() : setDeadline(limit - stalled)
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

  private func finishExchange() {
    guard let exchange = exchange.take() else { return }
    exchange.task?.cancel()
    let nanoseconds = server.loop.now.nanoseconds - exchange.startedAt.nanoseconds
    server.service.finished(
      exchange.head, status: exchange.status == 0 ? 499 : exchange.status, bytesIn: exchange.bytesIn, bytesOut: exchange.bytesOut,
      nanoseconds: nanoseconds)
  }
}

// MARK: - Reading

extension HTTPConnection {
  func received(_ bytes: UnsafeRawBufferPointer) {
    let bytes = bytes.assumingMemoryBound(to: UInt8.self)
    switch machine.inputArrived() {
    case .parse:
      let taken = parse(bytes)
      if taken < bytes.count { hold(bytes[taken...]) }
    case .hold: hold(bytes[...])
    case .webSocket: webSocket?.received(bytes)
    case .discard: break
    }
  }

  private func hold(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    if machine.phase == .webSocket {
      webSocket?.received(UnsafeBufferPointer(rebasing: bytes))
      return
    }
    guard machine.inputArrived() == .hold else { return }
    heldInput.append(contentsOf: bytes)
    if heldInput.count >= server.configuration.heldInputBytes { pauseReading() }
  }

  func pauseReading() {
    guard !isReadingPaused else { return }
    isReadingPaused = true
    handle.stopReading()
  }

  func resumeReading() {
    guard isReadingPaused, !isClosed else { return }
    isReadingPaused = false
    handle.startReading(for: self)
  }

  /// Goes through the input until it is used up or a request is complete.
  /// - Returns: how many bytes were taken.
  private func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let input = bytes.span
    var position = 0
    while machine.isReading, let event = parser.next(input, at: &position) {
      switch event {
      case .head(let head): admit(head)
      case .body(let range):
        exchange?.append(UnsafeBufferPointer(rebasing: bytes[range]))
        setDeadline(server.configuration.bodyMilliseconds)
      case .end:
        machine.requestCompleted()
        requestCompleted()
      case .failure(let failure): refuseInput(failure)
      }
    }
    if machine.phase == .idle, parser.isInsideHead {
      machine.headStarted()
      setDeadline(server.configuration.headMilliseconds)
    } else if machine.phase == .body, let exchange, exchange.mustContinue {
      exchange.mustContinue = false
      outgoing.append(contentsOf: HTTPResponseHead.continue)
      markDirty()
    }
    return position
  }

  private func admit(_ head: HTTPRequestHead) {
    machine.headAccepted(keepsAlive: head.keepsAlive)
    let exchange = HTTPExchange(head: head, startedAt: server.loop.now)
    self.exchange = exchange
    setDeadline(server.configuration.bodyMilliseconds)
    switch server.service.admit(head, peer: peerAddress) {
    case .accept(let maxBodyBytes):
      parser.limitBody(to: maxBodyBytes)
    case .refuse(let response) where head.framing == .none:
      exchange.refusal = response
    case .refuse(let response):
      machine.inputRefused()
      answer(response)
    }
  }

  private func requestCompleted() {
    guard let exchange else { return }
    setDeadline(nil)
    if let refusal = exchange.refusal {
      answer(refusal)
      return
    }
    let request = HTTPRequest(head: exchange.head, body: exchange.body, peerAddress: peerAddress)
    exchange.body = []
    let (service, loop) = (server.service, server.loop)
    exchange.task = loop.spawn({ await service.respond(to: request, on: loop) }) { [self] result in
      exchange.task = nil
      guard self.exchange === exchange, machine.phase == .handling, case .success(let response) = result else { return }
      answer(response)
    }
  }

  private func refuseInput(_ failure: HTTPFailure) {
    machine.inputRefused()
    answer(server.service.failure(failure, head: exchange?.head))
  }

  /// The answer is out: the next request may be in what was held.
  private func beginNextRequest() {
    setDeadline(server.configuration.idleMilliseconds)
    if !heldInput.isEmpty {
      let held = heldInput
      heldInput = []
      held.withUnsafeBufferPointer { bytes in
        let taken = parse(bytes)
        if taken < bytes.count, !isClosed { hold(bytes[taken...]) }
      }
    }
    if heldInput.count < server.configuration.heldInputBytes { resumeReading() }
  }
}

// MARK: - Answering

extension HTTPConnection {
  private func answer(_ response: HTTPResponse) {
    guard !isClosed else { return }
    exchange?.status = response.status
    let hasNoBody = HTTPStatus.hasNoBody(response.status) || exchange?.head.method == .head
    switch response.body {
    case .empty: answerFixed(response, [], hasNoBody: hasNoBody)
    case .bytes(let bytes): answerFixed(response, bytes, hasNoBody: hasNoBody)
    case .source, .webSocket:
      if machine.phase == .handling, !hasNoBody { answerAtLength(response) } else { answerFixed(response, nil, hasNoBody: true) }
    }
    markDirty()
  }

  private func answerAtLength(_ response: HTTPResponse) {
    guard let exchange else { return }
    switch response.body {
    case .empty, .bytes: break
    case .source(let make): answerStreaming(response, make)
    case .webSocket(let subprotocol, let make):
      do throws(HTTPFailure) {
        answerUpgrading(response, try WebSocketUpgrade(exchange.head), subprotocol, make)
      } catch {
        refuseUpgrade(error)
      }
    }
  }

  /// - Parameter bytes: `nil` when the length is unknown, because a body that is left out would have come piece by piece.
  private func answerFixed(_ response: HTTPResponse, _ bytes: [UInt8]?, hasNoBody: Bool) {
    machine.answerBegan(.fixed)
    let saysLength = bytes != nil && !HTTPStatus.hasNoBody(response.status)
    appendHead(response, saysLength ? .length(bytes?.count ?? 0) : .none)
    if !hasNoBody, let bytes { outgoing.append(contentsOf: bytes) }
    isAnswerComplete = true
  }

  private func answerStreaming(_ response: HTTPResponse, _ make: @Sendable (any ByteSink, EventLoop) -> any ByteSource) {
    let isChunked = exchange?.head.version == .http11
    machine.answerBegan(.stream(untilClose: !isChunked))
    appendHead(response, isChunked ? .chunked : .untilClose)
    slimExchange()
    setDeadline(server.configuration.silenceMilliseconds)
    source = make(self, server.loop)
  }

  private func answerUpgrading(
    _ response: HTTPResponse, _ upgrade: WebSocketUpgrade, _ subprotocol: String?,
    _ make: @Sendable (WebSocketConnection, EventLoop) -> any WebSocketHandler
  ) {
    exchange?.status = 101
    machine.answerBegan(.webSocket)
    HTTPResponseHead.appendSwitch(
      acceptKey: upgrade.acceptKey, subprotocol: subprotocol, headers: response.headers, date: server.date, to: &outgoing)
    slimExchange()
    let webSocket = WebSocketConnection(self, subprotocol: subprotocol)
    self.webSocket = webSocket
    source = webSocket
    webSocket.start(make)
    let held = heldInput
    heldInput = []
    held.withUnsafeBufferPointer { if !$0.isEmpty { webSocket.received($0) } }
    resumeReading()
  }

  private func refuseUpgrade(_ failure: HTTPFailure) {
    var refusal = server.service.failure(failure, head: exchange?.head)
    if failure.status == 426 {
      refusal.headers.set("Upgrade", "websocket")
      refusal.headers.set("Sec-WebSocket-Version", "13")
    }
    answer(refusal)
  }

  private func appendHead(_ response: HTTPResponse, _ framing: HTTPResponseHead.Framing) {
    HTTPResponseHead.append(
      status: response.status, headers: response.headers, framing: framing, keepsAlive: machine.keepsAlive,
      version: exchange?.head.version ?? .http11, date: server.date, to: &outgoing)
  }

  private func slimExchange() {
    guard let exchange else { return }
    exchange.head = exchange.head.withoutHeaders
  }

  /// Appends bytes of the connection's own, to be written at the end of this turn.
  func enqueue(_ body: (inout [UInt8]) -> Void) {
    guard !isClosed else { return }
    body(&outgoing)
    markDirty()
  }

  /// Drops what waits behind a pending write. Only where that is whole frames.
  func dropQueued() { outgoing = [] }
}

// MARK: - Writing

extension HTTPConnection: ByteSink {
  func sourceHasBytes() { markDirty() }

  func abort() { close() }

  func markDirty() {
    // A pending write ends in a flush anyway.
    guard !isDirty, !isWritePending, !isClosed else { return }
    isDirty = true
    server.becameDirty(self)
  }

  /// Writes everything that there is, once: own bytes and what the source has, in one system call.
  func flush() {
    isDirty = false
    guard !isWritePending, !isClosed else { return }
    var slices: ContiguousArray<OutgoingSlice> = []
    swap(&slices, &server.slices)
    defer {
      slices.removeAll(keepingCapacity: true)
      swap(&slices, &server.slices)
    }
    var budget = server.configuration.bytesPerTurn
    while true {
      slices.removeAll(keepingCapacity: true)
      let pulled = pull(into: &slices)
      guard !isClosed else { return }
      var total = outgoing.count
      for slice in slices { total += slice.range.count }
      guard total > 0 else { break }
      guard write(slices, total) else { return }
      budget -= total
      guard pulled == .more else { break }
      if budget <= 0 {
        isDirty = true
        server.continueNextTurn(self)
        return
      }
    }
    if isAnswerComplete { answerWritten() }
  }

  private func pull(into slices: inout ContiguousArray<OutgoingSlice>) -> PullResult {
    guard let source else { return .idle }
    let result = source.pull(into: &slices, limit: server.configuration.pullBytes)
    if result == .ended {
      self.source = nil
      isAnswerComplete = true
    }
    return result
  }

  /// - Returns: whether everything was taken; otherwise the rest is under way or the connection is closed.
  private func write(_ slices: ContiguousArray<OutgoingSlice>, _ total: Int) -> Bool {
    if machine.phase == .streaming { setDeadline(server.configuration.silenceMilliseconds) }
    exchange?.bytesOut += total
    do throws(TCPHandle.SystemError) {
      let written = try tryWrite(slices)
      if written == total {
        outgoing = []
        return true
      }
      let rest = rest(of: slices, after: written)
      outgoing = []
      isWritePending = true
      writeStartedAt = server.loop.now
      setDeadline(server.configuration.writeStallMilliseconds)
      try PendingWrite(rest, on: self).start(handle)
    } catch {
      close()
    }
    return false
  }

  private func tryWrite(_ slices: ContiguousArray<OutgoingSlice>) throws(TCPHandle.SystemError) -> Int {
    var buffers: ContiguousArray<uv_buf_t> = []
    swap(&buffers, &server.buffers)
    defer {
      buffers.removeAll(keepingCapacity: true)
      swap(&buffers, &server.buffers)
    }
    let result = outgoing.withUnsafeMutableBytes { own in
      if own.count > 0 { buffers.append(uv_buf_init(own.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(own.count))) }
      for slice in slices { buffers.append(slice.buffer) }
      return handle.tryWrite(&buffers)
    }
    return try result.get()
  }

  private func rest(of slices: ContiguousArray<OutgoingSlice>, after written: Int) -> ContiguousArray<OutgoingSlice> {
    var rest: ContiguousArray<OutgoingSlice> = []
    var skip = written
    if skip < outgoing.count {
      let block = ByteBlock(capacity: outgoing.count - skip)
      _ = block.append(outgoing[skip...])
      rest.append(OutgoingSlice(block: block, range: 0..<block.count))
      skip = 0
    } else {
      skip -= outgoing.count
    }
    for slice in slices {
      if skip >= slice.range.count {
        skip -= slice.range.count
      } else {
        rest.append(OutgoingSlice(block: slice.block, range: slice.range.lowerBound + skip..<slice.range.upperBound))
        skip = 0
      }
    }
    return rest
  }

  func pendingWriteEnded(succeeded: Bool) {
    guard !isClosed else { return }
    isWritePending = false
    guard succeeded else { return close() }
    switch machine.phase {
    case .streaming: setDeadline(server.configuration.silenceMilliseconds)
    case .webSocket: webSocket?.writeCaughtUp()
    default: setDeadline(nil)
    }
    markDirty()
  }

  private func answerWritten() {
    isAnswerComplete = false
    webSocket = nil
    finishExchange()
    switch machine.answerWritten() {
    case .nextRequest: beginNextRequest()
    case .linger:
      handle.shutDownWriting()
      heldInput = []
      resumeReading()
      setDeadline(server.configuration.lingerMilliseconds)
    case .close: close()
    }
  }
}
