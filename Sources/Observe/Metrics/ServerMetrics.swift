import Domain
import Synchronization

/// Every metric of the server, by name. The work holds this object (or the small handles that it gives) and never a name.
package final class ServerMetrics: Sendable {
  package let registry: MetricsRegistry

  // Streams
  package let openStreams: Gauge
  package let openSubscribers: Labeled<WireFormLabel, Gauge>
  package let streamEvents: Counter
  package let streamResumes: Counter
  package let duplicatesDropped: Labeled<DuplicateLabel, Counter>
  package let eventsReordered: Counter
  package let holesFetched: Counter
  package let streamsGivenUp: Counter
  package let streamSyncs: Labeled<SyncReasonLabel, Counter>
  package let streamResets: Counter
  package let streamLogBytes: Gauge

  // Transport
  package let receivedBytes: Counter
  package let sentBytes: Counter
  package let openConnections: Gauge
  package let openWebSockets: Gauge
  package let connectionsRefused: Counter

  // Work
  package let openRuns: Gauge
  package let runs: Labeled<RunOutcomeLabel, Counter>
  package let takeOvers: Counter
  package let tokens: Labeled<TokenKindLabel, Counter>
  /// Counts nano-dollars, shows dollars.
  package let cost: Counter
  package let unpricedAnswers: Counter
  package let unpricedCalls: Counter
  /// From the accepted message to the commit of its answer, in nanoseconds.
  package let answerDuration: Labeled<RunOutcomeLabel, Histogram>

  // Store
  /// From a message that was read to its durable commit, in nanoseconds.
  package let acceptDuration: Histogram
  package let journalBytes: Counter

  // Between pods
  /// Questions for the pods of a topic that the registry did not answer, by who did.
  package let registryFallbacks: Labeled<RegistryFallbackLabel, Counter>
  /// Content that never changes and was found in a cache, by which.
  package let cacheHits: Labeled<CacheLayerLabel, Counter>
  /// Content that never changes and was read from the store.
  package let cacheMisses: Counter
  /// Rate limits that one pod decided without the others.
  package let limitsDecidedAlone: Counter

  // The watchers themselves
  package let logLinesDropped: Counter
  package let boundaryRecordsDropped: Counter

  private let registered = Mutex<(providers: [ProviderMetrics], routes: [RouteMetrics])>(([], []))

  package init(registry: MetricsRegistry = MetricsRegistry()) {
    self.registry = registry
    openStreams = registry.gauge("throughline_open_streams", "Streams that have not ended.")
    openSubscribers = Labeled { registry.gauge("throughline_open_subscribers", "Readers connected to streams.", labels: [.init($0)]) }
    streamEvents = registry.counter("throughline_stream_events_total", "Events appended to stream logs.")
    streamResumes = registry.counter("throughline_stream_resumes_total", "Reads that began at a cursor.")
    duplicatesDropped = Labeled {
      registry.counter(
        "throughline_stream_duplicates_dropped_total", "Events from workers that were not taken: there already, or of an epoch that is over.",
        labels: [.init($0)])
    }
    eventsReordered = registry.counter(
      "throughline_stream_events_reordered_total", "Events that came before one that they follow, and were held until it came.")
    holesFetched = registry.counter("throughline_stream_holes_fetched_total", "Times missing events were asked for again from the bus.")
    streamsGivenUp = registry.counter(
      "throughline_streams_given_up_total", "Live streams that could not be made whole here; their readers came again.")
    streamSyncs = Labeled {
      registry.counter("throughline_stream_syncs_total", "Times a reader was given the whole state instead of events.", labels: [.init($0)])
    }
    streamResets = registry.counter("throughline_stream_resets_total", "Times another worker took a stream over.")
    streamLogBytes = registry.gauge("throughline_stream_log_bytes", "Memory held by stream logs.")

    receivedBytes = registry.counter("throughline_received_bytes_total", "Bytes of request bodies, counted when each answer ends.")
    sentBytes = registry.counter("throughline_sent_bytes_total", "Bytes of answers with their heads, counted when each ends.")
    openConnections = registry.gauge("throughline_open_connections", "Client connections, WebSockets included.")
    openWebSockets = registry.gauge("throughline_open_websockets", "WebSocket connections.")
    connectionsRefused = registry.counter("throughline_connections_refused_total", "Connections turned away because a limit was reached.")

    openRuns = registry.gauge("throughline_open_runs", "Runs being worked on.")
    runs = Labeled { registry.counter("throughline_runs_total", "Runs ended.", labels: [.init($0)]) }
    takeOvers = registry.counter("throughline_run_takeovers_total", "Runs taken over from a worker that was lost.")
    tokens = Labeled { registry.counter("throughline_tokens_total", "Tokens used, in disjoint kinds.", labels: [.init($0)]) }
    cost = registry.counter("throughline_cost_dollars_total", "Cost of answers whose price is known, in US dollars.", scale: .nano)
    unpricedAnswers = registry.counter("throughline_unpriced_answers_total", "Answers with counted tokens and no known price.")

    unpricedCalls = registry.counter("throughline_unpriced_calls_total", "Calls to providers with counted tokens and no known price.")
    answerDuration = Labeled {
      registry.histogram(
        "throughline_answer_duration_seconds", "From the accepted message to the commit of its answer.", scale: .nano,
        bounds: MetricBounds.answer, labels: [.init($0)])
    }

    acceptDuration = registry.histogram(
      "throughline_accept_duration_seconds", "From a message that was read to its durable commit.", scale: .nano, bounds: MetricBounds.commit)
    journalBytes = registry.counter("throughline_journal_bytes_total", "Bytes of live streams written to the store.")

    registryFallbacks = Labeled {
      registry.counter(
        "throughline_registry_fallbacks_total", "Questions for the pods of a topic that the registry did not answer.", labels: [.init($0)])
    }
    cacheHits = Labeled {
      registry.counter("throughline_cache_hits_total", "Content that was found in a cache instead of the store.", labels: [.init($0)])
    }
    cacheMisses = registry.counter("throughline_cache_misses_total", "Content that no cache had and the store gave.")
    limitsDecidedAlone = registry.counter("throughline_rate_limits_alone_total", "Rate limits that this pod decided without the others.")

    logLinesDropped = registry.counter("throughline_log_lines_dropped_total", "Log lines lost for want of room.")
    boundaryRecordsDropped = registry.counter("throughline_boundary_records_dropped_total", "Trace records lost for want of room.")
  }

  /// Counts what an answer used. An answer with tokens and no known price counts as unpriced, never as free.
  package func count(_ usage: TokenUsage, cost: Money?) {
    for (kind, amount) in [
      (TokenKindLabel.input, usage.input), (.cacheRead, usage.cacheRead), (.cacheWrite, usage.cacheWrite),
      (.output, usage.output - usage.reasoning), (.reasoning, usage.reasoning),
    ] where amount > 0 {
      tokens[kind].add(UInt64(amount))
    }
    if let cost {
      self.cost.add(UInt64(max(0, cost.nanodollars)))
    } else if usage.totalTokens > 0 {
      unpricedAnswers.add()
    }
  }

  /// Counts a call as its row in the ledger was closed.
  package func countClosed(_ tokens: TokenUsage?, cost: Money?) {
    if cost == nil, let tokens, tokens.totalTokens > 0 { unpricedCalls.add() }
  }

  /// Registers the metrics of one provider. Call once for each when wiring.
  /// - Parameter name: the name from the configuration.
  package func provider(_ name: String) -> ProviderMetrics {
    let metrics = ProviderMetrics(name: name, registry: registry)
    registered.withLock { $0.providers.append(metrics) }
    return metrics
  }

  /// Registers the metrics of one route. Call once for each when wiring.
  /// - Parameters:
  ///   - method: in upper case.
  ///   - route: the pattern, such as `/api/chats/{chat}`; never a path that a client sent.
  package func route(_ method: String, _ route: String) -> RouteMetrics {
    let metrics = RouteMetrics(method: method, route: route, registry: registry)
    registered.withLock { $0.routes.append(metrics) }
    return metrics
  }

  /// Of all that were registered so far.
  var providers: [ProviderMetrics] { registered.withLock { $0.providers } }
  var routes: [RouteMetrics] { registered.withLock { $0.routes } }

  /// Shows the program's version as the label of a constant 1.
  package func registerBuild(version: String) {
    registry.reading("throughline_build_info", "The version of the program.", labels: [.init("version", version)]) { 1 }
  }

  /// Shows the process's figures under the names that Prometheus' own clients use.
  package func registerProcess(_ figures: some ProcessFigures) {
    registry.reading("process_resident_memory_bytes", "Resident memory size in bytes.") { figures.residentBytes }
    registry.reading("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", isCounter: true, scale: .nano) {
      figures.cpuNanoseconds
    }
    registry.reading("process_start_time_seconds", "Start time of the process since unix epoch in seconds.", scale: .nano) {
      figures.startNanoseconds
    }
    registry.reading("process_open_fds", "Number of open file descriptors.") { figures.openFiles }
    registry.reading("process_max_fds", "Maximum number of open file descriptors.") { figures.maxOpenFiles }
  }
}
