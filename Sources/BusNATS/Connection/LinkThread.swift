import CPlatform
import Glibc

/// Starts the thread that all of a bus's work is done on.
enum LinkThread {
  /// - Returns: whether the system gave a thread.
  static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
    let entry = Unmanaged.passRetained(Entry(name: name, body: body))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // Nobody joins: whoever waits for the end is told by the body.
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
    let code = pthread_create(
      &thread, &attributes,
      { context in
        let entry = Unmanaged<Entry>.fromOpaque(context!).takeRetainedValue()
        cplatform_name_this_thread(entry.name)
        entry.body()
        return nil
      }, entry.toOpaque())
    if code != 0 { entry.release() }
    return code == 0
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
