import Domain
import Primitives
import Wire

/// A conversation in OpenAI's shape, told in Anthropic's: system texts apart, tool results inside user messages and directly behind their
/// calls, neighbours of one role joined, nothing empty.
struct AnthropicConversation {
  private(set) var system: [String] = []
  private(set) var messages: [JSONValue] = []

  private var role = ""
  private var blocks: [JSONValue] = []
  /// Tool calls of the last assistant message whose results have not come.
  private var openCalls: [String] = []

  /// - Throws: `providerRefused` with status 400 for a part that Messages cannot carry.
  init(messages: JSONValue) throws(ModelFailure) {
    for message in messages.array ?? [] {
      switch message["role"]?.string {
      case "system", "developer": system += Self.texts(message["content"])
      case "assistant": addAssistant(message)
      case "tool", "function": addResult(message)
      default:
        closeOpenCalls()
        add(try AnthropicContent.blocks(message["content"]), as: "user")
      }
    }
    closeOpenCalls()
    endMessage()
    trimLastAnswer()
  }

  private mutating func add(_ new: [JSONValue], as role: String) {
    guard !new.isEmpty else { return }
    if role != self.role { endMessage() }
    self.role = role
    blocks += new
  }

  private mutating func endMessage() {
    if !blocks.isEmpty { messages.append(.object(["role": .string(role), "content": .array(blocks)])) }
    blocks = []
  }

  private mutating func addAssistant(_ message: JSONValue) {
    closeOpenCalls()
    var new = Self.texts(message["content"]).map { AnthropicContent.text($0) }
    if let refusal = message["refusal"]?.string, !refusal.isEmpty { new.append(AnthropicContent.text(refusal)) }
    for call in message["tool_calls"]?.array ?? [] {
      guard let id = call["id"]?.string, let name = call["function"]?["name"]?.string else { continue }
      let input = call["function"]?["arguments"]?.string.map(Self.input) ?? .object([JSONField]())
      new.append(.object(["type": .string("tool_use"), "id": .string(id), "name": .string(name), "input": input]))
      openCalls.append(id)
    }
    add(new, as: "assistant")
  }

  private mutating func addResult(_ message: JSONValue) {
    let texts = Self.texts(message["content"])
    guard let id = message["tool_call_id"]?.string, let at = openCalls.firstIndex(of: id) else {
      // A result of a call that is not there is refused by the vendor; what it says may still matter.
      add(texts.map { AnthropicContent.text($0) }, as: "user")
      return
    }
    openCalls.remove(at: at)
    add([Self.result(of: id, texts.joined(separator: "\n"), isError: false)], as: "user")
  }

  /// Each call must be followed by its result; one that was cancelled has none, and must not make the conversation unusable.
  private mutating func closeOpenCalls() {
    let results = openCalls.map { Self.result(of: $0, "The tool gave no result.", isError: true) }
    openCalls = []
    add(results, as: "user")
  }

  /// The vendor refuses an answer to go on from that ends with blanks.
  private mutating func trimLastAnswer() {
    guard let last = messages.last, last["role"]?.string == "assistant", var content = last["content"]?.array,
      let text = content.last?["text"]?.string
    else {
      return
    }
    var trimmed = text[...]
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    guard trimmed.count < text.count, !trimmed.isEmpty else { return }
    content[content.count - 1] = AnthropicContent.text(String(trimmed))
    messages[messages.count - 1] = last.setting("content", to: .array(content))
  }

  private static func result(of id: String, _ text: String, isError: Bool) -> JSONValue {
    var fields = [JSONField("type", .string("tool_result")), JSONField("tool_use_id", .string(id)), JSONField("content", .string(text))]
    if isError { fields.append(JSONField("is_error", .bool(true))) }
    return .object(fields)
  }

  /// Arguments are the model's own text; where it is no object it is carried as one.
  private static func input(_ arguments: String) -> JSONValue {
    let value = try? JSONReader().value(Array(arguments.utf8)[...])
    if let value, value.fields != nil { return value }
    return .object(arguments.isEmpty ? [JSONField]() : [JSONField("arguments", .string(arguments))])
  }

  private static func texts(_ content: JSONValue?) -> [String] {
    let texts = content?.string.map { [$0] } ?? (content?.array ?? []).compactMap { $0["text"]?.string ?? $0["refusal"]?.string }
    return texts.filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
