import Wire

/// One source on a WebSocket, and what that source tells when it has bytes. Bound to the connection's loop.
package final class WebSocketAttachment: ByteSink {
  private unowned let connection: WebSocketConnection
  var source: (any ByteSource)?
  var hasBytes = true

  init(_ connection: WebSocketConnection) { self.connection = connection }

  package func sourceHasBytes() {
    guard source != nil, !hasBytes else { return }
    hasBytes = true
    connection.attachmentHasBytes()
  }

  /// Closes the whole connection: the peer could not tell which of its streams is incomplete.
  package func abort() {
    guard source != nil else { return }
    connection.close(.internalError, reason: "a stream broke")
  }

  /// Takes the source off the connection; it is told that its sink is closed unless it has ended.
  package func detach() {
    guard let source = source.take() else { return }
    connection.remove(self)
    source.sinkClosed()
  }
}
