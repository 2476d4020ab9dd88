import Domain
import Testing

/// A stream in the way of a real server, and what it means.
struct RecordedStream: Sendable, CustomTestStringConvertible {
  let server: String
  let stream: String
  var text = ""
  var reasoning = ""
  var toolCalls: [ToolCall] = []
  var usage: TokenUsage?
  var finish: String? = "stop"

  var testDescription: String { server }
}

enum RecordedStreams {
  static let openAI: [RecordedStream] = [
    RecordedStream(
      server: "OpenAI",
      stream: stream(
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-mini","service_tier":"default","system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"Xq3"}"#,
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{"content":"Grüß"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"a"}"#,
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{"content":"e \"you\" 你好 🙂\n"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":""}"#,
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-mini","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}"#,
        #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4.1-mini","choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":3,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}"#,
        "[DONE]"),
      text: "Grüße \"you\" 你好 🙂\n", usage: TokenUsage(input: 11, cacheRead: 8, output: 10, reasoning: 3)),
    RecordedStream(
      server: "llama.cpp",
      stream: stream(
        #"{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"chatcmpl-l","model":"m","system_fingerprint":"b1","object":"chat.completion.chunk"}"#,
        #"{"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"Hmm"}}],"created":1,"id":"chatcmpl-l","model":"m","object":"chat.completion.chunk"}"#,
        #"{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"a"}}],"created":1,"id":"chatcmpl-l","model":"m","object":"chat.completion.chunk"}"#,
        #"{"choices":[{"finish_reason":"length","index":0,"delta":{}}],"created":1,"id":"chatcmpl-l","model":"m","object":"chat.completion.chunk"}"#,
        #"{"choices":[],"created":1,"id":"chatcmpl-l","model":"m","object":"chat.completion.chunk","usage":{"completion_tokens":4,"prompt_tokens":12,"total_tokens":16},"timings":{"prompt_n":1,"prompt_ms":24.5,"predicted_n":4}}"#,
        "[DONE]"),
      text: "a", reasoning: "Hmm", usage: TokenUsage(input: 12, output: 4), finish: "length"),
    RecordedStream(
      server: "llama-cpp-python",
      stream: stream(
        #"{"id":"chatcmpl-p","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"function_call":null,"tool_calls":null},"finish_reason":null}]}"#,
        #"{"id":"chatcmpl-p","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":null,"content":null,"tool_calls":[{"index":0,"id":"call__0_get_x","type":"function","function":{"name":"get_x","arguments":"{\"a"}}]},"finish_reason":null}]}"#,
        #"{"id":"chatcmpl-p","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":null,"content":null,"tool_calls":[{"index":0,"id":"call__0_get_x","type":"function","function":{"name":"get_x","arguments":"\": 1}"}}]},"finish_reason":null}]}"#,
        #"{"id":"chatcmpl-p","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":null,"content":null,"tool_calls":null},"finish_reason":"tool_calls"}]}"#,
        "[DONE]"),
      toolCalls: [ToolCall(call: "call__0_get_x", name: "get_x", arguments: #"{"a": 1}"#)], finish: "tool_calls"),
    RecordedStream(
      server: "vLLM, two tools, reasoning under its other name, usage on every chunk",
      stream: ": ping\r\n\r\n"
        + stream(
          #"{"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"Let me"},"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":10,"completion_tokens":1}}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"reasoning":" see"},"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"id":"t1","type":"function","index":0,"function":{"name":"f","arguments":""}}]}}]}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"q\":\""}}]}}]}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"id":"t2","type":"function","index":1,"function":{"name":"g","arguments":""}}]}}]}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"é\"}"}}]}}]}"#,
          #"{"id":"c","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls","stop_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":30,"completion_tokens":21}}"#,
          "[DONE]"),
      reasoning: "Let me see",
      toolCalls: [ToolCall(call: "t1", name: "f", arguments: #"{"q":"é"}"#), ToolCall(call: "t2", name: "g", arguments: "{}")],
      usage: TokenUsage(input: 9, output: 21), finish: "tool_calls"),
    RecordedStream(
      server: "Ollama, no end mark",
      stream: stream(
        #"{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","tool_calls":[{"id":"call_x","index":0,"type":"function","function":{"name":"now","arguments":"{}"}}]},"finish_reason":null}]}"#,
        #"{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"tool_calls"}]}"#
      ),
      toolCalls: [ToolCall(call: "call_x", name: "now", arguments: "{}")], finish: "tool_calls"),
  ]

  static let anthropic: [RecordedStream] = [
    RecordedStream(
      server: "text",
      stream: named(
        "message_start",
        #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude-x","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":3,"cache_read_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":0},"output_tokens":1,"service_tier":"standard"}}}"#
      )
        + named("content_block_start", #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#)
        + named("ping", #"{"type": "ping"}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüße "}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"🙂!"}}"#)
        + named("content_block_stop", #"{"type":"content_block_stop","index":0}"#)
        + named(
          "message_delta", #"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":15}}"#)
        + named("message_stop", #"{"type":"message_stop"}"#),
      text: "Grüße 🙂!", usage: TokenUsage(input: 25, cacheRead: 100, cacheWrite: 3, output: 15)),
    RecordedStream(
      server: "thinking, text and two tools",
      stream: named("message_start", #"{"type":"message_start","message":{"id":"msg_2","usage":{"input_tokens":5,"output_tokens":2}}}"#)
        + named("content_block_start", #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I look"}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":" it up."}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}"#)
        + named("content_block_stop", #"{"type":"content_block_stop","index":0}"#)
        + named("content_block_start", #"{"type":"content_block_start","index":1,"content_block":{"type":"text","text":"So"}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":": "}}"#)
        + named("content_block_stop", #"{"type":"content_block_stop","index":1}"#)
        + named(
          "content_block_start",
          #"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}"#)
        + named(
          "content_block_delta", #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"where\": \"é"}}"#)
        + named("content_block_delta", #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\"}"}}"#)
        + named("content_block_stop", #"{"type":"content_block_stop","index":2}"#)
        + named(
          "content_block_start",
          #"{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}"#)
        + named("content_block_stop", #"{"type":"content_block_stop","index":3}"#)
        + named(
          "message_delta",
          #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"input_tokens":6,"cache_read_input_tokens":1,"output_tokens":40,"output_tokens_details":{"thinking_tokens":12}}}"#
        )
        + named("message_stop", #"{"type":"message_stop"}"#),
      text: "So: ", reasoning: "I look it up.",
      toolCalls: [ToolCall(call: "toolu_1", name: "look", arguments: #"{"where": "é"}"#), ToolCall(call: "toolu_2", name: "now", arguments: "{}")],
      usage: TokenUsage(input: 6, cacheRead: 1, output: 40, reasoning: 12), finish: "tool_calls"),
  ]

  private static func named(_ name: String, _ data: String) -> String { "event: \(name)\ndata: \(data)\n\n" }
}
