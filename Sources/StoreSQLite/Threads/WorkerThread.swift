import EventLoop
import Store

/// A thread of our own, for calls that block. What it owns is made, used and closed on it.
enum WorkerThread {
  /// How a thread tells its starter that what it owns is open, or why not.
  struct Opening: Sendable {
    fileprivate let outcome = WorkQueue<StoreError?>()

    func succeeded() { _ = outcome.put(nil) }
    func failed(_ error: StoreError) { _ = outcome.put(error) }
  }

  /// Starts a thread and waits until it has opened what it owns.
  /// - Parameters:
  ///   - name: at most 15 bytes, as shown by `top -H`.
  ///   - body: what the thread does until it ends; it reports to `Opening` once.
  /// - Throws: what the thread reported; `failed` when the system gives no thread.
  static func start(name: String, _ body: @escaping @Sendable (Opening) -> Void) throws(StoreError) {
    let opening = Opening()
    // SQLite needs little.
    let code = DetachedThread.start(name: name, stackBytes: 1 << 20) { body(opening) }
    guard code == 0 else {
      throw StoreError(.failed, "starting a thread: the system refused it (error \(code)); raise its limit of threads")
    }
    if let error = opening.outcome.takeFirst() ?? nil { throw error }
  }
}
