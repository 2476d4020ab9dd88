/// Where time comes from. Passed in wherever time matters, so that tests decide it.
package protocol TimeSource: Sendable {
  /// Wall-clock time, for records that people and other machines read.
  func now() -> Timestamp
  /// Monotonic time, for durations and deadlines.
  func monotonic() -> MonotonicTime
}

/// A point of monotonic time in nanoseconds; only differences mean something.
package struct MonotonicTime: Hashable, Sendable, Comparable, BitwiseCopyable {
  package var nanoseconds: UInt64

  package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }

  package func adding(milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: nanoseconds &+ UInt64(bitPattern: milliseconds &* 1_000_000))
  }

  /// Milliseconds since an earlier point; 0 if that one is later.
  package func milliseconds(since earlier: MonotonicTime) -> Int64 {
    nanoseconds > earlier.nanoseconds ? Int64((nanoseconds - earlier.nanoseconds) / 1_000_000) : 0
  }
}
