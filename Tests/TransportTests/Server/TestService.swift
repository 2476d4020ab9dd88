import EventLoop
import Synchronization
import Transport
import Wire

/// A service made of closures, which notes what it was told.
final class TestService: HTTPService {
  struct Finished: Equatable, Sendable {
    var target: String
    var status: Int
    var bytesIn: Int
    var bytesOut: Int
  }

  private let admission: @Sendable (HTTPRequestHead) -> HeadDecision
  private let answer: @Sendable (HTTPRequest, EventLoop) async -> HTTPResponse
  private let notes = Mutex<[Finished]>([])

  init(
    admit: @escaping @Sendable (HTTPRequestHead) -> HeadDecision = { _ in .accept(maxBodyBytes: 1024 * 1024) },
    answer: @escaping @Sendable (HTTPRequest, EventLoop) async -> HTTPResponse
  ) {
    admission = admit
    self.answer = answer
  }

  var finished: [Finished] { notes.withLock { $0 } }

  func admit(_ head: HTTPRequestHead, peer: String) -> HeadDecision { admission(head) }
  func respond(to request: HTTPRequest, on loop: EventLoop) async -> HTTPResponse { await answer(request, loop) }

  func failure(_ failure: HTTPFailure, head: HTTPRequestHead?) -> HTTPResponse {
    HTTPResponse(status: failure.status, body: .bytes(Array(failure.code.rawValue.utf8)))
  }

  func finished(_ head: HTTPRequestHead, status: Int, bytesIn: Int, bytesOut: Int, nanoseconds: UInt64) {
    notes.withLock { $0.append(Finished(target: head.target.raw, status: status, bytesIn: bytesIn, bytesOut: bytesOut)) }
  }
}

extension HTTPResponse {
  static func text(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["Content-Type": "text/plain"], body: .bytes(Array(text.utf8)))
  }
}

/// Runs the body with a server on a port of the system's choice.
func withServer<Value>(
  _ service: TestService, loops count: Int = 1, configure: (inout HTTPServerConfiguration) -> Void = { _ in },
  _ body: (HTTPServer, Int) async throws -> Value
) async throws -> Value {
  let group = EventLoopGroup(count: count)
  try group.start()
  defer { group.stop() }
  var configuration = HTTPServerConfiguration(host: "127.0.0.1", port: 0)
  configure(&configuration)
  let server = HTTPServer(configuration, loops: group.loops, service: service)
  try await server.start()
  do {
    let value = try await body(server, server.boundPort)
    await server.drain(graceMilliseconds: 0)
    return value
  } catch {
    await server.drain(graceMilliseconds: 0)
    throw error
  }
}

/// Something to wait for: opened once from any thread.
final class Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let opened = Atomic(false)
  init() { (stream, continuation) = AsyncStream.makeStream() }
  func open() {
    opened.store(true, ordering: .relaxed)
    continuation.finish()
  }
  var isOpen: Bool { opened.load(ordering: .relaxed) }
  func wait() async { for await _ in stream {} }
}

/// A number that any thread counts up.
final class Tally: Sendable {
  private let count = Atomic(0)
  func add(_ amount: Int = 1) { count.add(amount, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}

let hostLine = "Host: test\r\n"
