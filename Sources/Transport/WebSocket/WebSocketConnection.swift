import Primitives
import EventLoop
import Wire

/// A WebSocket on its loop: messages in to a handler, messages out directly or from attached sources, whole frames at a time.
/// For the HTTP connection below it is the source that writes until the close handshake is done.
package final class WebSocketConnection {
  private let connection: HTTPConnection
  private var reader: WebSocketReader?
  private var handler: (any WebSocketHandler)?
  private var attachments: ContiguousArray<WebSocketAttachment> = []
  /// Where the next pull begins, so that a busy source does not keep the others from writing.
  private var nextAttachment = 0
  private var isClosing = false
  private var isOver = false
  private var isBroken = false
  private var awaitsPong = false

  /// The subprotocol that was agreed on.
  package let subprotocol: String?
  /// Address of the peer without its port.
  package var peerAddress: String { connection.peerAddress }
  package var loop: EventLoop { connection.server.loop }

  init(_ connection: HTTPConnection, subprotocol: String?) {
    self.connection = connection
    self.subprotocol = subprotocol
  }

  func start(_ make: (WebSocketConnection, EventLoop) -> any WebSocketHandler) {
    reader = WebSocketReader(maxMessageBytes: connection.server.configuration.maxWebSocketMessageBytes, delegate: self)
    connection.setDeadline(connection.server.configuration.pingMilliseconds)
    handler = make(self, loop)
  }

  // MARK: Sending

  /// Sends one text message, which must be UTF-8; dropped when the connection is closing. A peer that lets more than the configured
  /// amount wait is closed with 1013.
  package func send(text: [UInt8]) {
    guard !isClosing else { return }
    let waiting = connection.isWritePending ? connection.outgoing.count : 0
    guard waiting + text.count <= connection.server.configuration.maxWebSocketQueuedBytes else {
      connection.dropQueued()
      close(.tryAgainLater, reason: "too slow")
      return
    }
    connection.enqueue { WebSocketFrame.appendText(text[...], to: &$0) }
  }

  /// Begins the close handshake: nothing else is sent, and sources are told that their sink is closed. The handler's `closed` follows.
  package func close(_ code: WebSocketCloseCode, reason: String = "") {
    guard !isClosing, let reader else { return }
    reader.queueClose(code, reason: reason)
    sendControl()
  }

  /// Attaches a source; its frames go out between the other ones from the end of this turn on. It is detached when it ends.
  @discardableResult
  package func attach(_ make: (any ByteSink) -> any ByteSource) -> WebSocketAttachment {
    let attachment = WebSocketAttachment(self)
    guard !isClosing else {
      make(attachment).sinkClosed()
      return attachment
    }
    attachment.source = make(attachment)
    attachments.append(attachment)
    connection.markDirty()
    return attachment
  }

  func remove(_ attachment: WebSocketAttachment) { attachments.removeAll { $0 === attachment } }

  func attachmentHasBytes() { connection.markDirty() }

  // MARK: Receiving

  func received(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let reader, !isOver else { return }
    let isUsable = reader.read(bytes)
    guard !connection.isClosed else { return }
    guard isUsable else { return inputBroke() }
    sendControl()
    holdBackIfSlow()
  }

  /// The frames themselves are broken: wslay gives up without naming the reason.
  private func inputBroke() {
    if !isClosing { connection.enqueue { WebSocketFrame.appendClose(.protocolError, to: &$0) } }
    isBroken = true
    isClosing = true
    isOver = true
    closeAttachments()
    connection.markDirty()
  }

  /// A peer that sends without reading would fill the server with answers.
  private func holdBackIfSlow() {
    guard connection.isWritePending, connection.outgoing.count > connection.server.configuration.heldInputBytes else { return }
    connection.pauseReading()
  }

  private func sendControl() {
    guard let reader else { return }
    let frames = reader.takeOutput()
    if !frames.isEmpty { connection.enqueue { $0.append(contentsOf: frames) } }
    guard reader.isCloseSent else { return }
    if !isClosing {
      isClosing = true
      connection.setDeadline(connection.server.configuration.webSocketCloseMilliseconds)
      closeAttachments()
    }
    if reader.isCloseReceived || reader.isReadOver, !isOver {
      isOver = true
      connection.markDirty()
    }
  }

  private func closeAttachments() {
    let closing = attachments
    attachments = []
    for attachment in closing { attachment.source.take()?.sinkClosed() }
  }

  // MARK: Time and ends

  func deadlineReached() {
    let configuration = connection.server.configuration
    // Either the peer's part of the close handshake or its pong is overdue.
    guard !isClosing, !awaitsPong else { return connection.close() }
    awaitsPong = true
    connection.setDeadline(configuration.pongMilliseconds)
    connection.enqueue { WebSocketFrame.appendControl(.ping, to: &$0) }
  }

  /// A write that had to wait is done; its deadline had replaced the ping's.
  func writeCaughtUp() {
    let configuration = connection.server.configuration
    connection.setDeadline(
      isClosing ? configuration.webSocketCloseMilliseconds : awaitsPong ? configuration.pongMilliseconds : configuration.pingMilliseconds)
    connection.resumeReading()
  }

  private func ended(_ code: WebSocketCloseCode) {
    isClosing = true
    isOver = true
    closeAttachments()
    handler.take()?.closed(code)
    reader = nil
  }
}

extension WebSocketConnection: WebSocketReader.Delegate {
  func readerGotText(_ text: UnsafeBufferPointer<UInt8>) {
    guard !isClosing else { return }
    handler?.received(text: Array(text))
  }

  func readerGotPong() {
    guard !isClosing, awaitsPong else { return }
    awaitsPong = false
    if !connection.isWritePending { connection.setDeadline(connection.server.configuration.pingMilliseconds) }
  }
}

extension WebSocketConnection: ByteSource {
  package func pull(into slices: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult {
    if isOver {
      ended(isBroken ? .protocolError : reader?.closeCode ?? .abnormal)
      return .ended
    }
    var remaining = limit
    for _ in 0..<attachments.count where remaining > 0 {
      guard !attachments.isEmpty else { break }
      if nextAttachment >= attachments.count { nextAttachment = 0 }
      let attachment = attachments[nextAttachment]
      nextAttachment += 1
      guard attachment.hasBytes, let source = attachment.source else { continue }
      let before = slices.count
      let result = source.pull(into: &slices, limit: remaining)
      for slice in slices[before...] { remaining -= slice.range.count }
      if result != .more { attachment.hasBytes = false }
      if result == .ended {
        attachment.source = nil
        remove(attachment)
      }
    }
    return attachments.contains { $0.hasBytes } ? .more : .idle
  }

  package func sinkClosed() { ended(reader?.isCloseReceived == true ? reader?.closeCode ?? .abnormal : .abnormal) }

  package func drain() { handler?.drain() }
}
