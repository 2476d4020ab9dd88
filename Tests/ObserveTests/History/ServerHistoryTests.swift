import Domain
import Observe
import Primitives
import Testing

@Suite struct ServerHistoryTests {
  private struct SomeProcess: ProcessFigures {
    var residentBytes: UInt64? { 1 << 20 }
    var cpuNanoseconds: UInt64? { nil }
    var startNanoseconds: UInt64? { nil }
    var openFiles: UInt64? { nil }
    var maxOpenFiles: UInt64? { nil }
  }

  private static let start: Int64 = 1_795_000_000
  private let metrics = ServerMetrics()

  /// The values of all series after five seconds in which something happened, by name and label.
  private func values(_ happen: () -> Void) throws -> [String: Double?] {
    let recorder = MetricRecorder(metrics.history(process: SomeProcess()))
    #expect(recorder.tick(at: Timestamp(milliseconds: Self.start * 1000)) == 5000)
    happen()
    _ = recorder.tick(at: Timestamp(milliseconds: (Self.start + 5) * 1000))
    let range = try HistoryRange(
      from: Self.start, to: Self.start + 5, step: 5, now: Timestamp(milliseconds: (Self.start + 5) * 1000))
    let sum = try #require(recorder.sums(range).first ?? nil)
    return Dictionary(
      uniqueKeysWithValues: recorder.series.map { series in
        (([series.name] + series.labels.map { "\($0.name)=\($0.value)" }).joined(separator: " "), series.value(sum))
      })
  }

  @Test func `the series are those of the interface`() {
    let series = metrics.history(process: SomeProcess()).series
    #expect(
      Set(series.map { "\($0.name): \($0.unit) (\($0.kind.rawValue))" }) == [
        "requests_per_second: requests per second (counter)", "errors_per_second: errors per second (counter)", "open_streams: streams (gauge)",
        "open_readers: readers (gauge)", "connections: connections (gauge)", "resumes_per_second: resumes per second (counter)",
        "stream_syncs_per_second: syncs per second (counter)", "stream_events_per_second: events per second (counter)",
        "accept_to_commit_seconds: seconds (quantile)", "tokens_per_second: tokens per second (counter)",
        "time_to_first_token_seconds: seconds (quantile)", "answer_duration_seconds: seconds (quantile)",
        "spend_usd_per_hour: US dollars per hour (counter)", "unpriced_calls_per_second: calls per second (counter)",
        "provider_errors_per_second: errors per second (counter)", "resident_bytes: bytes (gauge)", "cpu_cores: cores (counter)",
      ])
  }

  @Test func `a full history takes one and a half million bytes`() {
    #expect(MetricHistory(layout: metrics.history(process: SomeProcess()).layout).maxBytes == 1_486_080)
  }

  @Test func `what happens shows in its series`() throws {
    let (first, second) = (metrics.provider("a"), metrics.provider("b"))
    let route = metrics.route("GET", "/")
    let values = try values {
      route.requests[.successful].add(9)
      route.requests[.serverError].add(1)
      metrics.runs[.failed].add(5)
      metrics.openSubscribers[.native].add(2)
      metrics.openSubscribers[.openai].add(1)
      metrics.openWebSockets.add(4)
      metrics.streamSyncs[.lagged].add(1)
      metrics.streamSyncs[.recovery].add(1)
      metrics.count(TokenUsage(input: 100, output: 30, reasoning: 10), cost: Money("0.0005"))
      metrics.countClosed(TokenUsage(input: 1), cost: nil)
      metrics.countClosed(TokenUsage(input: 1), cost: .zero)
      metrics.countClosed(TokenUsage(), cost: nil)
      metrics.countClosed(nil, cost: nil)
      first.timeToFirstToken.observe(5_000_000)
      second.timeToFirstToken.observe(5_000_000)
      first.calls[.timeout].add()
      second.calls[.completed].add()
      second.calls[.cancelled].add()
      metrics.answerDuration[.completed].observe(1)
      metrics.answerDuration[.failed].observe(10_000_000_000)
      metrics.acceptDuration.observe(50_000)
    }
    let expected: [String: Double?] = [
      "requests_per_second": 2, "errors_per_second source=http": 0.2, "errors_per_second source=stream": 1, "open_streams": 0,
      "open_readers transport=sse": 3, "open_readers transport=websocket": 4, "connections": 0, "resumes_per_second": 0,
      "stream_syncs_per_second": 0.4, "stream_events_per_second": 0, "tokens_per_second": 6, "spend_usd_per_hour": 0.36,
      "unpriced_calls_per_second": 0.2, "provider_errors_per_second": 0.2, "resident_bytes": 1_048_576, "cpu_cores": nil,
      "time_to_first_token_seconds quantile=0.5": 0.005, "time_to_first_token_seconds quantile=0.95": 0.0095,
      "answer_duration_seconds quantile=0.5": 0.05, "answer_duration_seconds quantile=0.95": 0.095,
      "accept_to_commit_seconds quantile=0.5": 0.000_05, "accept_to_commit_seconds quantile=0.95": 0.000_095,
    ]
    #expect(Set(values.keys) == Set(expected.keys))
    for (name, wanted) in expected {
      switch (values[name] ?? nil, wanted) {
      case (let found?, let wanted?): #expect(abs(found - wanted) <= abs(wanted) * 1e-6, "\(name) is \(found), not \(wanted)")
      case (let found, let wanted): #expect(found == wanted, "\(name)")
      }
    }
  }

  @Test func `nothing observed is no quantile, and nothing counted is a rate of 0`() throws {
    let values = try values {}
    #expect(values["time_to_first_token_seconds quantile=0.5"] == .some(nil))
    #expect(values["requests_per_second"] == 0)
  }

  @Test func `what the ledger tells of the time before comes in the series' own units`() throws {
    let recorder = MetricRecorder(metrics.history(process: SomeProcess()))
    let now = Timestamp(milliseconds: (Self.start + 3600) * 1000)
    _ = recorder.tick(at: now)
    #expect(recorder.coarsest == HistoryResolution(stepSeconds: 300, rows: 4032))
    let begin = Self.start / 300 * 300
    recorder.refill([(begin, ["spend_usd_per_hour": 1_000_000_000, "tokens_per_second": 600, "nobody_knows": 1])])
    let range = try HistoryRange(from: begin, to: begin + 600, step: 300, now: now, resolutions: [HistoryResolution(stepSeconds: 300, rows: 4032)])
    let sums = recorder.sums(range)
    func values(_ name: String) -> [Double?] {
      recorder.series.filter { $0.name == name }.flatMap { series in sums.map { $0.flatMap(series.value) } }
    }
    #expect(values("spend_usd_per_hour").map { $0.map { ($0 * 1000).rounded() } } == [12_000, 0])
    #expect(values("tokens_per_second") == [2, 0])
    #expect(values("requests_per_second") == [nil, nil])
  }
}
