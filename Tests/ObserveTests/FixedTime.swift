import Primitives

/// Time that stands still at 2026-11-20T21:05:36.123Z.
struct FixedTime: TimeSource {
  func now() -> Timestamp { Timestamp(milliseconds: 1_795_208_736_123) }
  func monotonic() -> MonotonicTime { MonotonicTime(nanoseconds: 0) }
}
