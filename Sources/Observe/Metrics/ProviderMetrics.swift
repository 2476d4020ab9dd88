/// The metrics of one provider, as handles.
package struct ProviderMetrics: Sendable {
  package let calls: Labeled<ProviderOutcomeLabel, Counter>
  package let retries: Counter
  package let openCalls: Gauge
  /// From the accepted message to the first token, in nanoseconds.
  package let timeToFirstToken: Histogram
  /// Between two chunks of one answer, in nanoseconds.
  package let tokenGap: Histogram

  init(name: String, registry: MetricsRegistry) {
    let provider = MetricsRegistry.Label("provider", name)
    calls = Labeled { registry.counter("throughline_provider_calls_total", "Calls to providers, ended.", labels: [provider, .init($0)]) }
    retries = registry.counter("throughline_provider_retries_total", "Calls to providers that were tried again.", labels: [provider])
    openCalls = registry.gauge("throughline_open_provider_calls", "Calls to providers under way.", labels: [provider])
    timeToFirstToken = registry.histogram(
      "throughline_time_to_first_token_seconds", "From the accepted message to the first token.", scale: .nano, bounds: MetricBounds.firstToken,
      labels: [provider])
    tokenGap = registry.histogram(
      "throughline_token_gap_seconds", "Between two chunks of one answer.", scale: .nano, bounds: MetricBounds.tokenGap, labels: [provider])
  }
}
