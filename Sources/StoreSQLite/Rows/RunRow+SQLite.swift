import Domain
import Primitives
import Store

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
    ) { (row) throws(StoreError) in try RunRow(&row, reader: jsonReader) }
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
