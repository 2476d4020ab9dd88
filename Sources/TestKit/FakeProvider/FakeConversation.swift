import Primitives

/// Finds in a request, of either vendor, what a fake answer depends on.
enum FakeConversation {
  /// The text of the last user message.
  static func question(_ messages: [JSONValue]) -> String {
    let asked = messages.last { $0["role"]?.string == "user" && result(in: $0) == nil }
    return asked.map { text($0["content"]) } ?? ""
  }

  /// The text of a tool's result, where that is the last message.
  static func toolResult(_ messages: [JSONValue]) -> String? {
    guard let last = messages.last else { return nil }
    if last["type"]?.string == "function_call_output" { return text(last["output"]) }
    if last["role"]?.string == "tool" { return text(last["content"]) }
    return result(in: last).map { text($0["content"]) }
  }

  /// The items of a Responses request.
  static func items(_ body: JSONValue) -> [JSONValue]? {
    if let text = body["input"]?.string { return [.object(["role": .string("user"), "content": .string(text)])] }
    return body["input"]?.array
  }

  static func firstTool(_ body: JSONValue) -> String? {
    let tool = body["tools"]?.array?.first
    return tool?["function"]?["name"]?.string ?? tool?["name"]?.string
  }

  private static func result(in message: JSONValue) -> JSONValue? {
    message["content"]?.array?.last { $0["type"]?.string == "tool_result" }
  }

  private static func text(_ content: JSONValue?) -> String {
    content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
  }
}

/// What Anthropic refuses in a request.
enum FakeAnthropicRules {
  /// - Returns: what is wrong, in words like the vendor's; `nil` when nothing is.
  static func fault(of body: JSONValue, headers: [String: String]) -> String? {
    if headers["anthropic-version"] == nil { return "anthropic-version: header is required" }
    guard let limit = body["max_tokens"]?.integer, limit > 0 else { return "max_tokens: Field required" }
    var calls: [String] = []
    for (index, message) in (body["messages"]?.array ?? []).enumerated() {
      let role = message["role"]?.string ?? ""
      guard role == "user" || role == "assistant" else { return "messages.\(index).role: Input should be 'user' or 'assistant'" }
      let blocks = message["content"]?.array ?? []
      if message["content"]?.string?.isEmpty ?? blocks.isEmpty { return "messages.\(index): content must be non-empty" }
      let results = blocks.compactMap { $0["tool_use_id"]?.string }
      if let missing = calls.first(where: { !results.contains($0) }) { return "`tool_use` ids were found without `tool_result` blocks: \(missing)" }
      if let foreign = results.first(where: { !calls.contains($0) }) { return "unexpected `tool_use_id` found in `tool_result` blocks: \(foreign)" }
      for block in blocks where block["type"]?.string == "text" {
        if block["text"]?.string?.allSatisfy(\.isWhitespace) ?? true {
          return "messages.\(index): text content blocks must contain non-whitespace text"
        }
      }
      calls = blocks.filter { $0["type"]?.string == "tool_use" }.compactMap { $0["id"]?.string }
    }
    return calls.isEmpty ? nil : "`tool_use` ids were found without `tool_result` blocks: \(calls[0])"
  }
}

/// What OpenAI's Responses refuse in a request.
enum FakeResponsesRules {
  /// - Returns: what is wrong, in words like the vendor's; `nil` when nothing is.
  static func fault(of body: JSONValue) -> String? {
    if body["messages"] != nil { return "Unsupported parameter: 'messages'. In the Responses API, this parameter has moved to 'input'." }
    if body["background"]?.bool == true, body["store"]?.bool == false { return "Background mode requires 'store' to be true." }
    if let limit = body["max_output_tokens"], !limit.isNull, limit.integer ?? 0 < 1 { return "Invalid 'max_output_tokens'." }
    var calls: [String] = []
    for (index, item) in (FakeConversation.items(body) ?? []).enumerated() {
      switch item["type"]?.string ?? "message" {
      case "message":
        guard let role = item["role"]?.string, ["user", "assistant", "system", "developer"].contains(role) else {
          return "Invalid value: 'input[\(index)].role'."
        }
        let types = (item["content"]?.array ?? []).compactMap { $0["type"]?.string }
        let allowed = role == "assistant" ? ["output_text", "refusal"] : ["input_text", "input_image", "input_file"]
        if let wrong = types.first(where: { !allowed.contains($0) }) { return "Invalid value: '\(wrong)' in 'input[\(index)].content'." }
      case "function_call", "custom_tool_call": calls.append(item["call_id"]?.string ?? "")
      case "function_call_output", "custom_tool_call_output":
        let id = item["call_id"]?.string ?? ""
        guard let at = calls.firstIndex(of: id) else { return "No tool call found for function call output with call_id \(id)." }
        calls.remove(at: at)
      case let type: return "Invalid value: '\(type)' in 'input[\(index)].type'."
      }
    }
    return calls.first.map { "No tool output found for function call \($0)." }
  }
}
