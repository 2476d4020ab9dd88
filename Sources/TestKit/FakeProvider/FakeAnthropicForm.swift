import Primitives

/// An answer as Anthropic's Messages write it.
struct FakeAnthropicForm {
  let answer: FakeAnswer
  let behaviour: FakeBehaviour
  let id: String
  let model: String

  /// The `data` of each event; its `type` is the event's name.
  var events: [JSONValue] {
    var events = [
      event("message_start", JSONField("message", message(content: [], stopReason: .null, output: 1))), event("ping"),
    ]
    var index: Int64 = 0
    func block(_ start: JSONValue, _ deltas: [JSONValue]) {
      events.append(event("content_block_start", JSONField("index", .integer(index)), JSONField("content_block", start)))
      for delta in deltas { events.append(event("content_block_delta", JSONField("index", .integer(index)), JSONField("delta", delta))) }
      events.append(event("content_block_stop", JSONField("index", .integer(index))))
      index += 1
    }
    if !answer.reasoning.isEmpty {
      let signature = JSONValue.object(["type": .string("signature_delta"), "signature": .string("ZmFrZQ==")])
      block(
        .object(["type": .string("thinking"), "thinking": .string(""), "signature": .string("")]),
        answer.reasoning.map { .object(["type": .string("thinking_delta"), "thinking": .string($0)]) } + [signature])
    }
    if let tool = answer.tool {
      block(
        .object(["type": .string("tool_use"), "id": .string("toolu_fake_1"), "name": .string(tool.name), "input": .object([JSONField]())]),
        ([""] + tool.arguments).map { .object(["type": .string("input_json_delta"), "partial_json": .string($0)]) })
    }
    if !answer.tokens.isEmpty {
      block(
        .object(["type": .string("text"), "text": .string("")]),
        answer.tokens.map { .object(["type": .string("text_delta"), "text": .string($0)]) })
    }
    guard !behaviour.omitsEnd else { return events }
    let delta = JSONValue.object(["stop_reason": .string(stopReason), "stop_sequence": .null])
    events.append(event("message_delta", JSONField("delta", delta), JSONField("usage", .object(outputUsage(answer.completion)))))
    if !behaviour.omitsDone { events.append(event("message_stop")) }
    return events
  }

  /// The answer to a request that does not stream.
  var whole: JSONValue {
    var content: [JSONValue] = []
    if !answer.reasoning.isEmpty {
      content.append(.object(["type": .string("thinking"), "thinking": .string(answer.reasoning.joined()), "signature": .string("ZmFrZQ==")]))
    }
    if let tool = answer.tool {
      let input = JSONValue.object(["code": .string("print(1)")])
      content.append(.object(["type": .string("tool_use"), "id": .string("toolu_fake_1"), "name": .string(tool.name), "input": input]))
    }
    if !answer.tokens.isEmpty { content.append(.object(["type": .string("text"), "text": .string(answer.text)])) }
    return message(content: content, stopReason: .string(stopReason), output: answer.completion)
  }

  static func error(_ message: String, type: String) -> JSONValue {
    .object(["type": .string("error"), "error": .object(["type": .string(type), "message": .string(message)])])
  }

  var inStreamError: JSONValue {
    behaviour.isOverloaded ? Self.error("Overloaded", type: "overloaded_error") : Self.error("Internal server error", type: "api_error")
  }

  private var stopReason: String {
    switch answer.finish {
    case "length": "max_tokens"
    case "tool_calls": "tool_use"
    case "content_filter": "refusal"
    default: "end_turn"
    }
  }

  private func message(content: [JSONValue], stopReason: JSONValue, output: Int) -> JSONValue {
    var fields = [
      JSONField("id", .string(id)), JSONField("type", .string("message")), JSONField("role", .string("assistant")),
      JSONField("model", .string(model)),
      JSONField("content", .array(content)), JSONField("stop_reason", stopReason), JSONField("stop_sequence", .null),
    ]
    if !behaviour.omitsUsage {
      let input = [
        JSONField("input_tokens", .integer(Int64(answer.prompt - answer.cached))), JSONField("cache_creation_input_tokens", .integer(0)),
        JSONField("cache_read_input_tokens", .integer(Int64(answer.cached))),
      ]
      fields.append(JSONField("usage", .object(input + outputUsage(output))))
    }
    return .object(fields)
  }

  private func outputUsage(_ output: Int) -> [JSONField] {
    guard !behaviour.omitsUsage else { return [] }
    var fields = [JSONField("output_tokens", .integer(Int64(output)))]
    if !answer.reasoning.isEmpty, output > 1 {
      fields.append(JSONField("output_tokens_details", .object(["thinking_tokens": .integer(Int64(answer.reasoning.count))])))
    }
    return fields
  }

  private func event(_ type: String, _ fields: JSONField...) -> JSONValue { .object([JSONField("type", .string(type))] + fields) }
}
