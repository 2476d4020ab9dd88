import Domain
import Primitives

/// What the provider is asked: the chat's history in the shape of OpenAI's `messages`.
package enum Conversation {
  /// - Parameters:
  ///   - history: oldest first, ending with the question.
  ///   - attachments: of the question.
  package static func messages(history: [Message], attachments: [Artifact]) -> JSONValue {
    var turns: [JSONValue] = []
    for (index, message) in history.enumerated() {
      let isQuestion = index == history.count - 1
      let content = isQuestion && !attachments.isEmpty ? parts(message.content, attachments) : .string(message.content)
      turns.append(.object(["role": .string(message.role), "content": content]))
    }
    return .array(turns)
  }

  /// The size of all texts in a request, for an estimate of what it costs; pictures and files that are sent along are not counted.
  package static func textBytes(of value: JSONValue) -> Int {
    switch value {
    case .string(let text): text.hasPrefix("data:") ? 0 : text.utf8.count
    case .array(let elements): elements.reduce(0) { $0 + textBytes(of: $1) }
    case .object(let fields): fields.reduce(0) { $0 + textBytes(of: $1.value) }
    default: 0
    }
  }

  private static func parts(_ text: String, _ attachments: [Artifact]) -> JSONValue {
    var parts: [JSONValue] = [part(text)]
    for attachment in attachments {
      let type = attachment.mediaType ?? "application/octet-stream"
      let name = attachment.name ?? attachment.id.description
      let content = attachment.content ?? []
      if type.hasPrefix("image/") {
        let url = "data:\(type);base64,\(Base64.encode(content))"
        parts.append(.object(["type": .string("image_url"), "image_url": .object(["url": .string(url)])]))
      } else if let text = String(validating: content, as: UTF8.self), isText(type) {
        parts.append(part("Attachment \(name):\n\n\(text)"))
      } else {
        parts.append(part("Attachment \(name) (\(type), \(content.count) bytes) is not text and was left out."))
      }
    }
    return .array(parts)
  }

  private static func part(_ text: String) -> JSONValue { .object(["type": .string("text"), "text": .string(text)]) }

  private static func isText(_ type: String) -> Bool {
    type.hasPrefix("text/") || ["json", "xml", "yaml", "javascript", "sql", "csv", "toml", "octet-stream"].contains { type.contains($0) }
  }
}
