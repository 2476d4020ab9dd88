import Observe
import Primitives
import Testing

/// One counter, one gauge, one histogram, in steps of 5, 10 and 20 seconds.
private struct Bench {
  static let resolutions = [
    HistoryResolution(stepSeconds: 5, rows: 4), HistoryResolution(stepSeconds: 10, rows: 4), HistoryResolution(stepSeconds: 20, rows: 4),
  ]
  static let start: Int64 = 1_795_000_000

  var history = MetricHistory(layout: HistoryLayout(counters: 1, gauges: 1, bounds: [[10, 100]]), resolutions: resolutions)
  var counter: UInt64 = 1000
  var buckets: [UInt64] = [7, 7, 7]

  /// What is seen so many seconds after the start.
  mutating func look(at second: Double, adding amount: UInt64 = 0, gauge: Double? = 1, observing: [UInt64] = [0, 0, 0]) {
    counter += amount
    for index in buckets.indices { buckets[index] += observing[index] }
    history.record(
      MetricReading(counters: [counter], gauges: [gauge], histograms: [buckets]),
      at: Timestamp(microseconds: Self.start * 1_000_000 + Int64(second * 1_000_000)))
  }

  /// The sums of a range in seconds after the start.
  func sums(_ from: Int64, _ to: Int64, step: Int64) throws -> [HistorySum?] {
    let range = try HistoryRange(
      from: Self.start + from, to: Self.start + to, step: step, now: Timestamp(milliseconds: (Self.start + to) * 1000), resolutions: Self.resolutions)
    #expect(range.from == Self.start + from && range.stepSeconds == step)
    return history.sums(range)
  }

  func rates(_ from: Int64, _ to: Int64, step: Int64) throws -> [Double?] { try sums(from, to, step: step).map { $0?.rate(counter: 0) } }
}

@Suite struct MetricHistoryTests {
  @Test func `a counter becomes a rate over the time that went by, whatever it stood at before`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 5, adding: 50)
    bench.look(at: 10.5, adding: 22)
    #expect(try bench.rates(0, 15, step: 5) == [10, 4, nil])
  }

  @Test func `the first step counts from the moment somebody looked`() throws {
    var bench = Bench()
    bench.look(at: 3)
    bench.look(at: 5, adding: 20)
    #expect(try bench.rates(0, 5, step: 5) == [10])
  }

  @Test func `time in which nobody looked is a gap, and what rose in it is no spike`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 5, adding: 5)
    bench.look(at: 18, adding: 1_000_000)
    bench.look(at: 20, adding: 4)
    #expect(try bench.rates(0, 20, step: 5) == [1, nil, nil, 2])
    #expect(try bench.rates(0, 20, step: 20).map { $0 ?? -1 }.first.map { abs($0 - 9.0 / 7) < 1e-6 } == true)
  }

  @Test func `looking late within a step loses nothing`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 9, adding: 18)
    bench.look(at: 10, adding: 3)
    #expect(try bench.rates(0, 10, step: 5) == [2, 3])
  }

  @Test func `looking often does no harm`() throws {
    var bench = Bench()
    for tenth in 0...100 { bench.look(at: Double(tenth) / 10, adding: 1) }
    #expect(try bench.rates(0, 10, step: 5) == [10, 10])
  }

  @Test func `a counter that began anew is not known for that step`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.counter = 0
    bench.buckets = [0, 0, 0]
    bench.look(at: 5, adding: 3, gauge: 4, observing: [1, 0, 0])
    bench.look(at: 10, adding: 5, gauge: 4, observing: [1, 0, 0])
    let sums = try bench.sums(0, 10, step: 5)
    #expect(sums.map { $0?.rate(counter: 0) } == [nil, 1])
    #expect(sums.map { $0?.mean(gauge: 0) } == [4, 4])
    #expect(sums.map { $0?.quantile(1, histogram: 0) } == [nil, 10])
    // Over both, the rate is that of the time in which it was known.
    #expect(try bench.rates(0, 10, step: 10) == [1])
  }

  @Test func `a gauge is averaged over its seconds, and one that cannot be read is not 0`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 5, gauge: 10)
    bench.look(at: 10, gauge: 20)
    bench.look(at: 15, gauge: nil)
    bench.look(at: 20, gauge: 7)
    #expect(try bench.sums(0, 20, step: 5).map { $0?.mean(gauge: 0) } == [10, 20, nil, 7])
    #expect(try bench.sums(0, 20, step: 10).map { $0?.mean(gauge: 0) } == [15, 7])
  }

  @Test func `a quantile is that of the step's observations, also over coarser steps`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 5, observing: [10, 0, 0])
    bench.look(at: 10)
    bench.look(at: 15, observing: [0, 10, 0])
    bench.look(at: 20, observing: [0, 0, 10])
    let fine = try bench.sums(0, 20, step: 5)
    #expect(fine.map { $0?.quantile(0.5, histogram: 0) } == [5, nil, 55, 100])
    let coarse = try bench.sums(0, 20, step: 20)
    #expect(coarse.map { $0?.quantile(0.5, histogram: 0) } == [55])
    #expect(coarse.map { $0?.quantile(0.25, histogram: 0) } == [7.5])
    #expect(coarse.map { $0?.quantile(0.95, histogram: 0) } == [100])
  }

  @Test func `what the fine rows have forgotten the coarse rows know, and the newest comes from the fine ones`() throws {
    var bench = Bench()
    bench.look(at: 0)
    for step in 1...13 { bench.look(at: Double(step) * 5, adding: UInt64(step) * 5) }
    // Fine rows reach back to 45, those of 10 s to 20, those of 20 s to 0.
    #expect(try bench.rates(45, 65, step: 5) == [10, 11, 12, 13])
    #expect(try bench.rates(20, 60, step: 10) == [5.5, 7.5, 9.5, 11.5])
    #expect(try bench.rates(0, 65, step: 20).prefix(3) == [2.5, 6.5, 10.5])
    #expect(try bench.rates(0, 65, step: 20).last == 13)
  }

  @Test func `after a gap the rows of a coarse step that was not finished are kept`() throws {
    var bench = Bench()
    bench.look(at: 0)
    bench.look(at: 5, adding: 5)
    for step in 20...26 { bench.look(at: Double(step) * 5, adding: 10) }
    // The fine row of the first 5 s is gone; the unfinished row of 20 s was written down when the next began.
    #expect(try bench.rates(60, 140, step: 20) == [nil, nil, 2, 2])
    #expect(try bench.rates(0, 80, step: 20).first == 1)
  }

  @Test func `a clock that was set back makes later rows void, and the history goes on`() throws {
    var bench = Bench()
    bench.look(at: 0)
    for step in 1...4 { bench.look(at: Double(step) * 5, adding: 5) }
    bench.look(at: 6, adding: 500)
    bench.look(at: 10, adding: 8)
    bench.look(at: 15, adding: 15)
    #expect(try bench.rates(0, 20, step: 5) == [1, 2, 3, nil])
  }

  @Test func `a reading is wanted at the next whole step`() {
    let history = Bench().history
    #expect(history.millisecondsUntilDue(at: Timestamp(milliseconds: 5000)) == 5000)
    #expect(history.millisecondsUntilDue(at: Timestamp(milliseconds: 9999)) == 1)
    #expect(history.millisecondsUntilDue(at: Timestamp(microseconds: 9_999_999)) == 1)
  }

  @Test func `rows stay within their number however long the process runs`() throws {
    var bench = Bench()
    for step in 0...5000 { bench.look(at: Double(step) * 5, adding: 5) }
    #expect(bench.history.maxBytes == 3 * 4 * (6 * 4 + 8))
    #expect(try bench.rates(24_980, 25_000, step: 5) == [1, 1, 1, 1])
    #expect(try bench.rates(24_920, 25_000, step: 20) == [1, 1, 1, 1])
  }

  // MARK: What records tell of the time before

  @Test func `records fill the time before the process, whole steps of it, with 0 where they have nothing`() throws {
    var bench = Bench()
    bench.look(at: 65)
    bench.history.refill([(Bench.start + 0, [0: 40]), (Bench.start + 40, [0: 10])])
    bench.look(at: 70, adding: 5)
    bench.look(at: 75, adding: 5)
    bench.look(at: 80, adding: 5)
    let sums = try bench.sums(0, 80, step: 20)
    #expect(sums.map { $0?.rate(counter: 0) } == [2, 0, 0.5, 1])
    #expect(sums.map { $0?.mean(gauge: 0) } == [nil, nil, nil, 1])
    #expect(sums.map { $0?.quantile(0.5, histogram: 0) } == [nil, nil, nil, nil])
  }

  @Test func `records that come when the history has begun do not count twice`() throws {
    var bench = Bench()
    bench.look(at: 0)
    for step in 1...13 { bench.look(at: Double(step) * 5, adding: 5) }
    bench.history.refill([(Bench.start - 20, [0: 60]), (Bench.start, [0: 1000]), (Bench.start + 60, [0: 1000])])
    #expect(try bench.rates(-20, 65, step: 20).map { $0.map { Int($0) } } == [3, 1, 1, 1, 1])
  }

  @Test func `of long records the latest are kept, and none is no harm`() throws {
    var bench = Bench()
    bench.history.refill([(Bench.start, [0: 1])])
    bench.look(at: 200)
    bench.history.refill([])
    bench.history.refill((0..<10).map { (Bench.start + $0 * 20, [0: UInt64($0) * 20]) })
    #expect(try bench.rates(120, 200, step: 20) == [6, 7, 8, 9])
  }
}
