import Primitives
import Synchronization

/// A clock that moves when a test moves it.
package final class ManualTime: TimeSource {
  private let microseconds: Mutex<Int64>

  /// - Parameter start: wall-clock time at the beginning.
  package init(start: Timestamp = Timestamp(milliseconds: 1_795_000_000_000)) { microseconds = Mutex(start.microseconds) }

  package func now() -> Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }

  package func monotonic() -> MonotonicTime { MonotonicTime(nanoseconds: UInt64(microseconds.withLock { $0 }) * 1000) }

  package func advance(milliseconds: Int64) { microseconds.withLock { $0 += milliseconds * 1000 } }
}
