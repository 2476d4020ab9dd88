import Domain
import Primitives

/// A worker's bid for a run. Ledger rows that earlier epochs left open are closed as failed, their use unknown until the worker says what it knows of it.
package struct RunClaim: Sendable {
  package var run: String
  package var worker: String
  package var leaseMilliseconds: Int64
  package var now: Timestamp
  /// ULID of the ledger row that is opened for the first call of this epoch, with the run's provider and model.
  package var call: String

  package init(run: String, worker: String, leaseMilliseconds: Int64, now: Timestamp, call: String) {
    self.run = run
    self.worker = worker
    self.leaseMilliseconds = leaseMilliseconds
    self.now = now
    self.call = call
  }
}

package enum RunClaimResult: Sendable {
  /// The run is the worker's; its epoch was raised by one.
  case claimed(ClaimedRun)
  /// An earlier run of the same chat is unfinished: it will be handed out when that one ends. Not said of a run that is to be cancelled.
  case notItsTurn
  /// Another worker holds a lease that has not ended.
  case held
  /// Already over.
  case finished
}

package struct ClaimedRun: Sendable {
  package var run: Run
  /// The branch that the question stands on: what it follows, what that followed, and so on, oldest first, ending with the question; only when the request does not bring its own.
  package var history: [Message]
  /// Attachments of the question, with content.
  package var attachments: [Artifact]
  /// The durable log of earlier epochs, in effective order (one native JSON object an entry); empty for a first claim.
  package var log: [[UInt8]]
  /// The ledger's rows of earlier epochs, in the order in which they were opened; empty for a first claim.
  package var earlierCalls: [EarlierCall]
  /// A cancel that was asked for before the claim.
  package var cancelRequested: CancelledBy?

  package init(
    run: Run, history: [Message], attachments: [Artifact], log: [[UInt8]], earlierCalls: [EarlierCall] = [], cancelRequested: CancelledBy?
  ) {
    self.run = run
    self.history = history
    self.attachments = attachments
    self.log = log
    self.earlierCalls = earlierCalls
    self.cancelRequested = cancelRequested
  }
}

/// An artifact that begins: its ID is allocated, and its row written, in one step, so that a crash leaves no hole.
package struct ArtifactBeginning: Sendable {
  package var run: String
  package var epoch: Int64
  package var kind: ArtifactKind
  package var parent: EntityID
  package var message: EntityID
  package var language: String?
  package var title: String?
  package var inline: Bool
  package var now: Timestamp

  package init(
    run: String, epoch: Int64, kind: ArtifactKind, parent: EntityID, message: EntityID, language: String?, title: String?, inline: Bool,
    now: Timestamp
  ) {
    self.run = run
    self.epoch = epoch
    self.kind = kind
    self.parent = parent
    self.message = message
    self.language = language
    self.title = title
    self.inline = inline
    self.now = now
  }
}

/// The end of a run: everything that stands or falls together.
package struct RunFinalization: Sendable {
  package var run: String
  package var epoch: Int64
  package var status: RunStatus
  /// The answer's message as it is to stand; its parent and creation time are not changed.
  package var message: Message?
  package var reasoning: String?
  /// Artifacts of this answer with their final state.
  package var artifacts: [Artifact]
  /// The last call's ledger row, closed.
  package var call: ProviderCall?
  /// Rows of earlier epochs with what is booked for them: they replace what stands there, so that the ledger's sum is the answer's.
  package var earlierCalls: [ProviderCall]
  /// What it leaves in the generation that it was a run of.
  package var generation: GenerationEnding?
  /// Tools that the answer called, for the run's metrics and the outbox.
  package var toolCalls: [ToolCall]
  package var failure: StreamFailed?
  package var cancelledBy: CancelledBy?
  /// The stream's last event as the log keeps it, native JSON.
  package var lastEvents: JournalBatch
  package var now: Timestamp

  package init(
    run: String, epoch: Int64, status: RunStatus, message: Message?, reasoning: String?, artifacts: [Artifact], call: ProviderCall?,
    earlierCalls: [ProviderCall] = [], failure: StreamFailed?,
    cancelledBy: CancelledBy?, toolCalls: [ToolCall] = [], generation: GenerationEnding? = nil, lastEvents: JournalBatch, now: Timestamp
  ) {
    self.run = run
    self.epoch = epoch
    self.status = status
    self.message = message
    self.reasoning = reasoning
    self.artifacts = artifacts
    self.call = call
    self.earlierCalls = earlierCalls
    self.toolCalls = toolCalls
    self.generation = generation
    self.failure = failure
    self.cancelledBy = cancelledBy
    self.lastEvents = lastEvents
    self.now = now
  }
}

package struct FinalizedRun: Sendable, Equatable {
  /// The chat's next queued run, whose turn it is now.
  package var nextRun: String?

  package init(nextRun: String?) { self.nextRun = nextRun }
}
