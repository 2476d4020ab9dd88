import Domain
import Primitives
import Wire

/// A chat completions request: always streaming, and asking for usage.
enum OpenAIRequestBody {
  /// Set here, whatever the options say.
  private static let own: Set<String> = ["model", "messages", "stream", "stream_options"]

  static func encoded(_ request: ModelRequest) -> [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    writer.beginObject()
    writer.key("model")
    writer.string(request.model)
    writer.key("messages")
    writer.value(request.messages)
    writer.key("stream")
    writer.bool(true)
    writer.key("stream_options")
    writer.value(streamOptions(request.options["stream_options"]))
    for field in request.options.fields ?? [] where !own.contains(field.key) {
      writer.key(escaping: field.key)
      writer.value(field.value)
    }
    writer.endObject()
    return writer.bytes
  }

  /// The caller's own, such as `include_obfuscation`, with usage asked for.
  private static func streamOptions(_ value: JSONValue?) -> JSONValue {
    let options = value?.fields == nil ? JSONValue.object([JSONField]()) : value ?? .null
    return options.setting("include_usage", to: .bool(true))
  }
}
