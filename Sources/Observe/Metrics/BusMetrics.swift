/// The metrics of a bus that has a broker, as handles.
package struct BusMetrics: Sendable {
  /// 1 while the broker can be reached and its streams are there.
  package let connected: Gauge
  package let reconnects: Counter
  /// Messages that the broker has not confirmed yet.
  package let unconfirmed: Gauge
  package let publishedAgain: Counter
  package let dropped: Counter
  package let unreadable: Counter

  package init(registry: MetricsRegistry) {
    connected = registry.gauge("throughline_bus_connected", "1 while the broker can be reached and its streams are there.")
    reconnects = registry.counter("throughline_bus_reconnects_total", "Times the connection to the broker came back.")
    unconfirmed = registry.gauge("throughline_bus_unconfirmed_messages", "Messages that the broker has not confirmed yet.")
    publishedAgain = registry.counter(
      "throughline_bus_published_again_total", "Messages published again because the broker refused them or said nothing.")
    dropped = registry.counter(
      "throughline_bus_dropped_total", "Messages dropped for want of room while the broker was away; the store puts them right.")
    unreadable = registry.counter("throughline_bus_unreadable_total", "Messages from other processes that could not be read.")
  }
}
