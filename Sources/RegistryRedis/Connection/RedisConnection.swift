import EventLoop
import Observe
import Primitives
import Registry

/// The one owner of hiredis: a connection with a thread of its own, on which it blocks, and a bounded queue before it.
///
/// Why not hiredis' asynchronous face on an event loop: in version 0.14 that has no time-out for a command, and it would bind every caller to one loop.
/// With a thread nobody's loop ever waits, whatever arrives while an answer is under way goes out in one write (pipelining), and a time-out is
/// the socket's own. The calls are those of the control plane, some thousand a second at most; a hop costs them microseconds.
///
/// A call is answered within the time-out, whatever the server does. While there is no connection calls are refused at once; a new one is tried after
/// 50 ms, then at growing distances up to 2 s. A call that failed may have been carried out.
package final class RedisConnection: Sendable {
  private static let capacity = 8192

  private let queue = RedisCallQueue(capacity: RedisConnection.capacity)
  private let timeoutMilliseconds: Int64
  private let time: any TimeSource = SystemTime()

  /// Returns before there is a connection; calls wait for the end of the first attempt.
  /// - Parameters:
  ///   - name: of the thread, at most 15 bytes.
  ///   - timeoutMilliseconds: for each call, and for each attempt to connect.
  /// - Throws: when the system gives no thread.
  package init(_ address: RedisAddress, name: String = "redis", timeoutMilliseconds: Int64 = 500, log: Log = .silent) throws(RegistryError) {
    self.timeoutMilliseconds = timeoutMilliseconds
    let (queue, time) = (queue, time)
    let code = DetachedThread.start(name: name, stackBytes: 1 << 20) {
      var worker = RedisWorker(address: address, timeoutMilliseconds: timeoutMilliseconds, queue: queue, time: time, log: log.component(.registry))
      worker.run()
      queue.ended()
    }
    guard code == 0 else {
      throw RegistryError("a thread for Redis: the system refused it (error \(code)); raise its limit of threads")
    }
  }

  deinit { queue.close() }

  /// - Throws: also `refused`, when the server answers with an error.
  package func send(_ command: RedisCommand) async throws(RedisError) -> RedisReply {
    let replies = try await send([command])
    guard let reply = replies.first else { throw RedisError(.unexpected, "an answer is missing") }
    if case .refusal(let reason) = reply { throw RedisError(.refused, "Redis refused a command: \(reason)") }
    return reply
  }

  /// Sends commands one after the other without waiting in between. - Returns: an answer for each, also `refusal`.
  package func send(_ commands: [RedisCommand]) async throws(RedisError) -> [RedisReply] {
    guard !commands.isEmpty else { return [] }
    let deadline = time.monotonic().adding(milliseconds: timeoutMilliseconds)
    let result: Result<[RedisReply], RedisError> = await withCheckedContinuation { continuation in
      if let refusal = queue.put(RedisCall(commands: commands, deadline: deadline, continuation: continuation)) {
        continuation.resume(returning: .failure(refusal))
      }
    }
    return try result.get()
  }

  /// Whether calls are taken and answered at present.
  package var isConnected: Bool { queue.isConnected }

  /// Answers what was asked for, then ends the thread.
  package func close() async {
    queue.close()
    await queue.waitUntilEnded()
  }
}
