import Domain

/// How a run of a generation is to be written down: decided by the machine, put into one transaction by its shell.
package struct GenerationOutcome: Sendable {
  package var status: RunStatus
  package var document: GenerationDocument
  package var usage: UsageReport
  package var failure: StreamFailed?
  package var cancelledBy: CancelledBy?
  /// The event that ends the stream once everything is committed.
  package var ending: StreamEvent

  package init(
    status: RunStatus, document: GenerationDocument, usage: UsageReport, failure: StreamFailed?, cancelledBy: CancelledBy?, ending: StreamEvent
  ) {
    self.status = status
    self.document = document
    self.usage = usage
    self.failure = failure
    self.cancelledBy = cancelledBy
    self.ending = ending
  }
}
