import Domain
import Primitives
import StreamLog
import Wire

/// OpenAI's objects as JSON.
enum OpenAIObjects {
  /// `id`, `object`, `created` and `model`. The creation time is that of the run's ULID, so that every pod writes the same.
  static func writeHead(run: String, object: StaticString, model: String, to writer: inout JSONWriter) {
    writer.field("id", "chatcmpl-\(run)")
    writer.key("object")
    writer.literal(object)
    writer.field("created", created(run))
    writer.field("model", model)
  }

  static func writeMembers(of call: ToolCall, to writer: inout JSONWriter) {
    writer.field("id", call.call)
    writer.key("type")
    writer.literal("function")
    writer.key("function")
    writer.beginObject()
    writer.field("name", call.name)
    writer.field("arguments", call.arguments)
    writer.endObject()
  }

  static func write(_ tokens: TokenUsage, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("prompt_tokens", tokens.promptTokens)
    writer.field("completion_tokens", tokens.output)
    writer.field("total_tokens", tokens.totalTokens)
    writer.key("prompt_tokens_details")
    writer.beginObject()
    writer.field("cached_tokens", tokens.cacheRead)
    if tokens.cacheWrite > 0 { writer.field("cache_write_tokens", tokens.cacheWrite) }
    writer.field("audio_tokens", 0)
    writer.endObject()
    writer.key("completion_tokens_details")
    writer.beginObject()
    writer.field("reasoning_tokens", tokens.reasoning)
    writer.field("audio_tokens", 0)
    writer.field("accepted_prediction_tokens", 0)
    writer.field("rejected_prediction_tokens", 0)
    writer.endObject()
    writer.endObject()
  }

  /// A whole `chat.completion` of a stream that ended well.
  static func completion(_ state: StreamState, _ completed: StreamCompleted, run: String, model: String) -> [UInt8] {
    json { writer in
      writer.beginObject()
      writeHead(run: run, object: "chat.completion", model: model, to: &writer)
      writer.key("choices")
      writer.beginArray()
      writer.beginObject()
      writer.field("index", 0)
      writer.key("message")
      writeMessage(state, to: &writer)
      writer.key("logprobs")
      writeLogprobs(state.logprobs, to: &writer)
      writer.field("finish_reason", completed.finishReason)
      writer.endObject()
      writer.endArray()
      writer.key("usage")
      write(completed.usage?.tokens ?? TokenUsage(), to: &writer)
      writer.endObject()
    }
  }

  private static func writeMessage(_ state: StreamState, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("role")
    writer.literal("assistant")
    writer.key("content")
    // A message that only calls tools has no content (OpenAI: null).
    if state.text.isEmpty, !state.toolCalls.isEmpty { writer.null() } else { writer.string(utf8: state.text) }
    writer.key("refusal")
    writer.null()
    if !state.reasoning.isEmpty {
      writer.key("reasoning_content")
      writer.string(utf8: state.reasoning)
    }
    if !state.toolCalls.isEmpty {
      writer.key("tool_calls")
      writer.beginArray()
      for call in state.toolCalls {
        writer.beginObject()
        writeMembers(of: call, to: &writer)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
  }

  /// The pieces' log probabilities put together again.
  private static func writeLogprobs(_ pieces: [String], to writer: inout JSONWriter) {
    guard !pieces.isEmpty else { return writer.null() }
    let reader = JSONReader()
    var content: [JSONValue] = []
    for piece in pieces {
      if let value = try? reader.value(Array(piece.utf8)[...]) { content += value["content"]?.array ?? [] }
    }
    writer.value(.object(["content": .array(content), "refusal": .null]))
  }

  private static func created(_ run: String) -> Int64 {
    guard let ulid = ULID(run) else { return 0 }
    return Int64(ulid.high >> 16) / 1000
  }
}
