import Domain
import Primitives

/// Which IDs an accepted message gets, decided inside its transaction by what the chat has given so far (PROTOCOL §1). Pure.
package struct AcceptanceIdentity {
  /// The first of the IDs that are given.
  package struct Allocation: Sendable, Equatable {
    package var first: Int
    /// The front end's ID is the entity's own.
    package var isCanonical: Bool
  }

  private let message: MessageAcceptance
  private let chat: ChatRow
  private let identity: FrontendIdentity
  private var next: Int { chat.lastSequence + 1 }

  /// - Throws: `foreign`.
  package init(_ message: MessageAcceptance, in chat: ChatRow) throws(StoreError) {
    self.message = message
    self.chat = chat
    identity = FrontendIdentity(message.frontendID, chat: chat.chat.id, kind: .userMessage, nextSequence: chat.lastSequence + 1)
    if identity == .foreign {
      throw StoreError(.foreign, "frontend_id is an ID of another chat or of another kind than UM; send one of this chat, or none")
    }
  }

  /// Why a `frontend_id` that was used with other content is refused.
  package func conflict(with frontendID: String) -> StoreError {
    StoreError(
      .conflict(nextSequence: next), "frontend_id \(frontendID) was used in this chat with other content or at another place; take a new one")
  }

  /// For a message that is new: question, attachments and answer, one after the other.
  /// - Throws: `sequenceExhausted`, `conflict`.
  package func allocation() throws(StoreError) -> Allocation {
    let attachments = message.attachments.count
    guard next + attachments + 1 <= EntityID.maxSequence else {
      throw StoreError(
        .sequenceExhausted,
        "the chat has given \(chat.lastSequence) of \(EntityID.maxSequence) IDs and this needs \(attachments + 2); begin a new chat")
    }
    if identity == .outOfSequence {
      throw StoreError(.conflict(nextSequence: next), "frontend_id is an ID of this chat out of sequence; the next has sequence \(next)")
    }
    if case .canonical = identity { return Allocation(first: next, isCanonical: true) }
    return Allocation(first: next, isCanonical: false)
  }
}

extension MessageAcceptance {
  /// The run that answers it.
  package func queuedRun(question: EntityID, answer: EntityID) -> Run {
    Run(
      id: run, stream: answer.description, chat: answer.chat, userMessage: question, assistantMessage: answer, frontendID: frontendID,
      session: session, requestedModel: requestedModel, provider: provider, model: model, status: .queued, epoch: 0, createdAt: now,
      request: request)
  }
}
