import CUV

/// Calls an action on a loop when the process gets a signal. Bound to its loop; watches as long as it is not cancelled.
package final class SignalWatcher {
  private let loop: EventLoop
  private let handle: UnsafeMutablePointer<uv_signal_t>
  private let action: () -> Void
  private var keepsItself: SignalWatcher?

  /// Begins to watch. Loop only.
  /// - Parameter signal: `SIGTERM`, `SIGINT` …
  package init(signal: CInt, on loop: EventLoop, action: @escaping () -> Void) throws(EventLoopError) {
    self.loop = loop
    self.action = action
    handle = .allocate(capacity: 1)
    var status = loop.withUnsafeLoop { uv_signal_init($0, handle) }
    handle.pointee.data = Unmanaged.passUnretained(self).toOpaque()
    if status == 0 {
      status = uv_signal_start(
        handle, { handle, _ in Unmanaged<SignalWatcher>.fromOpaque(handle!.pointee.data).takeUnretainedValue().action() }, signal)
      if status != 0 { Self.close(handle) }
    } else {
      handle.deallocate()
    }
    guard status == 0 else {
      keepsItself = nil
      throw EventLoopError(code: .signalWatch, message: "signal \(signal) cannot be watched: \(String(cString: uv_strerror(status)))")
    }
    keepsItself = self
  }

  /// Ends watching; the signal has its default effect again. Loop only.
  package func cancel() {
    loop.preconditionCurrent()
    guard keepsItself != nil else { return }
    uv_signal_stop(handle)
    Self.close(handle)
    keepsItself = nil
  }

  private static func close(_ handle: UnsafeMutablePointer<uv_signal_t>) {
    UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { base in
      uv_close(base) { $0!.withMemoryRebound(to: uv_signal_t.self, capacity: 1) { $0.deallocate() } }
    }
  }
}
