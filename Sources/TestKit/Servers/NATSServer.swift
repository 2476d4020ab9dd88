import Glibc
import Synchronization

/// A real nats-server with JetStream on a free port of the loopback address, in a folder of its own.
package final class NATSServer: Sendable {
  package let port: UInt16
  private let folder = TemporaryFolder()
  private let arguments: [String]
  private let running = Mutex<ServerCommand?>(nil)

  /// A server alone. Whoever connects tries until it answers.
  /// - Parameter options: more words for its command line, such as `--auth`.
  package convenience init(_ options: String...) throws { try self.init(options: options) }

  package init(options: [String]) throws {
    port = try ServerCommand.freePort()
    arguments = ["-a", "127.0.0.1", "-p", "\(port)", "-js", "-sd", folder.path] + options
    try start()
  }

  private init(port: UInt16, clusterPort: UInt16, routes: String, name: String) throws {
    self.port = port
    arguments = [
      "-a", "127.0.0.1", "-p", "\(port)", "-js", "-sd", folder.path, "-n", name, "--cluster_name", "test", "--cluster",
      "nats://127.0.0.1:\(clusterPort)", "--routes", routes,
    ]
    try start()
  }

  deinit { stop() }

  /// Three servers that keep each other's streams.
  package static func cluster() throws -> [NATSServer] {
    let ports = try (0..<6).map { _ in try ServerCommand.freePort() }
    let routes = ports[3...].map { "nats://127.0.0.1:\($0)" }.joined(separator: ",")
    return try (0..<3).map { try NATSServer(port: ports[$0], clusterPort: ports[$0 + 3], routes: routes, name: "server-\($0)") }
  }

  package var url: String { "nats://127.0.0.1:\(port)" }

  /// Starts it again on the same port with what it had kept.
  package func start() throws {
    let command = try ServerCommand("nats-server", arguments, output: "\(folder.path)/log")
    running.withLock { $0 = command }
  }

  /// As if its machine had lost power.
  package func stop() { running.withLock { $0.take() }?.end() }

  /// Forgets all that it kept; only while it is stopped.
  package func loseData() { TemporaryFolder.empty("\(folder.path)/jetstream") }

  /// It hangs: connections are taken and nothing is answered.
  package func hang() { running.withLock { $0?.send(SIGSTOP) } }
  package func goOn() { running.withLock { $0?.send(SIGCONT) } }
}
