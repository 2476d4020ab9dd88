import Primitives
import Store

extension Connection {
  /// The first answer to this key. - Throws: `idempotencyMismatch` when the body was another one.
  func idempotentAnswer(scope: String, key: String, bodySHA256: String, now: Timestamp) throws(StoreError) -> IdempotentAnswer? {
    let known = try first(
      "SELECT body_sha256, status, body FROM idempotency_keys WHERE scope = ? AND key = ? AND created_at > ?", scope, key,
      now.adding(milliseconds: -IdempotentAnswer.keptMilliseconds)
    ) { row in (bodySHA256: row.text(), answer: IdempotentAnswer(status: row.int(), body: row.bytes())) }
    return try known.map { (known) throws(StoreError) in try known.answer.given(forBody: known.bodySHA256, asked: bodySHA256) }
  }

  func idempotentAnswer<Created>(_ idempotency: Idempotency<Created>?, now: Timestamp) throws(StoreError) -> IdempotentAnswer? {
    guard let idempotency else { return nil }
    return try idempotentAnswer(scope: idempotency.scope, key: idempotency.key, bodySHA256: idempotency.bodySHA256, now: now)
  }

  /// Keeps the answer made from what was created, in the transaction that creates it.
  func keepAnswer<Created>(to created: Created, for idempotency: Idempotency<Created>?, now: Timestamp) throws(StoreError) {
    guard let idempotency else { return }
    let answer = idempotency.answer(created)
    try run(
      "INSERT OR REPLACE INTO idempotency_keys (scope, key, body_sha256, status, body, created_at) VALUES (?, ?, ?, ?, ?, ?)", idempotency.scope,
      idempotency.key, idempotency.bodySHA256, answer.status, answer.body, now)
  }
}

extension SQLiteStore {
  package func idempotentAnswer(scope: String, key: String, bodySHA256: String) async throws(StoreError) -> IdempotentAnswer? {
    let now = time.now()
    return try await read { (connection) throws(StoreError) in
      try connection.idempotentAnswer(scope: scope, key: key, bodySHA256: bodySHA256, now: now)
    }
  }
}
