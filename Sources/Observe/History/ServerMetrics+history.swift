extension ServerMetrics {
  /// The series that `GET /api/metrics/series` answers with. Names and units are part of the interface.
  /// - Parameter process: where memory and processor time are read.
  package func history(process: some ProcessFigures) -> HistoryCatalogue {
    var catalogue = HistoryCatalogue()
    addTraffic(to: &catalogue)
    addAnswers(to: &catalogue)
    catalogue.gauge("resident_bytes", unit: "bytes") { process.residentBytes.map { Double($0) } }
    catalogue.rate("cpu_cores", unit: "cores", factor: 1e-9) { process.cpuNanoseconds }
    return catalogue
  }

  private func addTraffic(to catalogue: inout HistoryCatalogue) {
    catalogue.rate("requests_per_second", unit: "requests per second") { [self] in
      routes.reduce(0) { sum, route in StatusClassLabel.allCases.reduce(sum) { $0 + route.requests[$1].value } }
    }
    catalogue.rate("errors_per_second", unit: "errors per second", labels: [.init("source", "http")]) { [self] in
      routes.reduce(0) { $0 + $1.requests[.serverError].value }
    }
    catalogue.rate("errors_per_second", unit: "errors per second", labels: [.init("source", "stream")]) { [self] in runs[.failed].value }
    catalogue.gauge("open_streams", unit: "streams") { [self] in Double(openStreams.value) }
    catalogue.gauge("open_readers", unit: "readers", labels: [.init("transport", "sse")]) { [self] in
      Double(WireFormLabel.allCases.reduce(0) { $0 + openSubscribers[$1].value })
    }
    catalogue.gauge("open_readers", unit: "readers", labels: [.init("transport", "websocket")]) { [self] in Double(openWebSockets.value) }
    catalogue.gauge("connections", unit: "connections") { [self] in Double(openConnections.value) }
    catalogue.rate("resumes_per_second", unit: "resumes per second") { [self] in streamResumes.value }
    catalogue.rate("stream_syncs_per_second", unit: "syncs per second") { [self] in
      SyncReasonLabel.allCases.reduce(0) { $0 + streamSyncs[$1].value }
    }
    catalogue.rate("stream_events_per_second", unit: "events per second") { [self] in streamEvents.value }
    catalogue.quantiles(
      "accept_to_commit_seconds", unit: "seconds", [0.5, 0.95], factor: 1e-9, bounds: acceptDuration.bounds
    ) { [self] in acceptDuration.counts }
  }

  private func addAnswers(to catalogue: inout HistoryCatalogue) {
    catalogue.rate("tokens_per_second", unit: "tokens per second") { [self] in tokens[.output].value + tokens[.reasoning].value }
    catalogue.quantiles("time_to_first_token_seconds", unit: "seconds", [0.5, 0.95], factor: 1e-9, bounds: MetricBounds.firstToken) { [self] in
      providers.reduce(into: [UInt64](repeating: 0, count: MetricBounds.firstToken.count + 1)) { sum, provider in
        for (index, count) in provider.timeToFirstToken.counts.enumerated() { sum[index] += count }
      }
    }
    catalogue.quantiles(
      "answer_duration_seconds", unit: "seconds", [0.5, 0.95], factor: 1e-9, bounds: MetricBounds.answer
    ) { [self] in
      answerDuration[.completed].counts
    }
    catalogue.rate("spend_usd_per_hour", unit: "US dollars per hour", factor: 3600e-9) { [self] in cost.value }
    catalogue.rate("unpriced_calls_per_second", unit: "calls per second") { [self] in unpricedCalls.value }
    catalogue.rate("provider_errors_per_second", unit: "errors per second") { [self] in
      providers.reduce(0) { sum, provider in
        ProviderOutcomeLabel.allCases.reduce(sum) { $1 == .completed || $1 == .cancelled ? $0 : $0 + provider.calls[$1].value }
      }
    }
  }
}
