import Primitives
import Wire

/// An answer as OpenAI's chat completions write it.
struct FakeOpenAIForm {
  let answer: FakeAnswer
  let behaviour: FakeBehaviour
  let id: String
  let model: String
  let includesUsage: Bool
  let wantsLogprobs: Bool

  /// The `data` of each event, `[DONE]` included.
  var events: [String] {
    var deltas: [(delta: JSONValue, finish: JSONValue, logprobs: JSONValue)] = []
    func add(_ delta: JSONValue, logprobs: JSONValue = .null) { deltas.append((delta, .null, logprobs)) }
    add(.object(["role": .string("assistant"), "content": answer.tool == nil ? .string("") : .null, "refusal": .null]))
    for thought in answer.reasoning { add(.object(["reasoning_content": .string(thought)])) }
    if let tool = answer.tool {
      add(toolDelta(id: "call_fake_1", name: tool.name, arguments: ""))
      for fragment in tool.arguments {
        let isRepeated = behaviour.repeatsToolName
        add(toolDelta(id: isRepeated ? "call_fake_1" : nil, name: isRepeated ? tool.name : nil, arguments: fragment))
      }
    }
    for token in answer.tokens { add(.object(["content": .string(token)]), logprobs: wantsLogprobs ? Self.logprobs(token) : .null) }
    if !behaviour.omitsEnd { deltas.append((.object([JSONField]()), .string(answer.finish), .null)) }

    var events = deltas.map { delta, finish, logprobs in
      chunk(choices: [.object(["index": .integer(0), "delta": delta, "logprobs": logprobs, "finish_reason": finish])], usage: .null)
    }
    if includesUsage, !behaviour.omitsUsage, !behaviour.omitsEnd { events.append(chunk(choices: [], usage: usage)) }
    if !behaviour.omitsDone, !behaviour.omitsEnd { events.append("[DONE]") }
    return events
  }

  /// The answer to a request that does not stream.
  var whole: JSONValue {
    var message = [
      JSONField("role", .string("assistant")), JSONField("content", answer.tool == nil ? .string(answer.text) : .null), JSONField("refusal", .null),
    ]
    if !answer.reasoning.isEmpty { message.append(JSONField("reasoning_content", .string(answer.reasoning.joined()))) }
    if let tool = answer.tool {
      let function = JSONValue.object(["name": .string(tool.name), "arguments": .string(tool.arguments.joined())])
      message.append(JSONField("tool_calls", .array([.object(["id": .string("call_fake_1"), "type": .string("function"), "function": function])])))
    }
    let logprobs: JSONValue = wantsLogprobs ? .object(["content": .array(answer.tokens.map(Self.token)), "refusal": .null]) : .null
    var fields = head("chat.completion")
    fields.append(
      JSONField(
        "choices",
        .array([
          .object(["index": .integer(0), "message": .object(message), "logprobs": logprobs, "finish_reason": .string(answer.finish)])
        ])))
    if !behaviour.omitsUsage { fields.append(JSONField("usage", usage)) }
    return .object(fields)
  }

  static func error(_ message: String, type: String, code: String? = nil) -> JSONValue {
    .object([
      "error": .object(["message": .string(message), "type": .string(type), "param": .null, "code": code.map { .string($0) } ?? .null])
    ])
  }

  /// What stands in the stream in place of a chunk when the provider fails in mid-answer.
  var inStreamError: String {
    let value =
      behaviour.isOverloaded
      ? Self.error("The server is overloaded.", type: "server_error", code: "overloaded")
      : Self.error("The server had an error.", type: "server_error")
    return String(decoding: value.encoded(), as: UTF8.self)
  }

  private func chunk(choices: [JSONValue], usage: JSONValue) -> String {
    var fields = head("chat.completion.chunk")
    fields.append(JSONField("choices", .array(choices)))
    if includesUsage { fields.append(JSONField("usage", usage)) }
    return String(decoding: JSONValue.object(fields).encoded(), as: UTF8.self)
  }

  private func head(_ object: String) -> [JSONField] {
    [
      JSONField("id", .string(id)), JSONField("object", .string(object)), JSONField("created", .integer(1_700_000_000)),
      JSONField("model", .string(model)), JSONField("service_tier", .string("default")), JSONField("system_fingerprint", .string("fp_fake")),
    ]
  }

  private var usage: JSONValue {
    .object([
      "prompt_tokens": .integer(Int64(answer.prompt)), "completion_tokens": .integer(Int64(answer.completion)),
      "total_tokens": .integer(Int64(answer.prompt + answer.completion)),
      "prompt_tokens_details": .object(["cached_tokens": .integer(Int64(answer.cached)), "audio_tokens": .integer(0)]),
      "completion_tokens_details": .object([
        "reasoning_tokens": .integer(Int64(answer.reasoning.count)), "audio_tokens": .integer(0), "accepted_prediction_tokens": .integer(0),
        "rejected_prediction_tokens": .integer(0),
      ]),
    ])
  }

  private func toolDelta(id: String?, name: String?, arguments: String) -> JSONValue {
    var call = [JSONField("index", .integer(0))]
    var function: [JSONField] = []
    if let id { call += [JSONField("id", .string(id)), JSONField("type", .string("function"))] }
    if let name { function.append(JSONField("name", .string(name))) }
    function.append(JSONField("arguments", .string(arguments)))
    call.append(JSONField("function", .object(function)))
    return .object(["tool_calls": .array([.object(call)])])
  }

  private static func logprobs(_ token: String) -> JSONValue { .object(["content": .array([Self.token(token)]), "refusal": .null]) }

  private static func token(_ token: String) -> JSONValue {
    .object([
      "token": .string(token), "logprob": .double(-0.5), "bytes": .array(token.utf8.map { .integer(Int64($0)) }), "top_logprobs": .array([]),
    ])
  }
}
