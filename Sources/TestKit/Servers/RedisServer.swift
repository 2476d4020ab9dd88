import Glibc
import Synchronization

/// A real redis-server on a free port of the loopback address, in a folder of its own, that keeps nothing on disk.
package final class RedisServer: Sendable {
  package let port: UInt16
  private let folder = TemporaryFolder()
  private let arguments: [String]
  private let running = Mutex<ServerCommand?>(nil)

  /// Returns when it answers.
  /// - Parameter options: more words for its command line, such as `--requirepass`.
  package init(_ options: String...) throws {
    port = try ServerCommand.freePort()
    arguments = ["--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.path] + options
    try start()
  }

  deinit { stop() }

  package var url: String { "redis://127.0.0.1:\(port)" }

  /// Starts it again, empty, on the same port. Returns when it answers.
  package func start() throws {
    let command = try ServerCommand("redis-server", arguments, output: "\(folder.path)/log")
    running.withLock { $0 = command }
    for _ in 0..<500 {
      if answers() { return }
      usleep(10_000)
    }
    stop()
    throw ServerCommand.LaunchError(
      description: "redis-server does not answer on port \(port) within 5 s; see what it says with: redis-server --port \(port)")
  }

  /// As if its machine had lost power.
  package func stop() { running.withLock { $0.take() }?.end() }

  /// It hangs: connections are taken and nothing is answered.
  package func hang() { running.withLock { $0?.send(SIGSTOP) } }
  package func goOn() { running.withLock { $0?.send(SIGCONT) } }

  private func answers() -> Bool {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
    }
    guard isConnected, write(descriptor, "PING\r\n", 6) == 6 else { return false }
    // `+PONG`, or `-NOAUTH` where a password is asked for.
    var answer = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &answer, answer.count)
    return count > 0 && (answer[0] == UInt8(ascii: "+") || String(decoding: answer[..<count], as: UTF8.self).hasPrefix("-NOAUTH"))
  }
}
