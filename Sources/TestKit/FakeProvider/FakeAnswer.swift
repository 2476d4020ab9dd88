import Primitives

/// What a fake provider says, before a vendor's form is put on it.
struct FakeAnswer {
  var reasoning: [String] = []
  var tokens: [String] = []
  /// Name and arguments of a tool call, the arguments in fragments.
  var tool: (name: String, arguments: [String])?
  var prompt = 0
  var cached = 0
  var finish: String

  var completion: Int { reasoning.count + tokens.count + (tool == nil ? 0 : 1) }
  var text: String { tokens.joined() }

  static let standardText = "Here is a small program:\n\n```python\nfor n in range(3):\n    print(n)\n```\n\nIt prints 0, 1 and 2.\n"

  /// - Parameters:
  ///   - messages: how many the request had; each counts seven prompt tokens.
  ///   - question: the text of the last user message.
  ///   - toolResult: the last message's text, where it is a tool's result.
  ///   - tool: the first tool that the request offers.
  init(_ behaviour: FakeBehaviour, messages: Int, question: String, toolResult: String?, tool: String?) {
    prompt = 7 * messages
    cached = min(behaviour.cachedTokens, prompt)
    finish = behaviour.finish ?? "stop"
    if behaviour.reasons { reasoning = ["First, ", "I think. ", "Then I speak."] }
    if behaviour.callsTool, toolResult == nil {
      self.tool = (tool ?? "run_code", [#"{"co"#, #"de":"print("#, #"1)"}"#])
      finish = behaviour.finish ?? "tool_calls"
      return
    }
    if let count = behaviour.tokens {
      tokens = (0..<count).map { "t\($0) " }
    } else {
      let text = toolResult.map { "The tool said: \($0)" } ?? (behaviour.echoes ? question : behaviour.text ?? Self.standardText)
      tokens = Self.split(text, every: behaviour.charactersPerToken)
    }
  }

  private static func split(_ text: String, every count: Int) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      tokens.append(String(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return tokens
  }
}
