import CBench
import Glibc

/// What one piece of work costs, without sockets and without other threads.
struct Measurement {
  let name: String
  /// Of the fastest round: other programs only ever make a round slower.
  let nanoseconds: Double
  /// Calls of the allocator for one piece, over all rounds.
  let allocations: Double

  /// Runs the work in rounds of equal size.
  /// - Parameters:
  ///   - pieces: how many pieces one round is.
  ///   - round: does them all.
  init(_ name: String, rounds: Int, pieces: Int, _ round: () -> Void) {
    self.name = name
    round()
    var fastest = UInt64.max
    let before = cbench_allocations()
    for _ in 0..<rounds {
      let start = Self.clock()
      round()
      fastest = min(fastest, Self.clock() - start)
    }
    let allocated = cbench_allocations() - before
    nanoseconds = Double(fastest) / Double(pieces)
    allocations = Double(allocated) / Double(pieces * rounds)
  }

  private static func clock() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// Keeps a result from being optimized away.
@inline(never)
func use<Value>(_ value: borrowing Value) where Value: ~Copyable {}
