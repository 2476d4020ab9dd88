import Domain
import Primitives
import Store
import Wire

/// The fields of a message as clients send them, over HTTP and over WebSocket.
enum MessageFields {
  static func read(_ body: inout BodyReader, chat: MessageAcceptance.ChatChoice, settings: GatewaySettings) throws(Problem) -> MessageSubmission {
    let content = body.string("content", isRequired: true, bytes: MessageEndpoints.contentBytes)
    var submission = MessageSubmission(chat: chat, content: content ?? "")
    submission.frontendID = body.string("frontend_id", characters: 1...128)
    submission.model = body.string("model", bytes: 1...256)
    if let workflow = body.string("workflow", bytes: 1...128), workflow != "chat" {
      body.note("workflow", "there is no workflow \"\(workflow)\"; leave it out or name \"chat\"")
    }
    submission.edits = reference(&body, "edits", to: .userMessage, of: chat.id)
    submission.follows = reference(&body, "follows", to: .assistantMessage, of: chat.id)
    submission.attachments = attachments(&body, settings, chat: chat.id)
    try body.finish()
    return submission
  }

  /// The chat that the field `chat` names; a new one without it.
  static func chatChoice(_ body: inout BodyReader, makeChatID: () -> ChatID) -> MessageAcceptance.ChatChoice {
    let text = body.string("chat", bytes: 1...64)
    let id = text.flatMap { ChatID($0) }
    if let text, id == nil { body.note("chat", "expected a UUID in lower case, found \"\(text)\"") }
    return id.map { .existingOrCreated($0) } ?? .created(makeChatID())
  }

  static func writeAnswer(_ accepted: AcceptedMessage, to writer: inout JSONWriter) {
    writer.field("id", accepted.userMessage.description)
    writer.field("frontend_id", accepted.run.frontendID)
    writer.field("assistant_id", accepted.assistantMessage.description)
    writer.field("run", accepted.run.id)
    writer.field("stream", accepted.run.stream)
  }

  /// An entity of this chat.
  private static func reference(_ fields: inout BodyReader, _ key: String, to kind: EntityKind, of chat: ChatID) -> EntityID? {
    guard let text = fields.string(key, bytes: 1...128) else { return nil }
    guard let id = EntityID(text), id.kind == kind, id.chat == chat else {
      fields.note(
        key,
        "expected the ID of \(kind == .attachment ? "an attachment" : "a message") of this chat that ends in _\(kind.rawValue), found \"\(text)\"")
      return nil
    }
    return id
  }

  private static func attachments(_ body: inout BodyReader, _ settings: GatewaySettings, chat: ChatID) -> [MessageAcceptance.Attachment] {
    guard let elements = body.array("attachments") else { return [] }
    if elements.count > 32 { body.note("attachments", "has \(elements.count) elements; the limit is 32") }
    var attachments: [MessageAcceptance.Attachment] = []
    for (index, element) in elements.prefix(32).enumerated() {
      var fields = BodyReader(element, at: "/attachments/\(index)")
      let upload = fields.string("upload", bytes: 1...64)
      let artifact = reference(&fields, "artifact", to: .attachment, of: chat)
      let encoded = fields.take("content_base64")
      let name = fields.string("name", bytes: 1...255)
      let mediaType = fields.string("media_type", bytes: 1...255)
      if let mediaType, !HeaderText.isSafe(mediaType) || !mediaType.contains("/") {
        fields.note("media_type", "expected a media type such as text/plain, found \"\(mediaType)\"")
      }
      if let upload, encoded == nil, artifact == nil {
        attachments.append(.init(source: .upload(upload), name: name, mediaType: mediaType))
      } else if let artifact, upload == nil, encoded == nil {
        attachments.append(.init(source: .artifact(artifact), name: name, mediaType: mediaType))
      } else if let encoded, upload == nil, artifact == nil {
        if let text = encoded.string, let content = Base64.decode(text) {
          if content.count > settings.attachmentBytes {
            fields.note("content_base64", "is \(content.count) bytes; the limit is \(settings.attachmentBytes)")
          }
          if name == nil { fields.note("name", "is required") }
          attachments.append(.init(source: .inline(content), name: name, mediaType: mediaType ?? "application/octet-stream"))
        } else {
          fields.note("content_base64", "expected base 64 with padding")
        }
      } else if fields.errors.isEmpty {
        fields.note("upload", "expected one of upload, artifact, or name and content_base64")
      }
      fields.refuseRest()
      body.merge(fields)
    }
    return attachments
  }
}
