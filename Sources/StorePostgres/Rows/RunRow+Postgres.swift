import Domain
import Primitives
import Store
import Wire

extension PostgresAsking {
  func run(_ id: String, withRequest: Bool = true) -> PostgresReply {
    send(
      """
      SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
        failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
        epoch, created_at, lease_worker, CASE WHEN $2 THEN request END
      FROM runs WHERE id = $1
      """, id, withRequest)
  }

  func run(stream: String) -> PostgresReply {
    send(
      """
      SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
        failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
        epoch, created_at, lease_worker, request
      FROM runs WHERE stream = $1
      """, stream)
  }
}

extension PostgresTransaction {
  /// Queues the lock of a run and the reading of its row. Where the chat is locked, too, it is locked before.
  func lockRun(_ id: String, withRequest: Bool = false) -> PostgresReply {
    send(
      """
      SELECT number, chat, lease_until, cancel_by, has_log, last_epoch, last_sequence, failure_code, failure_message, failure_retryable,
        failure_partial, id, stream, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider, model, status,
        epoch, created_at, lease_worker, CASE WHEN $2 THEN request END
      FROM runs WHERE id = $1 FOR NO KEY UPDATE
      """, id, withRequest)
  }

  /// Queues the lock of the chat that a run belongs to. It gives the last sequence.
  func lockChat(ofRun id: String) -> PostgresReply {
    send("SELECT last_sequence FROM chats WHERE number = (SELECT chat FROM runs WHERE id = $1) FOR NO KEY UPDATE", id)
  }

  func insert(_ run: Run, chat: Int64?) {
    send(
      """
      INSERT INTO runs (id, stream, chat, chat_id, user_sequence, assistant_sequence, frontend_id, session_id, requested_model, provider,
        model, status, epoch, created_at, request)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """, run.id, run.stream, chat, run.chat, run.userMessage?.sequence, run.assistantMessage?.sequence, run.frontendID, run.session,
      run.requestedModel, run.provider, run.model, run.status, run.epoch, run.createdAt, JSONText(text: run.request.stored))
  }
}

extension PostgresReply {
  func runRow() throws(StoreError) -> RunRow? { try runRows().first }

  func runRows() throws(StoreError) -> [RunRow] {
    let reader = JSONReader.stored
    return try all { (row) throws(StoreError) in try RunRow(&row, reader: reader) }
  }

  /// The run, while this epoch is the one that may write. - Throws: `fenced`.
  func runUnderWay(_ id: String, epoch: Int64) throws(StoreError) -> RunRow {
    guard let row = try runRow(), !row.isOver, row.run.epoch == epoch else { throw .fenced(run: id, epoch: epoch) }
    return row
  }
}
