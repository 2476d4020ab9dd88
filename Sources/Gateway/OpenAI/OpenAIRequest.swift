import Domain
import Primitives
import Wire

/// A chat completions request, read and checked.
struct OpenAIRequest: Sendable {
  let model: String
  let isStreaming: Bool
  /// The text of the last user message, which becomes the chat's question.
  let question: String
  let request: RunRequest

  /// - Throws: a `Problem` that names what is wrong, as `OpenAIErrors` writes it.
  init(body: [UInt8], maxDepth: Int, passesUnknown: (_ model: String) -> Bool, traceparent: String?) throws(Problem) {
    let value = try BodyReader.parse(body, maxDepth: maxDepth)
    guard let fields = value.fields else { throw Self.invalid("", "expected an object, found \(value.kindName)") }
    guard let model = value["model"]?.string, (1...256).contains(model.utf8.count) else {
      throw Self.invalid("model", "expected the name of a model")
    }
    guard let messages = value["messages"]?.array, !messages.isEmpty else {
      throw Self.invalid("messages", "expected an array with at least one message")
    }
    try Self.check(messages)
    var options: [JSONField] = []
    for field in fields where !OpenAIFields.own.contains(field.key) {
      if let reason = OpenAIFields.unanswerable[field.key] {
        // Null is what the vendor means by leaving it out.
        guard field.value.isNull else { throw Self.unsupported(field.key, reason) }
        continue
      }
      if field.key == "modalities" {
        guard field.value.isNull || field.value == .array([.string("text")]) else {
          throw Self.unsupported("modalities", "only text can be streamed here")
        }
        continue
      }
      guard OpenAIFields.passed.contains(field.key) || passesUnknown(model) else {
        throw Self.unsupported(field.key, "it is not documented for chat completions; configure the provider with pass_unknown to let it through")
      }
      options.append(field)
    }
    if let count = value["n"], !count.isNull, count.integer != 1 { throw Self.unsupported("n", "one ordered stream has one answer, so n must be 1") }
    if let stream = value["stream"], !stream.isNull, stream.bool == nil {
      throw Self.invalid("stream", "expected a boolean, found \(stream.kindName)")
    }
    isStreaming = value["stream"]?.bool ?? false
    let includesUsage = try Self.includesUsage(value["stream_options"] ?? .null, isStreaming: isStreaming)
    self.model = model
    question = Self.question(in: messages)
    request = RunRequest(
      messages: .array(messages), options: .object(options), includesUsage: includesUsage, traceparent: traceparent)
  }

  private static func includesUsage(_ options: JSONValue, isStreaming: Bool) throws(Problem) -> Bool {
    guard !options.isNull else { return false }
    guard isStreaming else { throw invalid("stream_options", "is allowed only when stream is true") }
    guard let fields = options.fields else { throw invalid("stream_options", "expected an object, found \(options.kindName)") }
    for field in fields {
      guard OpenAIFields.streamOptions.contains(field.key) else {
        throw unsupported("stream_options.\(field.key)", "it is not documented for chat completions")
      }
      guard field.value.isNull || field.value.bool != nil else {
        throw invalid("stream_options.\(field.key)", "expected a boolean, found \(field.value.kindName)")
      }
    }
    return options["include_usage"]?.bool ?? false
  }

  private static func check(_ messages: [JSONValue]) throws(Problem) {
    for (index, message) in messages.enumerated() {
      guard message.fields != nil else { throw invalid("messages.\(index)", "expected an object, found \(message.kindName)") }
      guard let role = message["role"]?.string else { throw invalid("messages.\(index).role", "is required") }
      guard ["system", "developer", "user", "assistant", "tool", "function"].contains(role) else {
        throw invalid("messages.\(index).role", "is \"\(role)\"; expected system, developer, user, assistant, tool or function")
      }
      let content = message["content"] ?? .null
      switch content {
      case .string, .array: break
      case .null where role == "assistant": break
      default: throw invalid("messages.\(index).content", "expected a string or an array of parts, found \(content.kindName)")
      }
    }
  }

  private static func question(in messages: [JSONValue]) -> String {
    let message = messages.last { $0["role"]?.string == "user" } ?? messages[messages.count - 1]
    switch message["content"] {
    case .string(let text): return text
    case .array(let parts): return parts.compactMap { $0["text"]?.string }.joined(separator: "\n")
    default: return ""
    }
  }

  private static func invalid(_ field: String, _ detail: String) -> Problem {
    Problem(
      400, "invalid_value", field.isEmpty ? detail : "\(field): \(detail)",
      errors: [.init(pointer: "/" + field.replacing(".", with: "/"), detail: detail)])
  }

  private static func unsupported(_ field: String, _ reason: String) -> Problem {
    Problem(
      400, "unsupported_parameter", "\(field) is not supported: \(reason)",
      errors: [.init(pointer: "/" + field.split(separator: ".").map { JSONPointer.escaped(String($0)) }.joined(separator: "/"), detail: reason)])
  }
}
