import CPlatform
import Glibc
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
    let entry = Unmanaged.passRetained(Entry(name: name) { body(opening) })
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // SQLite needs little; the default of 8 MiB would only make the process look large. Nobody joins: who waits for the end is told by the body.
    pthread_attr_setstacksize(&attributes, 1 << 20)
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    let code = pthread_create(
      &thread, &attributes,
      { context in
        let entry = Unmanaged<Entry>.fromOpaque(context!).takeRetainedValue()
        cplatform_name_this_thread(entry.name)
        entry.body()
        return nil
      }, entry.toOpaque())
    guard code == 0 else {
      entry.release()
      throw StoreError(.failed, "starting a thread: the system refused it (error \(code)); raise its limit of threads")
    }
    if let error = opening.outcome.takeFirst() ?? nil { throw error }
  }

  private final class Entry: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
