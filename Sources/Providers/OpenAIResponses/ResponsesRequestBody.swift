import Domain
import Primitives
import Wire

/// A Responses request made from one in the words of chat completions: always streaming.
enum ResponsesRequestBody {
  /// - Parameter isBackground: the answer goes on without a listener; the vendor demands that it keeps such an answer.
  /// - Throws: `providerRefused` with status 400 for what Responses cannot say.
  static func encoded(_ request: ModelRequest, isBackground: Bool) throws(ModelFailure) -> [UInt8] {
    let options = request.options
    var fields = [
      JSONField("model", .string(request.model)), JSONField("input", .array(try ResponsesInput(messages: request.messages).items)),
      JSONField("stream", .bool(true)),
      // Kept only where it must be, or where the caller wants it: chat completions are not kept either, unless they are asked to be.
      JSONField("store", .bool(isBackground || options["store"]?.bool == true)),
    ]
    if isBackground { fields.append(JSONField("background", .bool(true))) }
    if let limit = options["max_completion_tokens"] ?? options["max_tokens"] { fields.append(JSONField("max_output_tokens", limit)) }
    if let effort = options["reasoning_effort"], !effort.isNull {
      fields.append(JSONField("reasoning", (options["reasoning"] ?? .object([JSONField]())).setting("effort", to: effort)))
    }
    if let text = text(options) { fields.append(JSONField("text", text)) }
    let tools = ResponsesTools.tools(options["tools"])
    if !tools.isEmpty {
      fields.append(JSONField("tools", .array(tools)))
      if let choice = options["tool_choice"], !choice.isNull { fields.append(JSONField("tool_choice", ResponsesTools.choice(choice))) }
    }
    if options["logprobs"]?.bool == true {
      fields.append(JSONField("include", .array((options["include"]?.array ?? []) + [.string("message.output_text.logprobs")])))
    }
    if let obfuscation = options["stream_options"]?["include_obfuscation"] {
      fields.append(JSONField("stream_options", .object(["include_obfuscation": obfuscation])))
    }
    for field in options.fields ?? [] where !translated.contains(field.key) && !fields.contains(where: { $0.key == field.key }) {
      fields.append(field)
    }
    return JSONValue.object(fields).encoded()
  }

  /// The format of the answer and how wordy it is, which stand apart in chat completions.
  private static func text(_ options: JSONValue) -> JSONValue? {
    var text = options["text"] ?? .object([JSONField]())
    if let format = options["response_format"], !format.isNull {
      let schema = format["json_schema"]?.fields ?? []
      text = text.setting("format", to: schema.isEmpty ? format : .object([JSONField("type", .string("json_schema"))] + schema))
    }
    if let verbosity = options["verbosity"], !verbosity.isNull { text = text.setting("verbosity", to: verbosity) }
    return text.fields?.isEmpty == false ? text : nil
  }

  /// Said above in the words of Responses, or without a counterpart there: those are left out.
  private static let translated: Set<String> = [
    "audio", "background", "frequency_penalty", "function_call", "functions", "input", "logit_bias", "logprobs", "max_completion_tokens",
    "max_tokens", "messages", "modalities", "model", "n", "prediction", "presence_penalty", "reasoning_effort", "response_format", "seed", "stop",
    "store", "stream", "stream_options", "tool_choice", "tools", "verbosity", "web_search_options",
  ]
}
