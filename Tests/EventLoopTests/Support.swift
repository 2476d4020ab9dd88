import EventLoop
import Synchronization
import Testing

/// Runs the body on a fresh loop and stops the loop afterwards.
func withLoop<Value>(_ body: (EventLoop) async throws -> Value) async throws -> Value {
  let loop = EventLoop(name: "test")
  try loop.start()
  let result: Value
  do {
    result = try await body(loop)
  } catch {
    loop.stop()
    throw error
  }
  loop.stop()
  return result
}

/// Notes words from any thread, in order.
final class Notes: Sendable {
  private let words = Mutex<[String]>([])
  func add(_ word: String) { words.withLock { $0.append(word) } }
  var all: [String] { words.withLock { $0 } }
}

/// Something to wait for: opened once from any thread.
final class Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  init() { (stream, continuation) = AsyncStream.makeStream() }
  func open() { continuation.finish() }
  func wait() async { for await _ in stream {} }
}
