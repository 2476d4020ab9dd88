import Domain

/// The wire form that a reader gets (PROTOCOL §5).
package enum WireFormLabel: Int, MetricLabel {
  case native, openai, lmc, channels, blocks
  package static let labelName = "wire"
}

/// Why a reader was given the whole state instead of events (PROTOCOL §2, `stream.sync`).
package enum SyncReasonLabel: Int, MetricLabel {
  case initial, recovery, lagged, checkpoint
  package static let labelName = "reason"
}

/// Why an event from a worker was not taken into the log.
package enum DuplicateLabel: Int, MetricLabel {
  /// The position was there already.
  case duplicate
  /// Its epoch was over: another worker has the run.
  case fenced
  package static let labelName = "reason"
}

/// How a run ended.
package enum RunOutcomeLabel: Int, MetricLabel {
  case completed, failed, cancelled
  package static let labelName = "outcome"

  /// `nil` while the run is not over.
  package init?(_ status: RunStatus) {
    switch status {
    case .completed: self = .completed
    case .failed: self = .failed
    case .cancelled: self = .cancelled
    case .queued, .running, .waiting: return nil
    }
  }
}

/// How a call to a provider ended; the failures are those of `stream.failed` (PROTOCOL §2).
package enum ProviderOutcomeLabel: Int, MetricLabel {
  case completed, cancelled, timeout, overloaded, rateLimited, refused, cut, malformed, lost, `internal`
  package static let labelName = "outcome"

  package init(_ ending: ModelEnding) {
    switch ending {
    case .completed: self = .completed
    case .cancelled: self = .cancelled
    case .failed(let failure): self.init(failure.code)
    }
  }

  package init(_ code: FailureCode) {
    switch code {
    case .providerTimeout: self = .timeout
    case .providerOverloaded: self = .overloaded
    case .providerRateLimited: self = .rateLimited
    case .providerRefused: self = .refused
    case .providerCut: self = .cut
    case .providerMalformed: self = .malformed
    case .runLost: self = .lost
    case .internal: self = .internal
    }
  }

  package var labelValue: String {
    switch self {
    case .rateLimited: "rate_limited"
    default: "\(self)"
    }
  }
}

/// Tokens in disjoint kinds, so that their sum is the total: `output` is what was not reasoning.
package enum TokenKindLabel: Int, MetricLabel {
  case input, cacheRead, cacheWrite, output, reasoning
  package static let labelName = "kind"

  package var labelValue: String {
    switch self {
    case .cacheRead: "cache_read"
    case .cacheWrite: "cache_write"
    default: "\(self)"
    }
  }
}

/// Who says which pods have readers of a stream when the registry does not.
package enum RegistryFallbackLabel: Int, MetricLabel {
  case store
  /// Nobody: lines go to every pod.
  case broadcast
  package static let labelName = "to"
}

/// Which cache had it.
package enum CacheLayerLabel: Int, MetricLabel {
  case process
  /// The one that pods share.
  case shared
  package static let labelName = "layer"
}

/// The hundreds of a status code.
package enum StatusClassLabel: Int, MetricLabel {
  case informational, successful, redirected, clientError, serverError
  package static let labelName = "status"

  /// - Parameter status: an HTTP status code; one outside 100 to 599 counts as a server error.
  package init(status: Int) {
    self = StatusClassLabel(rawValue: status / 100 - 1) ?? .serverError
  }

  package var labelValue: String { "\(rawValue + 1)xx" }
}
