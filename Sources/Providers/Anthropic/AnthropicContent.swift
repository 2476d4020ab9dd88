import Domain
import Primitives

/// Parts of a user message, from OpenAI's shape into Anthropic's content blocks.
enum AnthropicContent {
  static func text(_ text: String) -> JSONValue { .object(["type": .string("text"), "text": .string(text)]) }

  /// - Throws: `providerRefused` with status 400 for a part that Messages cannot carry. Texts of blanks alone, which it refuses, are left out.
  static func blocks(_ content: JSONValue?) throws(ModelFailure) -> [JSONValue] {
    if let whole = content?.string { return whole.allSatisfy(\.isWhitespace) ? [] : [text(whole)] }
    var blocks: [JSONValue] = []
    for part in content?.array ?? [] {
      switch part["type"]?.string {
      case "text":
        let words = part["text"]?.string ?? ""
        if !words.allSatisfy(\.isWhitespace) { blocks.append(text(words)) }
      case "image_url":
        guard let url = part["image_url"]?["url"]?.string ?? part["image_url"]?.string else { throw refused("an image_url without a url") }
        blocks.append(.object(["type": .string("image"), "source": try source(url)]))
      case "file":
        guard let data = part["file"]?["file_data"]?.string else { throw refused("a file that is not sent along as file_data") }
        blocks.append(.object(["type": .string("document"), "source": try source(data)]))
      case let type: throw refused("a part of type \(type ?? "none")")
      }
    }
    return blocks
  }

  /// A `data:` URL (RFC 2397) in base64 becomes the bytes themselves, any other URL stays one.
  private static func source(_ url: String) throws(ModelFailure) -> JSONValue {
    guard url.hasPrefix("data:") else { return .object(["type": .string("url"), "url": .string(url)]) }
    guard let comma = url.firstIndex(of: ",") else { throw refused("a data URL without data") }
    let words = url[url.index(url.startIndex, offsetBy: 5)..<comma].split(separator: ";", omittingEmptySubsequences: false)
    guard words.last == "base64", let type = words.first, !type.isEmpty else { throw refused("a data URL that is not base64 with a media type") }
    return .object(["type": .string("base64"), "media_type": .string(String(type)), "data": .string(String(url[url.index(after: comma)...]))])
  }

  private static func refused(_ found: String) -> ModelFailure {
    let message = "expected text, images and files that Anthropic's Messages can carry, found \(found)"
    return ModelFailure(
      code: .providerRefused, message: message, status: 400,
      vendorError: .object(["error": .object(["message": .string(message), "type": .string("invalid_request_error"), "code": .null])]),
      retryable: false)
  }
}
