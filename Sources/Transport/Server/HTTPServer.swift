import EventLoop
import Synchronization

/// An HTTP/1.1 server over several loops, each with its own listener on the same port, so that the system spreads the connections.
///
/// ```swift
/// let server = HTTPServer(configuration, loops: group.loops, service: gateway)
/// try await server.start()
/// …
/// await server.drain(graceMilliseconds: 10_000)
/// ```
package final class HTTPServer: Sendable {
  private let configuration: HTTPServerConfiguration
  private let shards: [LoopBound<HTTPServerLoop>]
  private let openConnections = ConnectionCount()
  private let port = Atomic(0)

  /// - Parameter loops: at least one; they run before `start()` and outlive `drain`.
  package init(_ configuration: HTTPServerConfiguration, loops: [EventLoop], service: any HTTPService) {
    precondition(!loops.isEmpty, "a server needs a loop")
    self.configuration = configuration
    let count = openConnections
    shards = loops.map { loop in
      LoopBound(handing: HTTPServerLoop(loop: loop, configuration: configuration, service: service, openConnections: count), to: loop)
    }
  }

  /// Looks whether `start()` would find its port taken, for those who have work to do before it that would be in vain.
  package func probePort() throws(TransportError) {
    let (host, wanted) = (configuration.host, configuration.port)
    let number = wanted == 0 ? 0 : try SocketAddress(host: host, port: wanted).probe()
    if number != 0 { throw .system(number, host, wanted) }
  }

  /// Begins to listen. A port that another program has is an error, never shared.
  package func start() async throws(TransportError) {
    let (host, wanted) = (configuration.host, configuration.port)
    var address = try SocketAddress(host: host, port: wanted)
    let sharesPort = shards.count > 1
    if sharesPort { try probePort() }
    for shard in shards {
      let asked = address
      let result: Result<Int, TCPHandle.SystemError> = await shard.loop.reach {
        do throws(TCPHandle.SystemError) {
          return .success(try shard.value.listen(on: asked, sharesPort: sharesPort))
        } catch {
          return .failure(error)
        }
      }
      switch result {
      case .success(let bound):
        port.store(bound, ordering: .relaxed)
        address = address.replacing(port: bound)
      case .failure(let error):
        await drain(graceMilliseconds: 0)
        throw .system(error.number, host, address.port)
      }
    }
  }

  /// The port listened on since `start()`.
  package var boundPort: Int { port.load(ordering: .relaxed) }

  /// Connections that are open now.
  package var connectionCount: Int { openConnections.value }

  /// Takes no more connections, closes idle ones, lets answers finish (each with `Connection: close`), asks sources and WebSockets for
  /// their farewell, and closes what is left when the grace is over. Returns when no connection is open.
  package func drain(graceMilliseconds: Int) async {
    await withTaskGroup { group in
      for shard in shards {
        group.addTask {
          await withCheckedContinuation { continuation in
            shard.loop.execute { shard.value.drain(graceMilliseconds: graceMilliseconds) { continuation.resume() } }
          }
        }
      }
    }
  }
}

extension EventLoop {
  /// As `run`, for a body that cannot throw.
  func reach<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    if isCurrent { return body() }
    return await withCheckedContinuation { continuation in execute { continuation.resume(returning: body()) } }
  }
}
