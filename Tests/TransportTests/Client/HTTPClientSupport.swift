import EventLoop
import Synchronization
import TestKit
import Transport

/// What a call brought.
struct Fetched: Sendable {
  var status = 0
  var headers: [HTTPClientHeader] = []
  var pieces: [[UInt8]] = []
  var ending: Result<Void, HTTPClientFailure> = .success(())
  var endings = 0

  var text: String { String(decoding: pieces.joined(), as: UTF8.self) }
  var code: HTTPClientFailure.Code? { if case .failure(let failure) = ending { failure.code } else { nil } }
}

/// Hears a call and tells when it has ended. `@unchecked Sendable`: used on the loop only until it has ended.
final class Hearer: HTTPClientDelegate, @unchecked Sendable {
  var fetched = Fetched()
  var call: HTTPClientCall?
  var onHead: (Hearer) -> Void = { _ in }
  var onBody: (Hearer) -> Void = { _ in }
  var onEnd: (Hearer) -> Void = { _ in }

  func responseHead(_ head: HTTPClientResponseHead) {
    fetched.status = head.status
    fetched.headers = head.headers
    onHead(self)
  }

  func responseBody(_ bytes: RawSpan) {
    fetched.pieces.append(bytes.withUnsafeBytes { Array($0) })
    onBody(self)
  }

  func responseEnded(_ result: Result<Void, HTTPClientFailure>) {
    fetched.ending = result
    fetched.endings += 1
    onEnd(self)
  }
}

/// A client on a running loop.
struct ClientBench: Sendable {
  let loop: EventLoop
  let client: LoopBound<HTTPClient>

  /// Starts a call, waits for its end and gives what it brought.
  func fetch(_ request: HTTPClientRequest, prepare: @escaping @Sendable (Hearer) -> Void = { _ in }) async -> Fetched {
    await withCheckedContinuation { continuation in
      loop.execute {
        let hearer = Hearer()
        prepare(hearer)
        let then = hearer.onEnd
        hearer.onEnd = { hearer in
          then(hearer)
          continuation.resume(returning: hearer.fetched)
        }
        hearer.call = client.value.start(request, delegate: hearer)
      }
    }
  }
}

func withClient(configuration: HTTPClientConfiguration = HTTPClientConfiguration(), _ body: (ClientBench) async throws -> Void) async throws {
  let loop = EventLoop(name: "client")
  try loop.start()
  let client = try await loop.run { LoopBound(HTTPClient(loop: loop, configuration: configuration), on: loop) }
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(ClientBench(loop: loop, client: client))) } catch { outcome = .failure(error) }
  try await loop.run { client.value.close() }
  loop.stop()
  try outcome.get()
}

/// A server that answers each request on a connection with what `answer` gives; `nil` closes the connection.
func withServer(_ handler: @escaping @Sendable (BlockingConnection) -> Void, _ body: (BlockingSocketServer) async throws -> Void) async throws {
  let server = try BlockingSocketServer(handler: handler)
  defer { server.stop() }
  try await body(server)
}

extension BlockingSocketServer {
  func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }
}

func chunk(_ text: String) -> String { String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n" }

/// Counts from any thread.
final class Counter: Sendable {
  private let count = Mutex(0)
  func add() { count.withLock { $0 += 1 } }
  var value: Int { count.withLock { $0 } }
}

/// Something to wait for: raised once from any thread.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  init() { (stream, continuation) = AsyncStream.makeStream() }
  func raise() { continuation.finish() }
  func wait() async { for await _ in stream {} }
}
