import EventLoop
import Wire

/// What a response becomes on the connection.
extension HTTPConnection {
  func answer(_ response: HTTPResponse) {
    guard !isClosed else { return }
    exchange?.status = response.status
    let hasNoBody = HTTPStatus.hasNoBody(response.status) || exchange?.head.method == .head
    switch response.body {
    case .empty: answerFixed(response, [], hasNoBody: hasNoBody)
    case .bytes(let bytes): answerFixed(response, bytes, hasNoBody: hasNoBody)
    case .source(let make):
      if machine.phase == .handling, !hasNoBody { answerStreaming(response, make) } else { answerFixed(response, nil, hasNoBody: true) }
    case .webSocket(let subprotocol, let make):
      if machine.phase == .handling { answerUpgrading(response, subprotocol, make) } else { answerFixed(response, nil, hasNoBody: true) }
    }
    markDirty()
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
    // The shutdown began while the request was under way.
    if machine.isDraining { source?.drain() }
  }

  private func answerUpgrading(
    _ response: HTTPResponse, _ subprotocol: String?, _ make: @Sendable (WebSocketConnection, EventLoop) -> any WebSocketHandler
  ) {
    guard let exchange else { return }
    let upgrade: WebSocketUpgrade
    do throws(HTTPFailure) {
      upgrade = try WebSocketUpgrade(exchange.head)
    } catch {
      return refuseUpgrade(error)
    }
    exchange.status = 101
    machine.answerBegan(.webSocket)
    HTTPResponseHead.appendSwitch(
      acceptKey: upgrade.acceptKey, subprotocol: subprotocol, headers: response.headers, date: server.date, to: &outgoing)
    slimExchange()
    let webSocket = WebSocketConnection(self, subprotocol: subprotocol)
    self.webSocket = webSocket
    source = webSocket
    webSocket.start(make)
    if machine.isDraining { webSocket.drain() }
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
