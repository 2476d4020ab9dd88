import Glibc

/// A thread that runs one body and takes no signals, so that those reach the threads that expect them.
struct WriterThread: Sendable {
  private final class Start: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// `nil` when the system gave no thread; then the body never runs.
  private let handle: pthread_t?

  init(body: @escaping @Sendable () -> Void) {
    var all = sigset_t()
    var before = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let start = unsafe Unmanaged.passRetained(Start(body: body))
    var handle = pthread_t()
    let status = unsafe pthread_create(
      &handle, nil,
      { context in
        guard let context = unsafe context else { return nil }
        let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
        start.body()
        return nil
      }, start.toOpaque())
    if status != 0 { unsafe start.release() }
    self.handle = status == 0 ? handle : nil
  }

  /// Waits until the body has returned. Call once.
  func join() {
    if let handle { pthread_join(handle, nil) }
  }
}
