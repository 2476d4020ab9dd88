import Primitives

package struct StreamStarted: Sendable, Equatable {
  package var run: String
  package var chat: String?
  package var parent: String?
  package var model: String
  package var provider: String

  package init(run: String, chat: String?, parent: String?, model: String, provider: String) {
    self.run = run
    self.chat = chat
    self.parent = parent
    self.model = model
    self.provider = provider
  }
}

/// A piece of the answer's text. `logprobs` is the vendor's JSON for exactly this piece, kept as text, when the caller asked for it.
package struct TextDelta: Sendable, Equatable {
  package var text: String
  package var logprobs: String?

  package init(_ text: String, logprobs: String? = nil) {
    self.text = text
    self.logprobs = logprobs
  }
}

package enum ArtifactKind: String, Sendable {
  case code, output, html, attachment

  package var entityKind: EntityKind {
    switch self {
    case .code: .code
    case .output: .output
    case .html: .html
    case .attachment: .attachment
    }
  }

  package init(_ kind: EntityKind) {
    switch kind {
    case .code: self = .code
    case .output: self = .output
    case .html: self = .html
    default: self = .attachment
    }
  }
}

/// An artifact begins. An inline one is a part of its parent's text: its bytes come with the text deltas and only there.
package struct ArtifactStarted: Sendable, Equatable {
  package var id: EntityID
  package var parent: EntityID
  package var kind: ArtifactKind
  package var language: String?
  package var title: String?
  package var inline: Bool

  package init(id: EntityID, parent: EntityID, kind: ArtifactKind, language: String?, title: String?, inline: Bool) {
    self.id = id
    self.parent = parent
    self.kind = kind
    self.language = language
    self.title = title
    self.inline = inline
  }
}

/// A tool call that the model made, whole. `arguments` is the text that the model wrote, unchecked.
package struct ToolCall: Sendable, Equatable {
  package var call: String
  package var name: String
  package var arguments: String

  package init(call: String, name: String, arguments: String) {
    self.call = call
    self.name = name
    self.arguments = arguments
  }
}

package struct ToolReturn: Sendable, Equatable {
  package var call: String
  package var name: String
  package var succeeded: Bool
  package var result: String
  package var milliseconds: Int64

  package init(call: String, name: String, succeeded: Bool, result: String, milliseconds: Int64) {
    self.call = call
    self.name = name
    self.succeeded = succeeded
    self.result = result
    self.milliseconds = milliseconds
  }
}

package struct StepStarted: Sendable, Equatable {
  package var step: String
  package var node: String
  package var kind: String

  package init(step: String, node: String, kind: String) {
    self.step = step
    self.node = node
    self.kind = kind
  }
}

package struct StepCompleted: Sendable, Equatable {
  package var step: String
  package var node: String
  package var kind: String
  package var milliseconds: Int64
  package var usage: UsageReport?
  /// What it came to, for whoever goes on with the run: what has a result need not be done again.
  package var result: JSONValue?

  package init(step: String, node: String, kind: String, milliseconds: Int64, usage: UsageReport?, result: JSONValue? = nil) {
    self.step = step
    self.node = node
    self.kind = kind
    self.milliseconds = milliseconds
    self.usage = usage
    self.result = result
  }
}

package struct Progress: Sendable, Equatable {
  package var stage: String
  package var message: String
  package var percent: Double

  package init(stage: String, message: String, percent: Double) {
    self.stage = stage
    self.message = message
    self.percent = percent
  }
}

/// A block of generated SQL or code with its state.
package struct GeneratedBlock: Sendable, Equatable {
  package var name: String
  /// The raw value of a `BlockStatus`; another one comes from a newer version.
  package var status: String
  package var sql: String
  package var order: Int
  /// When it came to be as it is; `nil` for one that nobody has begun.
  package var timestamp: Timestamp?
  /// A person wrote it: later runs leave it as it is.
  package var isEdited: Bool
  /// Why it could not be made.
  package var problem: BlockProblem?

  package init(
    name: String, status: String, sql: String, order: Int, timestamp: Timestamp?, isEdited: Bool = false, problem: BlockProblem? = nil
  ) {
    self.name = name
    self.status = status
    self.sql = sql
    self.order = order
    self.timestamp = timestamp
    self.isEdited = isEdited
    self.problem = problem
  }
}

package enum BlockStatus: String, Sendable, CaseIterable {
  case pending
  case inProgress = "in_progress"
  case completed, error
}

/// Why a block could not be made, and what can be done about it.
package struct BlockProblem: Sendable, Equatable {
  package var code: String
  package var message: String
  package var suggestion: String

  package init(code: String, message: String, suggestion: String) {
    self.code = code
    self.message = message
    self.suggestion = suggestion
  }
}

/// Another worker took the run over: what came after sequence `keep` is void, what came before stands.
package struct StreamReset: Sendable, Equatable {
  package var keep: Int64
  package var reason: String

  package init(keep: Int64, reason: String = "takeover") {
    self.keep = keep
    self.reason = reason
  }
}

package struct StreamCompleted: Sendable, Equatable {
  package var finishReason: String
  package var usage: UsageReport?
  package var milliseconds: Int64
  package var timeToFirstTokenMilliseconds: Int64?

  package init(finishReason: String, usage: UsageReport?, milliseconds: Int64, timeToFirstTokenMilliseconds: Int64?) {
    self.finishReason = finishReason
    self.usage = usage
    self.milliseconds = milliseconds
    self.timeToFirstTokenMilliseconds = timeToFirstTokenMilliseconds
  }
}

package struct StreamFailed: Sendable, Equatable {
  package var code: FailureCode
  package var message: String
  package var retryable: Bool
  /// Whether what was produced is kept.
  package var partial: Bool
  /// The provider's own HTTP status, when there was an answer.
  package var providerStatus: Int?
  /// How long the provider asked to be left alone.
  package var retryAfterMilliseconds: Int64?
  /// The provider's error as it came, JSON text, for callers that speak its language.
  package var providerError: String?

  package init(
    code: FailureCode, message: String, retryable: Bool, partial: Bool, providerStatus: Int? = nil, retryAfterMilliseconds: Int64? = nil,
    providerError: String? = nil
  ) {
    self.code = code
    self.message = message
    self.retryable = retryable
    self.partial = partial
    self.providerStatus = providerStatus
    self.retryAfterMilliseconds = retryAfterMilliseconds
    self.providerError = providerError
  }
}

package enum FailureCode: String, Sendable, CaseIterable {
  case providerTimeout = "provider.timeout"
  case providerOverloaded = "provider.overloaded"
  case providerRateLimited = "provider.rate_limited"
  case providerRefused = "provider.refused"
  case providerCut = "provider.cut"
  case providerMalformed = "provider.malformed"
  case runLost = "run.lost"
  case `internal` = "internal"
}

package struct StreamCancelled: Sendable, Equatable {
  package var by: CancelledBy
  package var partial: Bool

  package init(by: CancelledBy, partial: Bool) {
    self.by = by
    self.partial = partial
  }
}

package enum CancelledBy: String, Sendable {
  case user, disconnect, limit, `operator`
}
