import Domain
import Primitives
import Wire

/// Where a question stands in its chat when it does not simply go on: `{"edits"?: ID, "follows": ID or null}` in the message's metadata. A
/// question without them follows the chat's last answer before it.
package struct MessageBranch: Equatable {
  package private(set) var edits: EntityID?
  package private(set) var follows: Follows = .lastAnswer

  package enum Follows: Equatable {
    case lastAnswer
    /// It begins the conversation.
    case nothing
    case answer(EntityID)
  }

  /// - Parameters:
  ///   - edited: the question in whose place this one stands.
  ///   - followed: the answer after which it goes on; `nil`: what the edited question followed, else the chat's last answer.
  package init(edits edited: Message?, follows followed: EntityID?) {
    if let edited {
      edits = edited.id
      follows = edited.follows.map { .answer($0) } ?? .nothing
    }
    if let followed { follows = .answer(followed) }
  }

  /// Out of a message's metadata. - Throws: `failed` for what this program never writes.
  package init(metadata: String, of id: EntityID, reader: JSONReader) throws(StoreError) {
    guard metadata != "{}" else { return }
    let document: JSONValue
    do throws(JSONFailure) { document = try reader.value(Array(metadata.utf8)[...]) } catch {
      throw .unreadable("message \(id)", "metadata (\(error))")
    }
    edits = document["edits"]?.string.flatMap { EntityID($0) }
    if let followed = document["follows"] { follows = followed.string.flatMap { EntityID($0) }.map { .answer($0) } ?? .nothing }
  }

  /// - Parameter other: what else stands in the message's metadata.
  package func metadata(beside other: JSONValue?) -> String {
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
