/// The fields of OpenAI's chat completions request, by what becomes of them.
enum OpenAIFields {
  /// Read by the gateway itself.
  static let own: Set<String> = ["messages", "model", "stream", "stream_options", "n"]

  /// Fields of `stream_options`. Nothing is ever padded here, so that `include_obfuscation` has no effect.
  static let streamOptions: Set<String> = ["include_usage", "include_obfuscation"]

  /// Documented by the vendor and passed on as they are.
  static let passed: Set<String> = [
    "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata",
    "parallel_tool_calls",
    "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier",
    "seed",
    "service_tier", "stop", "store", "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
  ]

  /// Documented, but not to be answered by one ordered stream of text.
  static let unanswerable: [String: String] = [
    "best_of": "one ordered stream has one answer", "audio": "audio cannot be streamed here", "suffix": "chat completions have no suffix",
    "echo": "chat completions do not echo the prompt",
  ]
}
