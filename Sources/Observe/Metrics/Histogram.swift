import Primitives
import Synchronization

/// How often values fell into each of a fixed set of buckets, with their sum. Safe from any thread; an observation is a search over the
/// bounds and two relaxed atomic additions.
package final class Histogram: Sendable {
  /// Most bounds that one histogram takes.
  package static let maxBounds = 31

  /// Upper ends of the buckets, inclusive and rising, in the histogram's own whole units (nanoseconds for durations).
  package let bounds: [UInt64]
  private let buckets: InlineArray<32, Atomic<UInt64>> = InlineArray { _ in Atomic(0) }
  private let total = Atomic<UInt64>(0)

  package init(bounds: [UInt64]) {
    precondition(bounds.count <= Self.maxBounds, "at most \(Self.maxBounds) bounds, found \(bounds.count)")
    precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "bounds must rise: \(bounds)")
    self.bounds = bounds
  }

  package func observe(_ value: UInt64) {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) >> 1
      if bounds[middle] < value { low = middle + 1 } else { high = middle }
    }
    buckets[low].wrappingAdd(1, ordering: .relaxed)
    total.wrappingAdd(value, ordering: .relaxed)
  }

  /// Observes the time between two points in nanoseconds; nothing below 0.
  package func observe(from start: MonotonicTime, to end: MonotonicTime) {
    observe(end.nanoseconds > start.nanoseconds ? end.nanoseconds - start.nanoseconds : 0)
  }

  /// Observations in each bucket (not accumulated), the one above the last bound included.
  package var counts: [UInt64] { (0...bounds.count).map { buckets[$0].load(ordering: .relaxed) } }

  package var count: UInt64 { counts.reduce(0, &+) }

  package var sum: UInt64 { total.load(ordering: .relaxed) }
}
