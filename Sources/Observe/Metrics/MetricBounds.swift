/// Bucket bounds of the server's histograms, in stored units.
enum MetricBounds {
  private static let microsecond: UInt64 = 1000
  private static let millisecond: UInt64 = 1_000_000

  /// From a cached answer to one that thinks for minutes.
  static let firstToken: [UInt64] = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000].map { $0 * millisecond }

  /// From a local model flat out to a stalled one.
  static let tokenGap: [UInt64] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 15_000, 60_000].map { $0 * millisecond }

  static let request: [UInt64] =
    [500 * microsecond] + [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000].map { $0 * millisecond }

  static let commit: [UInt64] =
    [100, 250, 500].map { $0 * microsecond } + [1, 2, 5, 10, 20, 50, 100, 250, 1000].map { $0 * millisecond }

  /// From one word to a long piece of work.
  static let answer: [UInt64] =
    [100, 250, 500].map { $0 * millisecond } + [1, 2, 5, 10, 20, 30, 60, 120, 300, 600].map { $0 * 1000 * millisecond }
}
