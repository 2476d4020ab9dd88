/// The whole way of an event, and what readers add to it. `Benchmarks/allocations.tsv` has what it may allocate.
enum HotPathMeasurements {
  private static let events = 500

  static func all() -> [Measurement] { [1, 100, 1000].map(measure) }

  private static func measure(readers: Int) -> Measurement {
    var path = HotPath(readers: readers)
    return Measurement("provider's chunk to \(readers) \(readers == 1 ? "reader" : "readers")", rounds: 4, pieces: events) {
      for _ in 0..<events { path.take(HotPath.chunk) }
    }
  }
}
