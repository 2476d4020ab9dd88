import Domain
import StreamLog

/// How a run is to be written down: decided by the machine, put into one transaction by its shell.
package struct RunOutcome: Sendable {
  package var status: RunStatus
  package var state: StreamState
  package var finishReason: String?
  package var usage: UsageReport
  package var failure: StreamFailed?
  package var cancelledBy: CancelledBy?
  /// How the last call ended; `nil` when none was open.
  package var call: ClosedCall?
  /// Calls of earlier epochs whose figures are part of `usage`, as the ledger is to have them.
  package var earlierCalls: [ProviderCall]
  package var milliseconds: Int64
  package var timeToFirstTokenMilliseconds: Int64?
  /// The event that ends the stream once everything is committed.
  package var ending: StreamEvent

  package struct ClosedCall: Sendable, Equatable {
    package var attempt: Int
    package var status: ProviderCallStatus
    package var tokens: TokenUsage
    package var cost: Money?
    package var providerRequestID: String?
  }
}
