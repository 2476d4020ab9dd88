import EventLoop
import Wire

/// Bytes in, requests out.
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
      exchange.refusal = HTTPExchange.Refusal(response)
    case .refuse(let response):
      machine.inputRefused()
      answer(response)
    }
  }

  private func requestCompleted() {
    guard let exchange else { return }
    setDeadline(nil)
    if let refusal = exchange.refusal {
      answer(refusal.response)
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

  func refuseInput(_ failure: HTTPFailure) {
    machine.inputRefused()
    answer(server.service.failure(failure, head: exchange?.head))
  }

  /// The answer is out: the next request may be in what was held.
  func beginNextRequest() {
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
