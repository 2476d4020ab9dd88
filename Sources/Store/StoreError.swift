import Domain

/// Why the store did not do what it was asked.
package struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: Sendable, Equatable {
    /// There is no such chat, message, artifact, run, stream …
    case notFound
    /// A message names an upload that is not there.
    case unknownUpload(String)
    /// A message names an entity of its chat (to edit, to follow, to attach again) that is not there.
    case unknownReference(EntityID)
    /// An ID of this chat out of sequence, or one that was used with other content; carries what would be next.
    case conflict(nextSequence: Int)
    /// The ID exists and belongs to something else.
    case exists
    /// Shaped like an ID, but of another chat or of an illegal kind.
    case foreign
    /// The parent is not of the kind that PROTOCOL §1 wants.
    case invalidParent
    /// The chat has used its last sequence number.
    case sequenceExhausted
    /// The same idempotency key came with another body.
    case idempotencyMismatch
    /// What is asked of waits for something that is under way, or was changed meanwhile.
    case busy
    /// Another worker has taken the run over; nothing was written.
    case fenced
    /// The data is of a newer version than this program.
    case newerSchema(found: Int, known: Int)
    /// The data folder or file cannot be used.
    case unusable
    /// A paging cursor that this store did not make.
    case badCursor
    /// The database cannot be reached, or broke off: it is tried again. What was asked may have been done; asking again does no harm.
    case unavailable
    /// The database failed: disk full, corrupt, I/O.
    case failed
  }

  package var code: Code
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code): \(message)" }
}
