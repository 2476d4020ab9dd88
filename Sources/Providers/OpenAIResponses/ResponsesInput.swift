import Domain
import Primitives

/// A conversation in the shape of chat completions, told as the items of Responses: parts are named by their direction, calls and their results are
/// items of their own, and each call has its result.
struct ResponsesInput {
  private(set) var items: [JSONValue] = []

  /// Calls whose results have not come.
  private var openCalls: [(id: String, type: String)] = []

  /// - Throws: `providerRefused` with status 400 for a part that Responses cannot carry.
  init(messages: JSONValue) throws(ModelFailure) {
    for message in messages.array ?? [] {
      switch message["role"]?.string {
      case "assistant": addAnswer(message)
      case "tool", "function": addResult(message)
      case let role:
        closeOpenCalls()
        let content = try Self.content(message["content"])
        add(role: role == "system" || role == "developer" ? role ?? "user" : "user", content)
      }
    }
    closeOpenCalls()
  }

  private mutating func add(role: String, _ content: JSONValue?) {
    guard let content else { return }
    items.append(.object(["type": .string("message"), "role": .string(role), "content": content]))
  }

  private mutating func addAnswer(_ message: JSONValue) {
    closeOpenCalls()
    let text = Self.texts(message["content"]).joined() + (message["refusal"]?.string ?? "")
    if !text.isEmpty { add(role: "assistant", .string(text)) }
    for call in message["tool_calls"]?.array ?? [] {
      guard let id = call["id"]?.string else { continue }
      let isCustom = call["type"]?.string == "custom"
      guard let name = call[isCustom ? "custom" : "function"]?["name"] else { continue }
      let arguments = isCustom ? call["custom"]?["input"] : call["function"]?["arguments"]
      let type = isCustom ? "custom_tool_call" : "function_call"
      items.append(
        .object([
          "type": .string(type), "call_id": .string(id), "name": name, isCustom ? "input" : "arguments": .string(arguments?.string ?? ""),
        ]))
      openCalls.append((id, type))
    }
  }

  private mutating func addResult(_ message: JSONValue) {
    let text = Self.texts(message["content"]).joined(separator: "\n")
    guard let id = message["tool_call_id"]?.string, let at = openCalls.firstIndex(where: { $0.id == id }) else {
      // A result of a call that is not there is refused by the vendor; what it says may still matter.
      if !text.isEmpty { add(role: "user", .string(text)) }
      return
    }
    items.append(Self.result(of: openCalls.remove(at: at), text))
  }

  /// Each call must have its result; one that was cancelled has none, and must not make the conversation unusable.
  private mutating func closeOpenCalls() {
    items += openCalls.map { Self.result(of: $0, "The tool gave no result.") }
    openCalls = []
  }

  private static func result(of call: (id: String, type: String), _ text: String) -> JSONValue {
    .object(["type": .string(call.type + "_output"), "call_id": .string(call.id), "output": .string(text)])
  }

  /// - Returns: `nil` where there is nothing to say.
  private static func content(_ content: JSONValue?) throws(ModelFailure) -> JSONValue? {
    if let text = content?.string { return text.isEmpty ? nil : .string(text) }
    var parts: [JSONValue] = []
    for part in content?.array ?? [] {
      switch part["type"]?.string {
      case "text": parts.append(.object(["type": .string("input_text"), "text": part["text"] ?? .string("")]))
      case "image_url":
        guard let url = part["image_url"]?["url"]?.string ?? part["image_url"]?.string else { throw refused("an image_url without a url") }
        parts.append(
          .object([
            "type": .string("input_image"), "image_url": .string(url), "detail": part["image_url"]?["detail"] ?? .string("auto"),
          ]))
      case "file":
        guard let file = part["file"]?.fields, !file.isEmpty else { throw refused("a file without file_id or file_data") }
        parts.append(.object([JSONField("type", .string("input_file"))] + file))
      // Already in the words of Responses.
      case "input_text", "input_image", "input_file": parts.append(part)
      case let type: throw refused("a part of type \(type ?? "none")")
      }
    }
    return parts.isEmpty ? nil : .array(parts)
  }

  private static func texts(_ content: JSONValue?) -> [String] {
    content?.string.map { [$0] } ?? (content?.array ?? []).compactMap { $0["text"]?.string ?? $0["refusal"]?.string }
  }

  private static func refused(_ found: String) -> ModelFailure {
    let message = "expected text, images and files that OpenAI's Responses can carry, found \(found)"
    return ModelFailure(
      code: .providerRefused, message: message, status: 400,
      vendorError: .object(["error": .object(["message": .string(message), "type": .string("invalid_request_error"), "code": .null])]),
      retryable: false)
  }
}
