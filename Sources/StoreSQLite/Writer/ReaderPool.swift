import Store

/// Threads with connections of their own that only read.
final class ReaderPool: Sendable {
  private typealias Operation = @Sendable (Connection) -> Void

  private let queue = WorkQueue<Operation>()
  private let closing: ThreadsClosing

  /// - Parameter threads: how many reads can run at a time.
  init(path: String, threads: Int) throws(StoreError) {
    closing = ThreadsClosing(count: threads)
    for number in 1...threads {
      try WorkerThread.start(name: "store-read-\(number)") { [queue, closing] opened in
        Self.run(path: path, queue: queue, opened: opened)
        closing.threadEnded()
      }
    }
  }

  deinit { queue.close() }

  func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws(StoreError) -> Value) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      let taken = queue.put { connection in
        do throws(StoreError) {
          continuation.resume(returning: .success(try body(connection)))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
      if !taken { continuation.resume(returning: .failure(.closed)) }
    }
    return try result.get()
  }

  /// Waits until every read that was asked for is answered and the connections are closed.
  func close() async {
    queue.close()
    await closing.ended()
  }

  private static func run(path: String, queue: WorkQueue<Operation>, opened: WorkerThread.Opening) {
    do throws(StoreError) {
      let connection = try Connection(path: path, access: .queryOnly, cacheKibibytes: 1024)
      opened.succeeded()
      while let operation = queue.takeFirst() { operation(connection) }
    } catch {
      opened.failed(error)
    }
  }
}
