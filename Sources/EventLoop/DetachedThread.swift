import CPlatform
import Glibc

/// Threads for C libraries that block. Whoever waits for the end of one is told by its body: nobody joins.
package enum DetachedThread {
  /// Starts a thread.
  /// - Parameters:
  ///   - name: at most 15 bytes, as shown by `top -H`.
  ///   - stackBytes: `nil` for the system's default of 8 MiB, which makes the process look large.
  /// - Returns: 0, or the system's error code; then the body never runs.
  package static func start(name: String, stackBytes: Int? = nil, _ body: @escaping @Sendable () -> Void) -> CInt {
    let entry = Unmanaged.passRetained(Entry(name: name, body: body))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    if let stackBytes { pthread_attr_setstacksize(&attributes, stackBytes) }
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
    return code
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
