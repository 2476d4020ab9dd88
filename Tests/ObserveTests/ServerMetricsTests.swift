import Domain
import Observe
import Testing

private struct KnownProcess: ProcessFigures {
  var residentBytes: UInt64? { 1024 }
  var cpuNanoseconds: UInt64? { 1_500_000_000 }
  var startNanoseconds: UInt64? { 1_795_208_736_123_000_000 }
  var openFiles: UInt64? { nil }
  var maxOpenFiles: UInt64? { 65_536 }
}

@Suite struct ServerMetricsTests {
  private let metrics = ServerMetrics()

  private var text: String { String(decoding: metrics.registry.prometheusText(), as: UTF8.self) }

  @Test func `each metric has a help, a unit in its name where it has one, and starts at zero`() {
    _ = metrics.provider("scripted")
    metrics.registerBuild(version: "0.1.0")
    let lines = text.split(separator: "\n")
    let names = lines.filter { $0.hasPrefix("# TYPE ") }.map { String($0.split(separator: " ")[2]) }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasPrefix("throughline_") })
    #expect(lines.filter { $0.hasPrefix("# HELP ") }.count == names.count)
    #expect(text.contains("\nthroughline_stream_syncs_total{reason=\"lagged\"} 0\n"))
    #expect(text.contains("\nthroughline_time_to_first_token_seconds_bucket{provider=\"scripted\",le=\"+Inf\"} 0\n"))
    #expect(text.contains("\nthroughline_build_info{version=\"0.1.0\"} 1\n"))
  }

  @Test func `handles count what they are named for`() {
    metrics.openSubscribers[.openai].add(2)
    metrics.duplicatesDropped[.fenced].add()
    metrics.count(TokenUsage(input: 7, cacheRead: 100, output: 30, reasoning: 10), cost: Money("0.0025"))
    metrics.provider("vllm").calls[.rateLimited].add()
    #expect(text.contains("\nthroughline_open_subscribers{wire=\"openai\"} 2\n"))
    #expect(text.contains("\nthroughline_stream_duplicates_dropped_total{reason=\"fenced\"} 1\n"))
    #expect(text.contains("\nthroughline_tokens_total{kind=\"cache_read\"} 100\n"))
    #expect(text.contains("\nthroughline_tokens_total{kind=\"output\"} 20\n"))
    #expect(text.contains("\nthroughline_tokens_total{kind=\"reasoning\"} 10\n"))
    #expect(metrics.unpricedAnswers.value == 0)
    #expect(text.contains("\nthroughline_cost_dollars_total 0.0025\n"))
    #expect(text.contains("\nthroughline_provider_calls_total{provider=\"vllm\",outcome=\"rate_limited\"} 1\n"))
  }

  @Test func `an answer without a price is counted as unpriced, one without tokens is not`() {
    metrics.count(TokenUsage(input: 1), cost: nil)
    metrics.count(TokenUsage(), cost: nil)
    metrics.count(TokenUsage(input: 1), cost: .zero)
    #expect(metrics.unpricedAnswers.value == 1)
    #expect(metrics.cost.value == 0)
  }

  @Test func `every ending of a call and of a run has its label`() {
    #expect(
      FailureCode.allCases.map { ProviderOutcomeLabel($0).labelValue }.count == Set(FailureCode.allCases.map { ProviderOutcomeLabel($0) }).count)
    #expect(ProviderOutcomeLabel(.cancelled) == .cancelled)
    #expect(ProviderOutcomeLabel(.failed(ModelFailure(code: .providerCut, message: "", retryable: false))).labelValue == "cut")
    for status in RunStatus.allCases { #expect((RunOutcomeLabel(status) != nil) == status.isFinal) }
  }

  @Test func `a route appears with its pattern once it was called`() {
    let route = metrics.route("GET", "/api/chats/{chat}")
    #expect(!text.contains("throughline_http_requests_total"))
    route.requests[StatusClassLabel(status: 404)].add()
    route.duration.observe(3_000_000)
    #expect(text.contains("\nthroughline_http_requests_total{method=\"GET\",route=\"/api/chats/{chat}\",status=\"4xx\"} 1\n"))
    #expect(text.contains("_duration_seconds_bucket{method=\"GET\",route=\"/api/chats/{chat}\",le=\"0.005\"} 1\n"))
  }

  @Test(arguments: [(101, "1xx"), (200, "2xx"), (304, "3xx"), (499, "4xx"), (503, "5xx"), (0, "5xx"), (700, "5xx")])
  func `a status code belongs to its hundred`(_ status: Int, _ label: String) {
    #expect(StatusClassLabel(status: status).labelValue == label)
  }

  @Test func `the process shows what it knows under the usual names`() {
    metrics.registerProcess(KnownProcess())
    #expect(text.contains("\nprocess_resident_memory_bytes 1024\n"))
    #expect(text.contains("\nprocess_cpu_seconds_total 1.5\n"))
    #expect(text.contains("\nprocess_start_time_seconds 1795208736.123\n"))
    #expect(!text.contains("process_open_fds"))
  }
}
