/// A creating request's `Idempotency-Key` and what will be answered again for it. The record is written in the transaction that
/// creates, so a crash between the two cannot make a second one.
package struct Idempotency<Created: Sendable>: Sendable {
  /// Method and path (and caller): the same key may be used for different calls.
  package var scope: String
  package var key: String
  /// SHA-256 of the request body.
  package var bodySHA256: String
  /// The answer to keep, made from what was created.
  package var answer: @Sendable (Created) -> IdempotentAnswer

  package init(scope: String, key: String, bodySHA256: String, answer: @escaping @Sendable (Created) -> IdempotentAnswer) {
    self.scope = scope
    self.key = key
    self.bodySHA256 = bodySHA256
    self.answer = answer
  }
}

package struct IdempotentAnswer: Sendable, Equatable {
  /// How long a key is remembered: 24 hours.
  package static let keptMilliseconds: Int64 = 86_400_000

  package var status: Int
  package var body: [UInt8]

  package init(status: Int, body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// The answer, when the body is the one that it was given to. - Throws: `idempotencyMismatch`.
  package func given(forBody first: String, asked: String) throws(StoreError) -> IdempotentAnswer {
    guard first == asked else {
      throw StoreError(.idempotencyMismatch, "the Idempotency-Key was used before with another body; use a new key for a new request")
    }
    return self
  }
}

/// What a creating operation gave.
package enum Creation<Created: Sendable>: Sendable {
  /// Made now.
  case created(Created)
  /// The same thing was asked before (a chat that exists, a message with the same `frontend_id` and content): nothing new happened.
  case existing(Created)
  /// The idempotency key was used before with the same body: its first answer.
  case replayed(IdempotentAnswer)
}
