import Domain
import Primitives

/// A run that was given up because every worker that took it was lost (`run.lost`).
package struct DeadLetter: Sendable, Equatable {
  package var run: String
  package var stream: String
  package var chat: ChatID?
  /// What was asked.
  package var question: EntityID?
  package var reason: String
  /// Workers that took it.
  package var attempts: Int64
  package var buriedAt: Timestamp

  package init(run: String, stream: String, chat: ChatID?, question: EntityID?, reason: String, attempts: Int64, buriedAt: Timestamp) {
    self.run = run
    self.stream = stream
    self.chat = chat
    self.question = question
    self.reason = reason
    self.attempts = attempts
    self.buriedAt = buriedAt
  }
}

/// Runs that were given up. One comes in with the transaction of `Store.finalize` that ends it as `run.lost`, and goes with its chat.
package protocol DeadLetterStore: Sendable {
  /// Newest first, at most `limit`.
  func deadLetters(limit: Int) async throws(StoreError) -> [DeadLetter]
  /// Takes one out; what the run left stays.
  /// - Returns: whether there was one.
  func dropDeadLetter(run: String) async throws(StoreError) -> Bool
}
