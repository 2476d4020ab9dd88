import Domain
import Primitives
import Wire

/// A Messages request made from one in OpenAI's shape: always streaming.
enum AnthropicRequestBody {
  /// - Throws: `providerRefused` with status 400 for what Messages cannot say.
  static func encoded(_ request: ModelRequest) throws(ModelFailure) -> [UInt8] {
    let conversation = try AnthropicConversation(messages: request.messages)
    let options = request.options
    var fields = [
      JSONField("model", .string(request.model)), JSONField("max_tokens", .integer(maxTokens(options, model: request.model))),
      JSONField("stream", .bool(true)), JSONField("messages", .array(conversation.messages)),
    ]
    if !conversation.system.isEmpty { fields.append(JSONField("system", .string(conversation.system.joined(separator: "\n\n")))) }
    if let number = number(options["temperature"]) { fields.append(JSONField("temperature", .double(min(number, 1)))) }
    if let number = number(options["top_p"]) { fields.append(JSONField("top_p", .double(number))) }
    let stops = stopSequences(options["stop"])
    if !stops.isEmpty { fields.append(JSONField("stop_sequences", .array(stops.map { .string($0) }))) }
    if let user = options["safety_identifier"]?.string ?? options["user"]?.string {
      fields.append(JSONField("metadata", .object(["user_id": .string(user)])))
    }
    let tools = AnthropicTools.tools(options["tools"])
    if !tools.isEmpty {
      fields.append(JSONField("tools", .array(tools)))
      if let choice = AnthropicTools.choice(options["tool_choice"], parallel: options["parallel_tool_calls"]?.bool ?? true) {
        fields.append(JSONField("tool_choice", choice))
      }
    }
    // What is no field of OpenAI's is Anthropic's own (`thinking`, `top_k`, …) and passes as it is.
    for field in options.fields ?? [] where !openAIFields.contains(field.key) && !fields.contains(where: { $0.key == field.key }) {
      fields.append(field)
    }
    return JSONValue.object(fields).encoded()
  }

  /// Messages wants a limit. Where the caller sets none: what the models of that generation take at least.
  private static func maxTokens(_ options: JSONValue, model: String) -> Int64 {
    if let asked = options["max_completion_tokens"]?.integer ?? options["max_tokens"]?.integer { return asked }
    let isOld = ["claude-3-haiku", "claude-3-sonnet", "claude-3-opus", "claude-2", "claude-instant"].contains { model.hasPrefix($0) }
    return isOld ? 4096 : 8192
  }

  /// Anthropic refuses sequences of blanks alone.
  private static func stopSequences(_ value: JSONValue?) -> [String] {
    let texts = value?.string.map { [$0] } ?? (value?.array ?? []).compactMap(\.string)
    return texts.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// Translated above, or without a counterpart here: those are left out, as Anthropic's own compatible endpoint does.
  private static let openAIFields: Set<String> = [
    "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata",
    "modalities",
    "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "reasoning_effort",
    "response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice",
    "tools",
    "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
  ]
}
