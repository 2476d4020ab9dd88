import Wire

/// What stands behind one WebSocket. Bound to the connection's loop, like everything it is called for.
package protocol WebSocketHandler: AnyObject {
  /// A whole text message, valid UTF-8.
  func received(text: [UInt8])

  /// The connection is over. Called once; no message follows.
  /// - Parameter code: what the peer said, or 1006 when it just left.
  func closed(_ code: WebSocketCloseCode)

  /// The server is shutting down: say farewell and close soon.
  func drain()
}
