import Glibc
import Synchronization

/// A server on the loopback address in the plainest way there is, one blocking thread a connection, so that tests of our own server and
/// client do not lean on our own server.
package final class BlockingSocketServer: Sendable {
  /// The port it listens on, on 127.0.0.1.
  package let port: UInt16
  private let listener: CInt
  private let connections = Mutex<(open: [Int: BlockingConnection], isStopped: Bool)>(([:], false))
  private let handler: @Sendable (BlockingConnection) -> Void

  package struct SocketError: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Parameters:
  ///   - port: 0 picks a free one.
  ///   - handler: called on a thread of its own for each connection, which is closed when it returns.
  package init(port: UInt16 = 0, handler: @escaping @Sendable (BlockingConnection) -> Void) throws {
    signal(SIGPIPE, SIG_IGN)
    let (descriptor, taken) = try LoopbackSocket.bound(port: port)
    guard listen(descriptor, 512) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw SocketError(description: "cannot listen on 127.0.0.1:\(taken): \(reason)")
    }
    listener = descriptor
    self.port = taken
    self.handler = handler
    try Self.thread { [self] in acceptAll() }
  }

  /// Closes the listener and every connection. Threads end by themselves.
  package func stop() {
    connections.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      shutdown(listener, CInt(SHUT_RDWR))
      for connection in state.open.values { connection.interrupt() }
    }
  }

  private func acceptAll() {
    var count = 0
    while true {
      let descriptor = accept(listener, nil, nil)
      if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
      guard descriptor >= 0 else { break }
      count += 1
      let key = count
      let connection = BlockingConnection(descriptor: descriptor)
      let isTaken = connections.withLock { state in
        guard !state.isStopped else { return false }
        state.open[key] = connection
        return true
      }
      let isServed =
        isTaken
        && (try? Self.thread { [self] in
          handler(connection)
          finish(connection, key)
        }) != nil
      if !isServed { finish(connection, key) }
    }
    close(listener)
  }

  private func finish(_ connection: BlockingConnection, _ key: Int) {
    // Under the lock, so that `stop` never touches a descriptor that was given away again.
    connections.withLock { state in
      state.open[key] = nil
      connection.close()
    }
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) throws {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 256 << 10)
    defer { pthread_attr_destroy(&attributes) }
    let box = Unmanaged.passRetained(Box(body))
    let status = pthread_create(
      &thread, &attributes,
      { context in
        Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      throw SocketError(description: "cannot start a thread: \(String(cString: strerror(status)))")
    }
  }
}
