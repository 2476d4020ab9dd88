import Domain
import Primitives
import Store
import Wire

/// Where a question stands in its chat when it does not simply go on: `{"edits"?: ID, "follows": ID or null}` in the message's metadata. A
/// question without them follows the chat's last answer before it.
struct MessageBranch: Equatable {
  private(set) var edits: EntityID?
  private(set) var follows: Follows = .lastAnswer

  enum Follows: Equatable {
    case lastAnswer
    /// It begins the conversation.
    case nothing
    case answer(EntityID)
  }

  /// What the message asks for. - Throws: `unknownReference`.
  init(of message: MessageAcceptance, in chat: ChatRow, connection: Connection) throws(StoreError) {
    if let edited = message.edits {
      guard edited.chat == chat.chat.id, edited.kind == .userMessage, let question = try connection.message(edited) else {
        throw .unknown(reference: edited, "question (UM)")
      }
      edits = edited
      follows = question.follows.map { .answer($0) } ?? .nothing
    }
    if let followed = message.follows {
      guard followed.chat == chat.chat.id, followed.kind == .assistantMessage, try connection.messageKey(followed) != nil else {
        throw .unknown(reference: followed, "answer (AM)")
      }
      follows = .answer(followed)
    }
  }

  /// Out of a message's metadata. - Throws: `failed` for what this program never writes.
  init(metadata: String, of id: EntityID, reader: JSONReader) throws(StoreError) {
    guard metadata != "{}" else { return }
    let document: JSONValue
    do throws(JSONFailure) { document = try reader.value(Array(metadata.utf8)[...]) } catch {
      throw .unreadable("message \(id)", "metadata (\(error))")
    }
    edits = document["edits"]?.string.flatMap { EntityID($0) }
    if let followed = document["follows"] { follows = followed.string.flatMap { EntityID($0) }.map { .answer($0) } ?? .nothing }
  }

  /// - Parameter other: what else stands in the message's metadata.
  func metadata(beside other: JSONValue?) -> String {
    var fields = other?.fields ?? []
    if let edits { fields.append(JSONField("edits", .string(edits.description))) }
    switch follows {
    case .lastAnswer: break
    case .nothing: fields.append(JSONField("follows", .null))
    case .answer(let id): fields.append(JSONField("follows", .string(id.description)))
    }
    return fields.isEmpty ? "{}" : String(decoding: JSONValue.object(fields).encoded(), as: UTF8.self)
  }
}
