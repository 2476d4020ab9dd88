import EventLoop
import Primitives
import StreamLog
import Synchronization
import Transport
import Wire

/// Counts what each key has open.
final class OpenConnections: Sendable {
  /// One of a key's; counted until it is let go.
  final class Lease: Sendable {
    private let name: String
    private let connections: OpenConnections

    fileprivate init(_ name: String, _ connections: OpenConnections) {
      self.name = name
      self.connections = connections
    }

    deinit { connections.release(name) }
  }

  private let counts = Mutex<[String: Int]>([:])

  /// - Returns: `nil` when there are as many as may be.
  func lease(_ name: String, limit: Int) -> Lease? {
    let isFree = counts.withLock { counts in
      guard counts[name, default: 0] < limit else { return false }
      counts[name, default: 0] += 1
      return true
    }
    return isFree ? Lease(name, self) : nil
  }

  fileprivate func release(_ name: String) {
    counts.withLock { counts in
      counts[name, default: 1] -= 1
      if counts[name] == 0 { counts[name] = nil }
    }
  }
}

extension HTTPResponse {
  /// The same answer, which holds the lease as long as its stream or WebSocket is open.
  func holding(_ lease: OpenConnections.Lease) -> HTTPResponse {
    var response = self
    switch body {
    case .empty, .bytes: break
    case .source(let make): response.body = .source { sink, loop in LeasedSource(make(sink, loop), lease) }
    case .webSocket(let subprotocol, let make):
      response.body = .webSocket(protocol: subprotocol) { connection, loop in LeasedSocket(make(connection, loop), lease) }
    }
    return response
  }
}

private final class LeasedSource: ByteSource {
  private let source: any ByteSource
  private let lease: OpenConnections.Lease

  init(_ source: any ByteSource, _ lease: OpenConnections.Lease) {
    self.source = source
    self.lease = lease
  }

  func pull(into slices: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult { source.pull(into: &slices, limit: limit) }
  func sinkClosed() { source.sinkClosed() }
  func drain() { source.drain() }
  func silence() { source.silence() }
}

private final class LeasedSocket: WebSocketHandler {
  private let handler: any WebSocketHandler
  private let lease: OpenConnections.Lease

  init(_ handler: any WebSocketHandler, _ lease: OpenConnections.Lease) {
    self.handler = handler
    self.lease = lease
  }

  func received(text: [UInt8]) { handler.received(text: text) }
  func closed(_ code: WebSocketCloseCode) { handler.closed(code) }
  func drain() { handler.drain() }
}
