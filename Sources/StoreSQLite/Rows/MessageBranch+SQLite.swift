import Domain
import Primitives
import Store

extension MessageBranch {
  /// What the message asks for. - Throws: `unknownReference`.
  init(of message: MessageAcceptance, in chat: ChatRow, connection: Connection) throws(StoreError) {
    var question: Message?
    if let edited = message.edits {
      guard edited.chat == chat.chat.id, edited.kind == .userMessage, let found = try connection.message(edited) else {
        throw .unknown(reference: edited, "question (UM)")
      }
      question = found
    }
    if let followed = message.follows {
      guard followed.chat == chat.chat.id, followed.kind == .assistantMessage, try connection.messageKey(followed) != nil else {
        throw .unknown(reference: followed, "answer (AM)")
      }
    }
    self.init(edits: question, follows: message.follows)
  }
}
