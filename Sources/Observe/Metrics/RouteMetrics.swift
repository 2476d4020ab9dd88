/// The metrics of one HTTP route, as handles. Routes that nobody called are left out of the exposition.
package struct RouteMetrics: Sendable {
  package let requests: Labeled<StatusClassLabel, Counter>
  /// From the request's head to the end of the answer (of its head, where the answer streams), in nanoseconds.
  package let duration: Histogram

  init(method: String, route: String, registry: MetricsRegistry) {
    let labels = [MetricsRegistry.Label("method", method), MetricsRegistry.Label("route", route)]
    requests = Labeled {
      registry.counter("throughline_http_requests_total", "HTTP requests answered.", labels: labels + [.init($0)], omitsUnused: true)
    }
    duration = registry.histogram(
      "throughline_http_request_duration_seconds", "From a request's head to the end of its answer, or to its head where the answer streams.",
      scale: .nano, bounds: MetricBounds.request, labels: labels, omitsUnused: true)
  }
}
