import Domain
import Primitives
import Store

/// A run as the store keeps it. Read without its request, `run.request` is empty: requests may be large, and few look at them.
struct RunRow {
  /// The run's own number: what the event log calls it.
  var number: Int64
  var chatNumber: Int64?
  var run: Run
  var leaseUntil: Timestamp?
  var cancelledBy: CancelledBy?
  var hasLog: Bool
  /// Position of the last event, once the run has ended.
  var last: Position?
  var failure: StreamFailed?

  var isOver: Bool { run.status.isFinal }

  /// Columns: `number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
  /// failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
  /// epoch, created_at, lease_worker`, then the request or NULL.
  init(_ row: inout Row, connection: Connection) throws(StoreError) {
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
    if let request = row.optionalBytes() { run.request = try RunRequest(stored: request, run: id, reader: connection.jsonReader) }
  }

  private static func entity(_ chat: ChatID?, _ sequence: Int?, _ kind: EntityKind) -> EntityID? {
    guard let chat, let sequence else { return nil }
    return EntityID(chat: chat, sequence: sequence, kind: kind)
  }
}

extension Connection {
  func runNumber(_ id: String) throws(StoreError) -> Int64? {
    try first("SELECT number FROM runs WHERE id = ?", id) { row in row.integer() }
  }

  func runNumber(stream: String) throws(StoreError) -> Int64? {
    guard let answer = EntityID(stream) else {
      return try first("SELECT number FROM runs WHERE stream = ? AND length(stream) <> 46", stream) { row in row.integer() }
    }
    guard let chat = try chatNumber(answer.chat) else { return nil }
    return try first("SELECT number FROM runs WHERE chat = ? AND assistant_sequence = ? AND stream = ?", chat, answer.sequence, stream) { row in
      row.integer()
    }
  }

  func runRow(number: Int64, withRequest: Bool = true) throws(StoreError) -> RunRow? {
    try first(
      """
      SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
        failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
        epoch, created_at, lease_worker, CASE WHEN ? THEN request END
      FROM runs WHERE number = ?
      """, withRequest, number
    ) { (row) throws(StoreError) in try RunRow(&row, connection: self) }
  }

  func runRow(_ id: String, withRequest: Bool = true) throws(StoreError) -> RunRow? {
    guard let number = try runNumber(id) else { return nil }
    return try runRow(number: number, withRequest: withRequest)
  }

  func runRow(stream: String) throws(StoreError) -> RunRow? {
    guard let number = try runNumber(stream: stream) else { return nil }
    return try runRow(number: number)
  }

  /// The answers to a question, oldest first.
  func answers(to question: EntityKey) throws(StoreError) -> [EntityKey] {
    try all(
      "SELECT assistant_sequence FROM runs WHERE chat = ? AND assistant_sequence > ? AND user_sequence = ?", question.chatNumber,
      question.sequence, question.sequence
    ) { row in EntityKey(chat: question.chatNumber, sequence: row.int()) }
  }

  /// Whether a run of this chat with a lower number is unfinished.
  func hasUnfinishedRun(inChat chat: Int64, before number: Int64) throws(StoreError) -> Bool {
    try exists("SELECT 1 FROM runs WHERE chat = ? AND ended_at IS NULL AND number < ?", chat, number)
  }

  func insert(_ run: Run, number: Int64, chat: Int64?) throws(StoreError) {
    try self.run(
      """
      INSERT INTO runs (number, id, stream, chat, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider,
        model, status, epoch, created_at, request)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, number, run.id, run.stream, chat, run.chat, run.userMessage?.sequence, run.assistantMessage?.sequence, run.frontendID, run.session,
      run.requestedModel, run.provider, run.model, run.status, run.epoch, run.createdAt, String(decoding: run.request.stored, as: UTF8.self))
  }
}
