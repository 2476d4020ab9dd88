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
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var yes: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        if bind(descriptor, address, length) != 0 || listen(descriptor, 512) != 0 { return errno }
        return getsockname(descriptor, address, &length) == 0 ? 0 : errno
      }
    }
    guard status == 0 else {
      close(descriptor)
      throw SocketError(description: "cannot listen on 127.0.0.1:\(port): \(String(cString: strerror(status)))")
    }
    listener = descriptor
    self.port = UInt16(bigEndian: address.sin_port)
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
