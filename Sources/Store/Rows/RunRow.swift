import Domain
import Primitives
import Wire

/// A run as the store keeps it. Read without its request, `run.request` is empty: requests may be large, and few look at them.
package struct RunRow {
  /// The run's own number: what the event log calls it.
  package var number: Int64
  package var chatNumber: Int64?
  package var run: Run
  package var leaseUntil: Timestamp?
  package var cancelledBy: CancelledBy?
  package var hasLog: Bool
  /// Position of the last event, once the run has ended.
  package var last: Position?
  package var failure: StreamFailed?

  package var isOver: Bool { run.status.isFinal }

  /// Columns: `number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
  /// failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
  /// epoch, created_at, lease_worker`, then the request or NULL.
  package init<Row: StoredRow & ~Copyable>(_ row: inout Row, reader: JSONReader) throws(StoreError) {
    number = row.integer()
    chatNumber = row.optionalInteger()
    leaseUntil = row.optionalTimestamp()
    cancelledBy = row.optionalText().flatMap { CancelledBy(rawValue: $0) }
    hasLog = row.bool()
    let lastEpoch = row.optionalInteger()
    let lastSequence = row.optionalInteger()
    if let lastEpoch, let lastSequence { last = Position(epoch: lastEpoch, sequence: lastSequence) }
    let code = row.optionalText().flatMap { FailureCode(rawValue: $0) }
    let message = row.text()
    let retryable = row.bool()
    let partial = row.bool()
    failure = code.map { StreamFailed(code: $0, message: message, retryable: retryable, partial: partial) }
    let id = row.text()
    let stream = row.text()
    let chat = row.chatID()
    let userSequence = row.optionalInt()
    let assistantSequence = row.optionalInt()
    run = Run(
      id: id, stream: stream, chat: chat, userMessage: Self.entity(chat, userSequence, .userMessage),
      assistantMessage: Self.entity(chat, assistantSequence, .assistantMessage), frontendID: row.optionalText(), session: row.optionalText(),
      requestedModel: row.text(), provider: row.text(), model: row.text(), status: .queued, epoch: 0, createdAt: Timestamp(microseconds: 0),
      request: RunRequest())
    guard let status = RunStatus(rawValue: row.text()) else { throw .unreadable("run \(id)", "status") }
    run.status = status
    run.epoch = row.integer()
    run.createdAt = row.timestamp()
    run.worker = row.optionalText()
    if let request = row.optionalBytes() { run.request = try RunRequest(stored: request, run: id, reader: reader) }
  }

  private static func entity(_ chat: ChatID?, _ sequence: Int?, _ kind: EntityKind) -> EntityID? {
    guard let chat, let sequence else { return nil }
    return EntityID(chat: chat, sequence: sequence, kind: kind)
  }
}
