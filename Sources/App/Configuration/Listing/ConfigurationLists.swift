/// The two lists of the file, `providers` and `prices`, as the example and the reference describe them.
enum ConfigurationLists {
  struct Key: Sendable {
    let name: String
    let meaning: String
  }

  static let providerKeys: [Key] = [
    Key(name: "name", meaning: "What callers write before the slash in `name/model`: 1 to 64 of `a-z`, `0-9`, `-` and `_`. Required."),
    Key(
      name: "kind",
      meaning: "The protocol it speaks: `openai` (also vLLM, llama.cpp, Ollama, LiteLLM …), `openai-responses`, `anthropic` or `scripted`. Required."),
    Key(
      name: "base_url",
      meaning:
        "Its address; as in the vendors' SDKs one of kind `openai` or `openai-responses` ends in `/v1`, one of kind `anthropic` does not. Default: the vendor's own."
    ),
    Key(name: "api_key", meaning: "The key, in the file itself. Servers of your own often want none."),
    Key(name: "api_key_env", meaning: "Name of the environment variable that holds the key; instead of `api_key`."),
    Key(name: "models", meaning: "Models to offer in `/v1/models`; the first is the default. Others can still be asked for as `name/model`."),
    Key(name: "pass_unknown", meaning: "`true` passes fields on that the vendor does not document; else such a request is refused. Default `false`."),
    Key(name: "headers", meaning: "An object of headers to send with each request. Their values are treated as secrets."),
    Key(name: "timeouts", meaning: "An object with `connect`, `first_byte` and `idle`; what is missing is taken from `upstream`."),
    Key(
      name: "background",
      meaning:
        "Only of kind `openai-responses`: `true` lets answers go on at the vendor when a worker or a connection is lost, so that they are listened to again"
        + " instead of paid twice. The vendor keeps such answers (`store`). Default `false`."
    ),
    Key(
      name: "on_take_over",
      meaning:
        "What is done with an answer whose worker was lost, as far as the kind allows it: `reattach` listens to it again (`openai-responses` with"
        + " `background`), else `continue` asks for the rest of the text (`scripted`), else `restart` asks anew. Default `reattach`."
    ),
  ]

  static let priceKeys: [Key] = [
    Key(name: "model", meaning: "The model's name at the vendor; a `*` at its end stands for any rest. Required."),
    Key(name: "provider", meaning: "Only for this provider. Default: any."),
    Key(name: "input", meaning: "Fresh input. Required."), Key(name: "output", meaning: "Output, reasoning included. Required."),
    Key(name: "cached_input", meaning: "Input read from the provider's cache. Without it, answers that used the cache stay unpriced."),
    Key(name: "cache_write", meaning: "Input written to the provider's cache. Without it, answers that wrote it stay unpriced."),
  ]

  static let providerExamples: [String] = [
    #"{ "name": "local", "kind": "openai", "base_url": "http://127.0.0.1:8000/v1", "models": ["qwen3-8b"], "pass_unknown": true },"#,
    #"{ "name": "claude", "kind": "anthropic", "api_key_env": "CLAUDE_KEY", "headers": { "X-Team": "search" }, "timeouts": { "idle": "90s" } },"#,
    #"{ "name": "research", "kind": "openai-responses", "background": true, "api_key_env": "OPENAI_KEY", "models": ["gpt-5"] }"#,
  ]

  static let priceExamples: [String] = [
    #"{ "model": "gpt-example", "input": "2.50", "cached_input": "1.25", "output": "10.00" },"#,
    #"{ "model": "claude-example*", "provider": "claude", "input": "3", "cached_input": "0.30", "cache_write": "3.75", "output": "15" }"#,
  ]
}
