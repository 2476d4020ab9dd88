/// What is the same for all events of a stream.
package struct StreamDescriptor: Sendable, Equatable {
  /// The stream's name: an assistant message's ID, a generation or a run's ULID.
  package let name: String
  /// The entity that the stream produces, when it produces one.
  package let entity: EntityID?
  /// What the client that started it called its own message; echoed on every event.
  package let frontendID: String?
  package let run: String
  package let chat: ChatID?

  package init(name: String, entity: EntityID?, frontendID: String?, run: String, chat: ChatID?) {
    self.name = name
    self.entity = entity
    self.frontendID = frontendID
    self.run = run
    self.chat = chat
  }
}
