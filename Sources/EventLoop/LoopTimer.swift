import CUV

/// A timer of one loop. It fires whether or not somebody holds it, until it is cancelled or, if it does not repeat, has fired.
/// Bound to its loop; not `Sendable` on purpose.
package final class LoopTimer {
  private let loop: EventLoop
  private let handle: UnsafeMutablePointer<uv_timer_t>
  private var action: (() -> Void)?
  private var keepsItself: LoopTimer?
  private let repeatMilliseconds: UInt64

  init(loop: EventLoop, repeatMilliseconds: UInt64, action: @escaping () -> Void) {
    self.loop = loop
    self.action = action
    self.repeatMilliseconds = repeatMilliseconds
    handle = .allocate(capacity: 1)
    loop.withUnsafeLoop { _ = uv_timer_init($0, handle) }
    handle.pointee.data = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    switch loop.queue.phase {
    case .open where loop.isCurrent:
      Self.close(handle)
    case .open:
      nonisolated(unsafe) let handle = handle
      loop.execute { Self.close(handle) }
    case .closed:
      // The ending loop is closing the handle at this moment; its memory goes with the process.
      break
    case .ended:
      handle.deallocate()
    }
  }

  private static func close(_ handle: UnsafeMutablePointer<uv_timer_t>) {
    UnsafeMutableRawPointer(handle).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { base in
      uv_close(base) { $0!.withMemoryRebound(to: uv_timer_t.self, capacity: 1) { $0.deallocate() } }
    }
  }

  /// True while the timer is going to fire.
  package var isActive: Bool { keepsItself != nil }

  /// Lets the timer fire that much later than now, also after it has fired. Does nothing after `cancel()`. Loop only.
  package func reschedule(afterMilliseconds delay: Int) {
    guard action != nil else { return }
    loop.withUnsafeLoop { loop in
      // libuv counts from the turn's start; a delay from there would end early in a long turn.
      uv_update_time(loop)
      let milliseconds = UInt64(max(self.loop.isFiringTimer ? 1 : 0, delay))
      uv_timer_start(
        handle, { Unmanaged<LoopTimer>.fromOpaque($0!.pointee.data).takeUnretainedValue().fired() }, milliseconds, repeatMilliseconds)
    }
    keepsItself = self
  }

  /// Lets the timer rest until `reschedule`. Loop only.
  package func pause() {
    loop.preconditionCurrent()
    uv_timer_stop(handle)
    keepsItself = nil
  }

  /// The timer never fires again and lets go of its action. Loop only.
  package func cancel() {
    action = nil
    pause()
  }

  private func fired() {
    let timer = self
    if repeatMilliseconds == 0 { keepsItself = nil }
    loop.isFiringTimer = true
    timer.action?()
    loop.isFiringTimer = false
  }
}

extension EventLoop {
  /// Calls the action on the loop after a delay, then, if asked, again and again. Loop only.
  /// - Parameters:
  ///   - delay: milliseconds; 0 or less means in the next turn.
  ///   - interval: milliseconds between two calls; 0 means once.
  @discardableResult
  package func schedule(afterMilliseconds delay: Int, repeating interval: Int = 0, _ action: @escaping () -> Void) -> LoopTimer {
    let timer = LoopTimer(loop: self, repeatMilliseconds: UInt64(max(0, interval)), action: action)
    timer.reschedule(afterMilliseconds: delay)
    return timer
  }
}
