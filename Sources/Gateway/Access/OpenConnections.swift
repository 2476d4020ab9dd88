import Domain
import EventLoop
import Primitives
import StreamLog
import Synchronization
import Transport
import Wire

/// What each key has open: counted, and ended when whoever opened it may not have it any more.
final class OpenConnections: Sendable {
  /// One of a key's; counted until it is let go.
  final class Lease: Sendable {
    fileprivate let number: Int
    fileprivate let name: String
    private let connections: OpenConnections

    fileprivate init(_ number: Int, _ name: String, _ connections: OpenConnections) {
      self.number = number
      self.name = name
      self.connections = connections
    }

    deinit { connections.release(self) }

    /// What lasts says how it is ended; what is answered and done need not.
    /// - Parameter end: called on any thread, once, when the key or the user is not admitted any more.
    func lasts(_ principal: Principal, end: @escaping @Sendable () -> Void) {
      connections.state.withLock { $0.lasting[number] = Lasting(principal: principal, end: end) }
    }
  }

  private struct Lasting {
    let principal: Principal
    let end: @Sendable () -> Void
  }

  private struct State {
    var counts: [String: Int] = [:]
    var lasting: [Int: Lasting] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// - Returns: `nil` when there are as many as may be.
  func lease(_ name: String, limit: Int) -> Lease? {
    let number: Int? = state.withLock { state in
      guard state.counts[name, default: 0] < limit else { return nil }
      state.counts[name, default: 0] += 1
      state.lastNumber += 1
      return state.lastNumber
    }
    return number.map { Lease($0, name, self) }
  }

  /// Those who have something open that lasts, each once.
  var lastingPrincipals: Set<Principal> {
    // Made into a set without the lock: connections come and go meanwhile.
    Set(state.withLock { Array($0.lasting.values) }.map(\.principal))
  }

  /// Ends what lasts of those who are refused. - Returns: how many were ended.
  @discardableResult
  func end(_ refused: Set<Principal>) -> Int {
    let ended = state.withLock { state in
      let ended = state.lasting.filter { refused.contains($0.value.principal) }
      for number in ended.keys { state.lasting[number] = nil }
      return ended.values.map(\.end)
    }
    for end in ended { end() }
    return ended.count
  }

  private func release(_ lease: Lease) {
    state.withLock { state in
      state.lasting[lease.number] = nil
      state.counts[lease.name, default: 1] -= 1
      if state.counts[lease.name] == 0 { state.counts[lease.name] = nil }
    }
  }
}

extension HTTPResponse {
  /// The same answer, which holds the lease as long as its stream or WebSocket is open.
  func holding(_ lease: OpenConnections.Lease, of principal: Principal) -> HTTPResponse {
    var response = self
    switch body {
    case .empty, .bytes: break
    case .source(let make):
      response.body = .source { sink, loop in
        let reference = LoopBound(WeakSink(sink: sink), on: loop)
        lease.lasts(principal) { loop.execute { reference.value.sink?.abort() } }
        return LeasedSource(make(sink, loop), lease)
      }
    case .webSocket(let subprotocol, let make):
      response.body = .webSocket(protocol: subprotocol) { connection, loop in
        lease.lasts(principal, on: connection, of: loop)
        return LeasedSocket(make(connection, loop), lease)
      }
    }
    return response
  }
}

extension OpenConnections.Lease {
  /// A WebSocket is closed with 4401, as one whose token is not believed. Loop only.
  func lasts(_ principal: Principal, on connection: WebSocketConnection, of loop: EventLoop) {
    let reference = LoopBound(WeakConnection(connection: connection), on: loop)
    lasts(principal) {
      loop.execute { reference.value.connection?.close(NativeSocket.badToken, reason: "the key or the token is not valid any more") }
    }
  }
}

/// What ends a connection does not keep it.
struct WeakSink {
  weak var sink: (any ByteSink)?
}

private struct WeakConnection {
  weak var connection: WebSocketConnection?
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
