import Primitives
import Store

/// The first question of a creating transaction: was it asked before? Of those who ask with one key at the same time the others wait until the
/// first one's answer stands.
struct IdempotencyQuestion<Created: Sendable> {
  private let idempotency: Idempotency<Created>?
  private let now: Timestamp
  private let reply: PostgresReply?

  /// Queues the question.
  init(_ idempotency: Idempotency<Created>?, in transaction: PostgresTransaction, now: Timestamp) {
    self.idempotency = idempotency
    self.now = now
    reply = idempotency.map { idempotency in
      transaction.send("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", "\(idempotency.scope)\n\(idempotency.key)")
      return transaction.idempotentAnswer(scope: idempotency.scope, key: idempotency.key, now: now)
    }
  }

  /// The first answer, after a flush. - Throws: `idempotencyMismatch` when the body was another one.
  func answer() throws(StoreError) -> IdempotentAnswer? {
    guard let reply, let idempotency else { return nil }
    return try reply.idempotentAnswer(bodySHA256: idempotency.bodySHA256)
  }

  /// Queues the keeping of the answer made from what was created.
  func keepAnswer(to created: Created, in transaction: PostgresTransaction) {
    guard let idempotency else { return }
    let answer = idempotency.answer(created)
    transaction.send(
      """
      INSERT INTO idempotency_keys (scope, key, body_sha256, status, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (scope, key) DO UPDATE SET body_sha256 = excluded.body_sha256, status = excluded.status, body = excluded.body,
        created_at = excluded.created_at
      """, idempotency.scope, idempotency.key, idempotency.bodySHA256, answer.status, answer.body, now)
  }
}

extension PostgresAsking {
  func idempotentAnswer(scope: String, key: String, now: Timestamp) -> PostgresReply {
    send(
      "SELECT body_sha256, status, body FROM idempotency_keys WHERE scope = $1 AND key = $2 AND created_at > $3", scope, key,
      now.adding(milliseconds: -IdempotentAnswer.keptMilliseconds))
  }
}

extension PostgresReply {
  func idempotentAnswer(bodySHA256: String) throws(StoreError) -> IdempotentAnswer? {
    let known = try first { row in (bodySHA256: row.text(), answer: IdempotentAnswer(status: row.int(), body: row.bytes())) }
    return try known.map { (known) throws(StoreError) in try known.answer.given(forBody: known.bodySHA256, asked: bodySHA256) }
  }
}
