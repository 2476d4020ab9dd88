import Observe
import Primitives
import Testing

@Suite struct MetricsTests {
  private let registry = MetricsRegistry()

  private var text: String { String(decoding: registry.prometheusText(), as: UTF8.self) }

  @Test func `a counter and its series are written under one head`() {
    let ok = registry.counter("calls_total", "Calls.", labels: [.init("outcome", "ok")])
    _ = registry.counter("calls_total", "Calls.", labels: [.init("outcome", "failed")])
    ok.add()
    ok.add(2)
    #expect(
      text == """
        # HELP calls_total Calls.
        # TYPE calls_total counter
        calls_total{outcome="ok"} 3
        calls_total{outcome="failed"} 0

        """)
  }

  @Test func `help and label values are escaped as the format wants it`() {
    _ = registry.gauge("g", "a \\ and\na \"line\"", labels: [.init("l", "q\" b\\ n\n é")])
    #expect(
      text == """
        # HELP g a \\\\ and\\na "line"
        # TYPE g gauge
        g{l="q\\" b\\\\ n\\n é"} 0

        """)
  }

  @Test func `a gauge goes below zero`() {
    let gauge = registry.gauge("g", "G.")
    gauge.add()
    gauge.subtract(3)
    #expect(text.hasSuffix("\ng -2\n"))
    gauge.set(7)
    #expect(gauge.value == 7)
  }

  @Test func `a histogram accumulates its buckets, and a bound belongs to the bucket it ends`() {
    let histogram = registry.histogram("d_seconds", "D.", scale: .nano, bounds: [1_000_000, 2_500_000_000], labels: [.init("p", "x")])
    for value: UInt64 in [0, 1_000_000, 1_000_001, 3_000_000_000] { histogram.observe(value) }
    #expect(
      text == """
        # HELP d_seconds D.
        # TYPE d_seconds histogram
        d_seconds_bucket{p="x",le="0.001"} 2
        d_seconds_bucket{p="x",le="2.5"} 3
        d_seconds_bucket{p="x",le="+Inf"} 4
        d_seconds_sum{p="x"} 3.002000001
        d_seconds_count{p="x"} 4

        """)
  }

  @Test func `a histogram observes the time between two points, never less than none`() {
    let histogram = Histogram(bounds: [10])
    histogram.observe(from: MonotonicTime(nanoseconds: 5), to: MonotonicTime(nanoseconds: 12))
    histogram.observe(from: MonotonicTime(nanoseconds: 12), to: MonotonicTime(nanoseconds: 5))
    #expect(histogram.counts == [2, 0])
    #expect(histogram.sum == 7)
  }

  @Test(arguments: [(0, "0"), (1, "0.000000001"), (1_500_000_000, "1.5"), (2_000_000_000, "2"), (1_000_000_010, "1.00000001")] as [(UInt64, String)])
  func `nano units are shown as exact decimals`(_ value: UInt64, _ expected: String) {
    #expect(MetricScale.nano.text(value) == expected)
    #expect(MetricScale.one.text(value) == "\(value)")
  }

  @Test func `a reading that fails is left out with its head`() {
    registry.reading("r", "R.") { nil }
    registry.reading("s", "S.", isCounter: true, scale: .nano) { 1_250_000_000 }
    #expect(text == "# HELP s S.\n# TYPE s counter\ns 1.25\n")
  }

  @Test func `series of big families appear when they are first used`() {
    let used = registry.counter("big_total", "B.", labels: [.init("l", "used")], omitsUnused: true)
    _ = registry.counter("big_total", "B.", labels: [.init("l", "unused")], omitsUnused: true)
    #expect(text.isEmpty)
    used.add()
    #expect(text.hasSuffix("counter\nbig_total{l=\"used\"} 1\n"))
  }

  @Test func `counting from many threads loses nothing`() async {
    let counter = Counter()
    let histogram = Histogram(bounds: [1, 2])
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for value in 0..<1000 {
            counter.add()
            histogram.observe(UInt64(value % 4))
          }
        }
      }
    }
    #expect(counter.value == 4000)
    #expect(histogram.counts == [2000, 1000, 1000])
    #expect(histogram.sum == 6000)
  }

  @Test func `a name that Prometheus would refuse stops the program when wiring`() async {
    await #expect(processExitsWith: .failure) { _ = MetricsRegistry().gauge("open-streams", "G.") }
    await #expect(processExitsWith: .failure) { _ = MetricsRegistry().counter("calls", "no _total") }
    await #expect(processExitsWith: .failure) {
      let registry = MetricsRegistry()
      _ = registry.gauge("g", "G.")
      _ = registry.gauge("g", "G.")
    }
  }
}
