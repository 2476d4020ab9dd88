import Wire

/// What a server listens on and what it takes from its clients. Times in milliseconds.
package struct HTTPServerConfiguration: Sendable {
  /// A name or an address of this machine.
  package var host: String
  /// 0 lets the system choose one; see `HTTPServer.boundPort`.
  package var port: Int
  package var limits = HTTPLimits()
  /// Connections of the whole server; more are answered with 503.
  package var maxConnections = 50_000

  /// A connection without a request closes.
  package var idleMilliseconds = 75_000
  /// A head that is not complete after this is answered with 408.
  package var headMilliseconds = 10_000
  /// A body that did not go on for this is answered with 408.
  package var bodyMilliseconds = 30_000
  /// A peer that took nothing of what waits for it during this is given up.
  package var writeStallMilliseconds = 300_000
  /// After its last answer a connection waits this long for the peer to close, so that the answer is not lost to a reset.
  package var lingerMilliseconds = 3_000
  /// A source that wrote nothing for this is asked to break the silence.
  package var silenceMilliseconds = 15_000

  package var pingMilliseconds = 20_000
  package var pongMilliseconds = 20_000
  /// The peer's part of a close handshake may take this long.
  package var webSocketCloseMilliseconds = 5_000
  /// A text message, put together from its frames; 1009 above.
  package var maxWebSocketMessageBytes = 64 * 1024
  /// Messages that wait behind a slow reader; 1013 above.
  package var maxWebSocketQueuedBytes = 1024 * 1024

  /// A source is asked for about this many bytes at a time, and that is what a slow reader keeps from being freed.
  package var pullBytes = 256 * 1024
  /// Bytes that one connection is written in one turn of the loop before others have their turn.
  package var bytesPerTurn = 1024 * 1024
  /// Input that is kept while a request is being answered; then reading pauses.
  package var heldInputBytes = 16 * 1024

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// How often deadlines are looked at.
  var scanMilliseconds: Int {
    let shortest =
      [
        idleMilliseconds, headMilliseconds, bodyMilliseconds, writeStallMilliseconds, lingerMilliseconds, silenceMilliseconds,
        pingMilliseconds, pongMilliseconds, webSocketCloseMilliseconds,
      ].min() ?? 1000
    return max(5, min(1000, shortest / 4))
  }
}
