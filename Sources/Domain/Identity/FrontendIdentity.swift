/// How a `frontend_id` that came with a message stands to the chat (the echo protocol). A pure decision; the store supplies the facts.
package enum FrontendIdentity: Equatable, Sendable {
  /// No `frontend_id`: the server allocates.
  case absent
  /// Opaque to us: the server allocates and echoes it.
  case opaque
  /// A well-formed ID of this chat and of the right kind, and the chat's next: it becomes the canonical ID.
  case canonical(EntityID)
  /// A well-formed ID of this chat, but not the next one.
  case outOfSequence
  /// Shaped like an ID, but of another chat or of a kind that is illegal here.
  case foreign

  /// - Parameters:
  ///   - text: what the client sent.
  ///   - chat: the chat it was sent to.
  ///   - kind: the kind of entity the request makes.
  ///   - nextSequence: what the chat would give next.
  package init(_ text: String?, chat: ChatID, kind: EntityKind, nextSequence: Int) {
    guard let text else {
      self = .absent
      return
    }
    guard let shape = EntityID.Shape(text) else {
      self = .opaque
      return
    }
    if shape.chat != chat || shape.kind != kind {
      self = .foreign
    } else if shape.sequence == nextSequence, let id = EntityID(text) {
      self = .canonical(id)
    } else {
      self = .outOfSequence
    }
  }
}
